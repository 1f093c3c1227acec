import { useT } from '../../../../kernel/web/i18n.ts'
import { OutboxPage } from '../../../../kernel/web/outbox/outbox-page.tsx'
import { renewShell } from '../../installed.ts'

/** 待发送: acts and registrations made without signal. */
const UnsentPage = () => {
  const t = useT()
  return (
    <OutboxPage
      back={t('work.title.inbox')}
      onRenew={renewShell}
      ways={{
        // what runs beside a matter is shown on the matter's own page
        matter: ({ endpoint, subject, receipt }) => {
          if (endpoint !== 'matters.report-for' && endpoint !== 'matters.report') return `/m/${subject}`
          return receipt ? `/m/${receipt.id}` : undefined
        },
      }}
    />
  )
}

export default UnsentPage
