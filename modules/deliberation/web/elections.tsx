import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { Link } from 'wouter'
import { useGet } from './api.ts'
import { useWords } from './words.ts'

/** Elections of a village's council, latest first; nothing where there are none and none may be opened. */
export const Elections = ({ unit, may }: { unit: string; may: readonly string[] }) => {
  const say = useWords()
  const { data } = useGet('deliberation.elections', { query: { unit } })
  const recalls = useGet('deliberation.recalls', { query: { unit } })
  const opens = may.includes('deliberation.open-election')
  if (!data || (data.rows.length === 0 && !opens)) return null
  return (
    <section className="section" aria-labelledby="elections">
      <h2 id="elections">{say('election.list')}</h2>
      {data.rows.map((row) => (
        <Slip
          key={row.id}
          title={row.title}
          number={row.number}
          href={`/elections/${row.id}?county=${row.unit.code.slice(0, 6)}`}
          level={3}
        >
          <p className="standing">
            <b>{say(`election.state.${row.state}`)}</b>
            <span className="num">{formatDay(row.on)}</span>
          </p>
        </Slip>
      ))}
      {recalls.data?.map((row) => (
        <Slip
          key={row.id}
          title={row.title}
          number={row.number}
          href={`/recalls/${row.id}?county=${row.unit.code.slice(0, 6)}`}
          level={3}
        >
          <p className="standing">
            <b>{say(`recall.state.${row.state}`)}</b>
          </p>
        </Slip>
      ))}
      {opens && (
        <p>
          <Link className="tall" href={`/recalls/new?unit=${unit}`}>
            {say('recall.proposes')}
          </Link>
        </p>
      )}
      {opens && (
        <p>
          <Link className="tall" href={`/elections/new?unit=${unit}`}>
            {say('election.act.open-election')}
          </Link>
        </p>
      )}
    </section>
  )
}
