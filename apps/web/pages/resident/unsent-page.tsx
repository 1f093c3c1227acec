import { useLocation } from 'wouter'
import { useT } from '../../../../kernel/web/i18n.ts'
import { OutboxPage } from '../../../../kernel/web/outbox/outbox-page.tsx'
import { renewShell } from '../../installed.ts'
import { rewriteOf } from '../../resident/report/rewrite.ts'
import { useSession } from '../../resident/session.ts'

/** 待发送: what I wrote without signal, and what became of it. */
const UnsentPage = () => {
  const t = useT()
  const [, go] = useLocation()
  const { known, follows } = useSession()
  return (
    <OutboxPage
      back={t('kit.label.home')}
      onRenew={renewShell}
      ways={{
        // an act is on a matter that is there; a report becomes one when it arrives
        matter: ({ params, receipt }) => {
          const id = params?.id ?? receipt?.id
          return id && (known || follows) ? `/m/${id}` : undefined
        },
        receipt: ({ endpoint, receipt }) =>
          endpoint === 'matters.report' && receipt ? `/receipt/${receipt.id}` : undefined,
        rewrite: (item) => rewriteOf(item, go),
      }}
    />
  )
}

export default UnsentPage
