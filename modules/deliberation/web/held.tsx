import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { useGet } from './api.ts'
import { useWords } from './words.ts'

const PAGES = {
  topic: 'topics',
  meeting: 'meetings',
  vote: 'meetings',
  resolution: 'resolutions',
  task: 'tasks',
  election: 'elections',
  recall: 'recalls',
} as const

/** What of the talks waits for one's own units; nothing where nothing does. */
export const Held = () => {
  const say = useWords()
  const { data } = useGet('deliberation.inbox', {})
  if (!data || data.length === 0) return null
  return (
    <section className="section" aria-labelledby="held">
      <h2 id="held">{say('talks.held')}</h2>
      {data.map((row) => (
        <Slip
          key={row.id}
          title={row.title}
          number={row.number}
          href={`/${PAGES[row.kind]}/${row.at}`}
          level={3}
          late={row.late}
        >
          <p className="standing">
            <b>
              {say(`kind.${row.kind}`)} · {say(`${row.kind}.state.${row.state}`)}
            </b>
            {row.dueAt && (
              <span className={row.late ? 'late num' : 'quiet num'}>
                {say('talks.until', { day: formatDay(row.dueAt) })}
              </span>
            )}
          </p>
        </Slip>
      ))}
    </section>
  )
}
