import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { Clock, DataTable, ErrorNotice, Loading, Page, Slip, Tabs, useNarrow } from '@gongzhi/kernel/web/kit/index.ts'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { type Row, useMore } from './api.ts'
import { InboxFigures } from './inbox-figures.tsx'
import { matterColumns, noteOf } from './matter-columns.tsx'
import { dueOf, holderOf, hrefOf, nextAct, StepsOf } from './matter-words.tsx'
import { NextUp } from './next-up.tsx'
import { useAddress } from './use-address.ts'
import { useCategories } from './use-categories.ts'
import { usePolling } from './use-polling.ts'
import { useReadAhead } from './use-read-ahead.ts'

const BOXES = ['mine', 'unit', 'due-soon', 'overdue', 'supervised'] as const
type Box = (typeof BOXES)[number]
const isBox = (it: string): it is Box => BOXES.some((box) => box === it)

/** A row on a phone: where it stands, whose it is, and the one next act under the thumb. */
const PhoneSlip = ({ row, box }: { row: Row; box: Box }) => {
  const t = useT()
  const { name } = useCategories()
  const act = box === 'mine' ? nextAct(row) : undefined
  const due = dueOf(row)
  return (
    <Slip title={row.title} href={hrefOf(row)} number={row.number}>
      <p className="quiet">
        {row.unit.name} · {noteOf(row, name, t)}
      </p>
      <StepsOf row={row} t={t} />
      {due ? (
        <Clock {...due} who={holderOf(row, t)} also={row.supervised ? t('work.label.supervised') : undefined} />
      ) : (
        <p className="quiet">{holderOf(row, t)}</p>
      )}
      {act && (
        <Link
          className="act main"
          href={hrefOf(row, act)}
          aria-label={t('work.label.actOn', { act: t(`matters.act.${act}`), title: row.title })}
        >
          {t(`matters.act.${act}`)}
        </Link>
      )}
    </Slip>
  )
}

/** 今天: what waits for me or my unit, most urgent first; `below`: what waits of other mechanisms. */
const InboxPage = ({ below }: { below?: ReactNode }) => {
  const t = useT()
  const { get, set } = useAddress()
  const narrow = useNarrow()
  const { name } = useCategories()
  const asked = get('box')
  const box: Box = isBox(asked) ? asked : 'mine'
  const found = useMore('matters.inbox', { query: { box } }, ({ next }) => (next ? { after: next } : undefined))
  usePolling(found.refetch)
  const pages = found.data?.pages ?? []
  const rows = pages.flatMap((page) => page.rows)
  const counts = pages[0]?.counts
  const tabs = BOXES.map((id) => ({
    id,
    label: t(`work.box.${id}`),
    count: counts?.[id],
    late: id === 'overdue' && (counts?.overdue ?? 0) > 0,
  }))
  const more = found.hasNextPage
    ? { n: 20, busy: found.isFetchingNextPage, onMore: () => found.fetchNextPage() }
    : undefined
  const first = rows[0]
  useReadAhead(box === 'mine' && narrow ? rows : [])
  return (
    <Page
      title={t('work.title.inbox')}
      note={`${formatDay(Date.now())} ${t(`kit.weekday.${new Date().getDay()}`)}`}
      aside={!narrow && first ? <NextUp row={first} /> : undefined}
    >
      {pages[0]?.oversees && <InboxFigures />}
      <Tabs
        label={t('work.label.boxes')}
        tabs={tabs}
        value={box}
        onChange={(id) => set({ box: id === 'mine' ? '' : id })}
      >
        <ErrorNotice problem={found.error} onAgain={found.refetch} />
        {found.isPending && <Loading />}
        {found.data && narrow && rows.length > 0 ? (
          <div className="listing">
            <div className="slips">
              {rows.map((row) => (
                <PhoneSlip key={row.id} row={row} box={box} />
              ))}
            </div>
            {more && (
              <button type="button" className="more" onClick={more.onMore}>
                {t('kit.label.more', { n: 20 })}
              </button>
            )}
          </div>
        ) : (
          found.data && (
            <DataTable
              caption={t('work.label.boxOf', { box: t(`work.box.${box}`) })}
              columns={matterColumns(t, name)}
              rows={rows}
              rowKey={(row) => row.id}
              href={(row) => hrefOf(row)}
              empty={t(`work.empty.${box}`)}
              more={more}
            />
          )
        )}
      </Tabs>
      {below}
    </Page>
  )
}

export default InboxPage
