import { SaveButton } from '@gongzhi/documents/web'
import { formatTime } from '@gongzhi/kernel/web/day.ts'
import { DataTable, ErrorNotice, Loading } from '@gongzhi/kernel/web/kit/index.ts'
import { Link } from 'wouter'
import { useMore } from './api.ts'
import { useWords } from './words.ts'

type Council = {
  readonly body: string
  readonly title: string
  readonly unit: { readonly code: string; readonly name: string }
  readonly members: number
}

/** 台账 of the talks of a stretch, written by the talks themselves (D07): which village, when, how far, what came of it. */
export const Register = ({ unit, councils }: { unit: string; councils: readonly Council[] }) => {
  const say = useWords()
  const found = useMore('deliberation.meetings', { query: { unit } }, ({ next }) =>
    next ? { before: next } : undefined,
  )
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      <section className="section" aria-labelledby="register">
        <h2 id="register">{say('desk.register')}</h2>
        <p className="quiet">{say('desk.registerNote')}</p>
        <ErrorNotice problem={found.error} onAgain={found.refetch} />
        {found.isPending && <Loading />}
        {found.data && (
          <DataTable
            caption={say('desk.register')}
            rows={rows}
            rowKey={(row) => row.id}
            href={(row) => `/meetings/${row.id}`}
            empty={say('talks.noNext')}
            columns={[
              { id: 'title', head: say('meeting.title'), cell: (row) => `${row.unit.name} · ${row.title}` },
              { id: 'number', head: say('desk.number'), cell: (row) => <span className="num">{row.number}</span> },
              {
                id: 'at',
                head: say('meeting.when'),
                cell: (row) => <span className="num">{formatTime(row.startsAt)}</span>,
              },
              { id: 'state', head: say('desk.state'), cell: (row) => say(`meeting.state.${row.state}`) },
              {
                id: 'items',
                head: say('talks.topics'),
                figure: true,
                cell: (row) => say('desk.passed', { items: row.items, passed: row.passed }),
              },
            ]}
            {...(found.hasNextPage
              ? { more: { n: 20, busy: found.isFetchingNextPage, onMore: () => found.fetchNextPage() } }
              : {})}
          />
        )}
        {rows.length > 0 && <SaveButton list="talks" name={say('desk.register')} query={{ unit }} />}
      </section>
      {councils.length > 0 && (
        <section className="section" aria-labelledby="councils">
          <h2 id="councils">{say('desk.councils')}</h2>
          <ul className="plain-list">
            {councils.map(({ body, title, unit: place, members }) => (
              <li key={body}>
                <Link href={`/talks/${place.code}`}>{title}</Link>{' '}
                <small className="num">{say('desk.members', { n: members })}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
