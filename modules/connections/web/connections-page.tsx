import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { Page, Tabs } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { KeysPanel } from './keys-panel.tsx'
import { SignOnPanel } from './sign-on-panel.tsx'
import { WebhooksPanel } from './webhooks-panel.tsx'

const TABS = ['keys', 'webhooks', 'signOn'] as const
type Tab = (typeof TABS)[number]

/** 对接: which other systems are let in, and which are told of what. */
export const ConnectionsPage = ({ county }: { county: string }) => {
  const t = useT()
  const [tab, show] = useState<Tab>('keys')
  return (
    <Page title={t('work.title.connections')} note={t('work.note.connections')}>
      <p className="links">
        <a href="/api/docs">{t('work.label.apiDocs')}</a>
      </p>
      <Tabs
        label={t('work.title.connections')}
        tabs={TABS.map((id) => ({ id, label: t(`work.connections.${id}`) }))}
        value={tab}
        onChange={(id) => show(TABS.find((one) => one === id) ?? 'keys')}
      >
        {tab === 'keys' && <KeysPanel county={county} />}
        {tab === 'webhooks' && <WebhooksPanel county={county} />}
        {tab === 'signOn' && <SignOnPanel />}
      </Tabs>
    </Page>
  )
}
