import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, Dialog, Empty, ErrorNotice, Loading } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { useGet } from './api.ts'
import { SecretOnce } from './secret-once.tsx'
import { WebhookForm } from './webhook-form.tsx'
import { WebhookSlip } from './webhook-slip.tsx'

/** Systems that are told what happens: subscribe, see how it goes, send again, end. */
export const WebhooksPanel = ({ county }: { county: string }) => {
  const t = useT()
  const found = useGet('connections.webhooks', {})
  const [adding, add] = useState(false)
  const [secret, show] = useState<string>()
  const close = () => {
    add(false)
    show(undefined)
  }
  const there = found.data?.filter(({ state }) => state !== 'removed') ?? []
  return (
    <div className="stack">
      <p className="quiet">{t('work.note.webhooks')}</p>
      <ActButton onAct={() => add(true)}>{t('connections.act.subscribe')}</ActButton>
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      {found.isPending && <Loading />}
      {found.data && there.length === 0 && <Empty>{t('work.empty.webhooks')}</Empty>}
      {there.map((one) => (
        <WebhookSlip key={one.id} one={one} onSecret={show} />
      ))}
      <Dialog
        open={adding || secret !== undefined}
        title={adding ? t('connections.act.subscribe') : t('connections.act.rotate-secret')}
        onClose={close}
      >
        {secret ? (
          <SecretOnce title={t('work.label.secretIs')} secret={secret} onDone={close} />
        ) : (
          <WebhookForm county={county} onDone={show} />
        )}
      </Dialog>
    </div>
  )
}
