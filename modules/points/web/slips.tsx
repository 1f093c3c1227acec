import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { Acts, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import type { ReactNode } from 'react'
import type { ExchangeRow, Line, RuleView } from './api.ts'
import { Do } from './do.tsx'
import { useWords } from './words.ts'

/** A line of the ledger: what for, by which clause, where it stands; whoever is a member may object. */
export const LineSlip = ({
  line,
  rule,
  members,
  children,
}: {
  line: Line
  rule?: RuleView | null
  /** Without a phone: one of them objects, the secretary writes it down. */
  members?: readonly { readonly value: string; readonly label: string }[]
  children?: ReactNode
}) => {
  const say = useWords()
  const clause = rule?.clauses.find(({ act }) => act === line.act)
  return (
    <Slip title={say(`did.${line.act}`)} number={line.number} level={3}>
      <p className="standing">
        <b>
          {line.shown && `${line.shown} · `}
          {say('line.points', { n: line.points })} · {say(`points-entry.state.${line.state}`)}
        </b>
        <span className="quiet num">
          {formatDay(line.at)}
          {line.dueAt && ` · ${say('line.due', { day: formatDay(line.dueAt) })}`}
        </span>
      </p>
      <p>{line.about}</p>
      {clause && <p className="quiet">{say('line.clause', { points: clause.points, most: clause.most })}</p>}
      {line.dispute && <p>{say('line.dispute', { why: line.dispute })}</p>}
      <Acts>
        <Do
          of="points-entry.dispute-entry"
          endpoint="points.dispute-entry"
          id={line.id}
          prospects={line.prospects}
          asks={[
            ...(members ? [{ name: 'member', label: say('field.member'), choices: members }] : []),
            { name: 'reason', label: say('field.reason') },
          ]}
        />
        {children}
      </Acts>
    </Slip>
  )
}

/** Something asked for. */
export const ExchangeSlip = ({ row, children }: { row: ExchangeRow; children?: ReactNode }) => {
  const say = useWords()
  return (
    <Slip title={row.name} number={row.number} level={3}>
      <p className="standing">
        <b>
          {row.shown && `${row.shown} · `}
          {say('line.points', { n: row.points })} · {say(`points-exchange.state.${row.state}`)}
        </b>
        <span className="quiet num">{formatDay(row.at)}</span>
      </p>
      <Acts>
        <Do
          of="points-exchange.take-back-exchange"
          endpoint="points.take-back-exchange"
          id={row.id}
          prospects={row.prospects}
        />
        {children}
      </Acts>
    </Slip>
  )
}
