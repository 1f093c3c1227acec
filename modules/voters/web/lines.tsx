import { DataTable, Empty, ErrorNotice, Loading, SearchBox, useNarrow } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { type RollView, useMore } from './api.ts'
import { personOf } from './standing.tsx'
import { useWords } from './words.ts'

/** The posted roll: looked through by number or name, page by page. */
export const Lines = ({ roll, county }: { roll: RollView; county: string }) => {
  const say = useWords()
  const [typed, type] = useState('')
  const [q, search] = useState('')
  const narrow = useNarrow()
  const list = useMore(
    'voters.list',
    { params: { id: roll.id }, query: { county, ...(q ? { q } : {}) } },
    ({ next }) => (next === null ? undefined : { after: next }),
  )
  const lines = list.data?.pages.flatMap((page) => page.lines) ?? []
  const names = list.data?.pages[0]?.names === true
  return (
    <section className="section" aria-labelledby="lines">
      <h2 id="lines">{say('lines.title')}</h2>
      <p className="quiet">{say(names ? 'lines.names' : 'lines.masked')}</p>
      <SearchBox
        label={say(names ? 'lines.search' : 'lines.searchNumber')}
        value={typed}
        onChange={type}
        onSearch={() => search(typed.trim())}
        button={say('lines.find')}
      />
      <ErrorNotice problem={list.error} onAgain={list.refetch} />
      {list.isPending && <Loading />}
      {list.data && lines.length === 0 && <Empty>{say(q ? 'lines.notFound' : 'lines.none')}</Empty>}
      {lines.length > 0 && (
        <DataTable
          caption={say('lines.title')}
          rows={lines}
          rowKey={({ no }) => String(no)}
          short
          columns={[
            {
              id: 'name',
              head: say('lines.name'),
              cell: (line) => (
                <>
                  <span className="num">{line.no}</span> {personOf(line)}
                  {line.mine && <b> · {say('lines.mine')}</b>}
                  {narrow && line.household && <small> {say('lines.house', { no: line.household })}</small>}
                </>
              ),
            },
            ...(names && !narrow
              ? [
                  {
                    id: 'household',
                    head: say('lines.household'),
                    cell: (line: (typeof lines)[number]) => line.household ?? '—',
                  },
                ]
              : []),
            ...(narrow
              ? []
              : [
                  {
                    id: 'class',
                    head: say('lines.class'),
                    cell: (line: (typeof lines)[number]) => (line.class ? say(`class.${line.class}`) : '—'),
                  },
                ]),
          ]}
          {...(list.hasNextPage ? { more: { busy: list.isFetchingNextPage, onMore: () => list.fetchNextPage() } } : {})}
        />
      )}
    </section>
  )
}
