import { Link } from 'wouter'
import { formatTime } from '../../../../kernel/web/day.ts'
import { hasWords, useT } from '../../../../kernel/web/i18n.ts'
import { Empty, ErrorNotice, Loading, Page } from '../../../../kernel/web/kit/index.ts'
import { useAct, useMore } from '../../work/api.ts'

/** The one message that is about no matter: another system can no longer be told. */
const BROKEN = 'webhook-disabled'

/** Messages to me, newest first; reading them is one press. */
const NoticesPage = () => {
  const t = useT()
  const found = useMore('notices.list', {}, ({ rows }) =>
    rows.length >= 20 ? { before: rows[rows.length - 1]?.id } : undefined,
  )
  const read = useAct('notices.read')
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const unread = rows.filter((row) => !row.read).map(({ id }) => id)
  const said = (kind: string) =>
    kind === BROKEN
      ? t('work.news.webhook-disabled')
      : hasWords(`matters.notice.${kind}`)
        ? t(`matters.notice.${kind}`)
        : t('work.label.news')
  return (
    <Page title={t('work.title.notices')} back={{ href: '/me', label: t('work.title.me') }}>
      <ErrorNotice problem={found.error ?? read.error} onAgain={found.refetch} />
      {found.isPending && <Loading />}
      {found.data && rows.length === 0 && <Empty>{t('work.empty.notices')}</Empty>}
      {unread.length > 0 && (
        <button type="button" className="more" onClick={() => read.mutate({ body: { ids: unread.slice(0, 100) } })}>
          {t('work.label.readAll', { n: unread.length })}
        </button>
      )}
      <ul className="facts">
        {rows.map((row) => (
          <li key={row.id} className="message">
            <Link href={row.kind === BROKEN ? '/connections' : `/m/${row.subject}`}>
              {!row.read && <b>{t('work.label.new')} </b>}
              {said(row.kind)} · {row.title}
              <small className="num">
                {row.number} · {formatTime(row.at)}
              </small>
            </Link>
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <button type="button" className="more" onClick={() => found.fetchNextPage()}>
          {t('kit.label.more', { n: 20 })}
        </button>
      )}
    </Page>
  )
}

export default NoticesPage
