import { formatTime } from '@gongzhi/kernel/web/day.ts'
import { hasWords, type T, useT } from '@gongzhi/kernel/web/i18n.ts'
import { Empty, ErrorNotice, Loading } from '@gongzhi/kernel/web/kit/index.ts'
import { Link } from 'wouter'
import { type Row, useAct, useMore } from './api.ts'

/** What a kind of notice says; each module has the words of its own kinds. */
export const noticeWords = (kind: string, t: T): string => {
  const key = [`matters.notice.${kind}`, `notices.kind.${kind}`, `work.news.${kind}`].filter(hasWords)[0]
  return key ? t(key) : t('notices.label.news')
}

/** The one message that is about no matter: another system can no longer be told. */
const BROKEN = 'webhook-disabled'
/** Pages by the letter of a number; all else is about a matter. */
const PAGES: Readonly<Record<string, string>> = { T: 'topics', E: 'meetings', R: 'resolutions', K: 'tasks' }
const hrefOf = ({ kind, number, subject }: Row): string =>
  kind === BROKEN ? '/connections' : `/${PAGES[number.split('-')[1] ?? ''] ?? 'm'}/${subject}`

const Item = ({ row, onRead }: { row: Row; onRead: (id: string) => void }) => {
  const t = useT()
  const confirm = useAct('notices.confirm', { refresh: ['notices.'] })
  return (
    <li className={row.read ? undefined : 'unread'}>
      <Link href={hrefOf(row)} onClick={() => !row.read && onRead(row.id)}>
        <span className="what">
          {!row.read && <b>{t('notices.label.new')} </b>}
          {noticeWords(row.kind, t)}
        </span>
        <span>{row.title}</span>
        <small className="num">
          {row.number} · {formatTime(row.at)}
        </small>
        {row.dueAt && <small className="num">{t('notices.label.dueBy', { time: formatTime(row.dueAt) })}</small>}
      </Link>
      {row.required &&
        (row.confirmed ? (
          <p className="quiet">{t('notices.state.confirmed')}</p>
        ) : (
          <button
            type="button"
            className="more"
            disabled={confirm.isPending}
            aria-label={t('notices.act.confirmOf', { number: row.number })}
            onClick={() => confirm.mutate({ params: { id: row.id } })}
          >
            {t('notices.act.confirm')}
          </button>
        ))}
      <ErrorNotice problem={confirm.error} />
    </li>
  )
}

/** Messages to me, newest first. Opening one reads it; one press reads all. */
export const NoticeList = () => {
  const t = useT()
  const found = useMore('notices.list', {}, ({ rows }) => {
    const last = rows[rows.length - 1]
    return rows.length >= 30 && last ? { before: last.id } : undefined
  })
  const read = useAct('notices.read', { refresh: ['notices.'] })
  const pages = found.data?.pages ?? []
  const rows = pages.flatMap((page) => page.rows)
  const unread = pages[0]?.unread ?? 0
  if (found.isPending) return <Loading />
  return (
    <>
      <ErrorNotice problem={found.error ?? read.error} onAgain={() => found.refetch()} />
      {found.data && rows.length === 0 && <Empty>{t('notices.label.none')}</Empty>}
      {unread > 0 && (
        <p className="unread-bar">
          <span role="status">{t('notices.label.unread', { n: unread })}</span>
          <button type="button" className="more" onClick={() => read.mutate({ body: { all: true } })}>
            {t('notices.act.readAll')}
          </button>
        </p>
      )}
      <ul className="told-list" aria-label={t('notices.label.notices')}>
        {rows.map((row) => (
          <Item key={row.id} row={row} onRead={(id) => read.mutate({ body: { ids: [id] } })} />
        ))}
      </ul>
      {found.hasNextPage && (
        <button type="button" className="more" onClick={() => found.fetchNextPage()}>
          {t('notices.label.earlier')}
        </button>
      )}
    </>
  )
}
