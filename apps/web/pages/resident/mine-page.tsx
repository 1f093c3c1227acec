import { Link } from 'wouter'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Empty, ErrorNotice, Loading, Page } from '../../../../kernel/web/kit/index.ts'
import { useMore } from '../../resident/api.ts'
import { MatterSlip } from '../../resident/matter-slip.tsx'
import { SignInFirst } from '../../resident/sign-in-first.tsx'

const List = () => {
  const t = useT()
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useMore(
    'matters.mine',
    {},
    (reply) => (reply.next ? { before: reply.next } : undefined),
  )
  if (isPending) return <Loading />
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  const open = rows.filter((row) => row.closedAt === null)
  const closed = rows.filter((row) => row.closedAt !== null)
  if (rows.length === 0 && !error)
    return (
      <Empty>
        <p>{t('resident.mine.none')}</p>
        <Link href="/report">{t('resident.report.title')}</Link>
      </Empty>
    )
  return (
    <>
      {open.length > 0 && (
        <section className="section" aria-labelledby="open">
          <h2 id="open">{t('resident.mine.open')}</h2>
          {open.map((row) => (
            <MatterSlip key={row.id} row={row} />
          ))}
        </section>
      )}
      {closed.length > 0 && (
        <section className="section" aria-labelledby="closed">
          <h2 id="closed">{t('resident.mine.closed')}</h2>
          {closed.map((row) => (
            <MatterSlip key={row.id} row={row} />
          ))}
        </section>
      )}
      <ErrorNotice problem={error} onAgain={() => refetch()} />
      {hasNextPage && (
        <button type="button" className="more" aria-busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t('resident.mine.more')}
        </button>
      )}
    </>
  )
}

/** Everything I reported, what is open first. */
const MinePage = () => {
  const t = useT()
  return (
    <Page title={t('resident.mine.title')} back={{ href: '/', label: t('kit.label.home') }}>
      <SignInFirst byCode>
        <List />
      </SignInFirst>
    </Page>
  )
}

export default MinePage
