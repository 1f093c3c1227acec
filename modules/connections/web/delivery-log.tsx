import { formatTime } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { DataTable, ErrorNotice, Loading, toast } from '@gongzhi/kernel/web/kit/index.ts'
import { unmetWords, useAct, useMore } from './api.ts'
import { useEventWords } from './webhook-form.tsx'

/** What was sent: how often it was tried, what was answered; one of them sent again by hand. */
export const DeliveryLog = ({ webhook, active }: { webhook: string; active: boolean }) => {
  const t = useT()
  const eventWords = useEventWords()
  const found = useMore('connections.deliveries', { params: { id: webhook } }, ({ next }) =>
    next ? { before: next } : undefined,
  )
  const resend = useAct('connections.resend')
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <div className="stack tight">
      <ErrorNotice problem={found.error ?? resend.error} unmetWords={unmetWords(t)} />
      {found.isPending && <Loading />}
      {found.data && (
        <DataTable
          caption={t('work.label.deliveries')}
          rows={rows}
          rowKey={(row) => row.id}
          empty={t('work.empty.deliveries')}
          {...(found.hasNextPage
            ? { more: { busy: found.isFetchingNextPage, onMore: () => void found.fetchNextPage() } }
            : {})}
          columns={[
            {
              id: 'what',
              head: t('work.column.message'),
              cell: (row) => (
                <>
                  {eventWords(row.type)} {row.number}
                  <small className="num sub">{formatTime(row.at)}</small>
                </>
              ),
            },
            {
              id: 'state',
              head: t('work.column.sending'),
              cell: (row) => (
                <>
                  {t(`work.sent.${row.state}`)}
                  {row.error && <small> {t(`work.failed.${row.error}`, { status: row.status ?? 0 })}</small>}
                  {row.state === 'waiting' && row.nextAt && row.tries > 0 && (
                    <small className="num"> {t('work.label.nextTry', { at: formatTime(row.nextAt) })}</small>
                  )}
                </>
              ),
            },
            { id: 'tries', head: t('work.column.tries'), figure: true, cell: (row) => row.tries },
            {
              id: 'again',
              head: t('connections.act.resend'),
              cell: (row) =>
                active && row.state !== 'waiting' ? (
                  <button
                    type="button"
                    className="worded"
                    aria-label={t('work.label.resendOf', { what: `${eventWords(row.type)} ${row.number ?? ''}` })}
                    onClick={() =>
                      resend.mutate(
                        { params: { id: webhook }, body: { delivery: row.id } },
                        { onSuccess: () => toast(t('work.toast.resent')) },
                      )
                    }
                  >
                    {t('connections.act.resend')}
                  </button>
                ) : (
                  '—'
                ),
            },
          ]}
        />
      )}
    </div>
  )
}
