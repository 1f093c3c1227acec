import { dayNumber, formatDay, formatHour, formatTime } from '@gongzhi/kernel/web/day.ts'
import { Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { type HeldRow, useGet } from './api.ts'
import { type Say, useWords } from './words.ts'

const PAGES = {
  topic: 'topics',
  meeting: 'meetings',
  vote: 'meetings',
  resolution: 'resolutions',
  task: 'tasks',
  election: 'elections',
  recall: 'recalls',
} as const

/** Until when, in words; a talk that is still to come has an hour, and one that sits has nothing to wait for. */
const whenOf = ({ kind, state, dueAt, late }: HeldRow, say: Say): string | undefined => {
  if (dueAt === null || state === 'sitting') return undefined
  if (kind !== 'meeting' || (state !== 'convened' && state !== 'notified'))
    return say('talks.until', { day: formatDay(dueAt) })
  if (late) return say('talks.notBegun', { time: formatTime(dueAt) })
  return dayNumber(dueAt) === dayNumber(Date.now())
    ? say('talks.beginsToday', { hour: formatHour(dueAt) })
    : say('talks.begins', { time: formatTime(dueAt) })
}

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
            <span className={row.late ? 'late num' : 'quiet num'}>{whenOf(row, say)}</span>
          </p>
        </Slip>
      ))}
    </section>
  )
}
