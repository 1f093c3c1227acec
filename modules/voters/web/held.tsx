import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { useGet } from './api.ts'
import { useWords } from './words.ts'

/** What of a committee election waits for one's own units; nothing where nothing does. */
export const HeldRolls = () => {
  const say = useWords()
  const { data } = useGet('voters.inbox', {})
  if (!data || data.length === 0) return null
  return (
    <section className="section" aria-labelledby="held-rolls">
      <h2 id="held-rolls">{say('link.title')}</h2>
      {data.map((row) => (
        <Slip
          key={row.id}
          title={row.title}
          number={row.number}
          href={`/rolls/${row.unit}.voters`}
          level={3}
          late={row.late}
        >
          <p className="standing">
            <b>{say(`${row.kind}.state.${row.state}`)}</b>
            {row.dueAt && (
              <span className={row.late ? 'late num' : 'quiet num'}>
                {say(`held.${row.kind === 'voter-roll' ? row.state : 'objection'}`, { day: formatDay(row.dueAt) })}
              </span>
            )}
          </p>
        </Slip>
      ))}
    </section>
  )
}
