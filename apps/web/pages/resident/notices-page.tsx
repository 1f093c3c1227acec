import { useEffect } from 'react'
import { Link } from 'wouter'
import { formatTime } from '../../../../kernel/web/day.ts'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Empty, ErrorNotice, Loading, Page } from '../../../../kernel/web/kit/index.ts'
import { PageTools } from '../../../../kernel/web/kit/page-tools.tsx'
import { useAct, useMore } from '../../resident/api.ts'
import { SignInFirst } from '../../resident/sign-in-first.tsx'
import { said } from '../../resident/words.ts'

const List = () => {
  const t = useT()
  const read = useAct('notices.read', { refresh: ['notices.list'] })
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useMore('notices.list', {}, (reply) => {
    const last = reply.rows[reply.rows.length - 1]
    return reply.rows.length >= 20 && last ? { before: last.id } : undefined
  })
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  const fresh = rows.filter((row) => !row.read).map((row) => row.id)
  const count = fresh.length
  useEffect(() => {
    if (count > 0 && !read.isPending) read.mutate({ body: { ids: fresh.slice(0, 100) } })
  }, [count])
  if (isPending) return <Loading />
  return (
    <>
      <PageTools paper />
      <ErrorNotice problem={error} onAgain={() => refetch()} />
      {rows.length === 0 && !error && <Empty>{t('resident.notices.none')}</Empty>}
      <ul className="links told" aria-label={t('resident.notices.title')}>
        {rows.map((row) => (
          <li key={row.id}>
            <Link href={`/m/${row.subject}`}>
              <span>
                {row.read ? '' : <b>{t('resident.notices.new')} </b>}
                {said(
                  t,
                  `notices.kind.${row.kind}`,
                  said(
                    t,
                    `matters.notice.${row.kind}`,
                    said(t, `matters.said.${row.kind}`, t('resident.notices.news')),
                  ),
                )
                  .replaceAll('{org}', '')
                  .trim()}
                ：{row.title}
                <small className="block num">
                  {row.number} · {formatTime(row.at)}
                </small>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" className="more" onClick={() => fetchNextPage()}>
          {t('resident.mine.more')}
        </button>
      )}
    </>
  )
}

/** Messages to me; opening the page reads them. */
const NoticesPage = () => {
  const t = useT()
  return (
    <Page title={t('resident.notices.title')} back={{ href: '/', label: t('kit.label.home') }}>
      <SignInFirst byCode>
        <List />
      </SignInFirst>
    </Page>
  )
}

export default NoticesPage
