import { formatDay, formatTime } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { Slip, Timeline } from '@gongzhi/kernel/web/kit/index.ts'
import { Link } from 'wouter'
import type { MeetingView, ResolutionRow, TaskRow, TopicRow } from './api.ts'
import { Pictures } from './pictures.tsx'
import { topicState } from './topic-state.ts'
import { useWords } from './words.ts'

/** A topic as a line of a list. */
export const TopicSlip = ({ topic, place }: { topic: TopicRow; place?: boolean }) => {
  const say = useWords()
  const { refusal } = topic
  return (
    <Slip
      title={topic.title}
      number={topic.number}
      href={`/topics/${topic.id}?county=${topic.unit.code.slice(0, 6)}`}
      level={3}
    >
      <p className="standing">
        <b>
          {place && `${topic.unit.name} · `}
          {topic.body !== 'council' && `${say(`bodies.kind.${topic.body}`)} · `}
          {topicState(say, topic)}
        </b>
        <span className="quiet num">{say('talks.supports', { n: topic.supports })}</span>
      </p>
      {refusal && (
        <p>
          {say(`ground.${refusal.ground}`)}：{refusal.text}
          {refusal.article && <small> {refusal.article}</small>}
        </p>
      )}
    </Slip>
  )
}

/** A resolution as a line of a list: how far it is carried out. */
export const ResolutionSlip = ({ row, place }: { row: ResolutionRow; place?: boolean }) => {
  const say = useWords()
  return (
    <Slip
      title={row.title}
      number={row.number}
      href={`/resolutions/${row.id}?county=${row.unit.code.slice(0, 6)}`}
      level={3}
      late={row.late > 0}
    >
      <p className="standing">
        <b>
          {place && `${row.unit.name} · `}
          {say(`resolution.state.${row.state}`)}
        </b>
        <span className="num">
          {formatDay(row.at)}
          {row.tasks > 0 && ` · ${say('talks.done', { struck: row.struck, tasks: row.tasks })}`}
        </span>
      </p>
    </Slip>
  )
}

/** A promise: what, who, until when, how far; how late. */
export const TaskSlip = ({
  task,
  level = 3,
  children,
}: {
  task: TaskRow
  level?: 2 | 3
  children?: React.ReactNode
}) => {
  const say = useWords()
  // what is done and waits for the members is late no more
  const late = (task.state === 'assigned' || task.state === 'doing') && task.left < 0
  return (
    <Slip
      title={task.text}
      number={task.number}
      href={`/tasks/${task.id}?county=${task.org.id.slice(0, 6)}`}
      level={level}
      late={late}
    >
      <p className="standing">
        <b>{say(`task.state.${task.state}`)}</b>
        <span className={late ? 'late num' : 'quiet num'}>
          {task.struckAt
            ? say('task.struck', { day: formatDay(task.struckAt), yes: task.hands?.yes ?? 0 })
            : `${say('talks.until', { day: formatDay(task.until) })}${task.state === 'claimed' ? '' : `，${say(late ? 'talks.late' : 'talks.left', { n: Math.abs(task.left) })}`}`}
        </span>
      </p>
      <p className="quiet">
        {task.org.name} · {task.owner}
      </p>
      {task.evidence && <p className="own">{task.evidence}</p>}
      {!task.evidence && task.progress && <p>{task.progress}</p>}
      <Pictures subject={task.id} photos={task.photos} />
      {task.extended > 0 && (
        <p className="quiet">{say('talks.extended', { n: task.extended, why: task.extension ?? '' })}</p>
      )}
      {children}
    </Slip>
  )
}

/** A talk as a line of a list. */
export const MeetingSlip = ({
  meeting,
}: {
  meeting: {
    id: string
    title: string
    number: string
    state: string
    startsAt: string
    venue: string
    items: number
    unit: { code: string }
  }
}) => {
  const say = useWords()
  return (
    <Slip
      title={meeting.title}
      number={meeting.number}
      href={`/meetings/${meeting.id}?county=${meeting.unit.code.slice(0, 6)}`}
      level={3}
    >
      <p className="standing">
        <b>{say(`meeting.state.${meeting.state}`)}</b>
        <span className="num">{formatTime(meeting.startsAt)}</span>
      </p>
      <p className="quiet">
        {meeting.venue} · {say('talks.items', { n: meeting.items })}
      </p>
    </Slip>
  )
}

type Line = MeetingView['entries'][number]
/** What was done, in order: offices and words, no names. */
export const History = ({ kind, entries }: { kind: string; entries: readonly Line[] }) => {
  const say = useWords()
  const t = useT()
  return (
    <Timeline
      label={say('topic.history')}
      entries={entries.map((entry) => ({
        id: String(entry.seq),
        at: entry.at,
        who: [
          entry.by.org ?? say(`by.${entry.by.kind}`),
          entry.by.role ? t(`people.role.${entry.by.role}`) : '',
          say(`${kind}.act.${entry.act}`),
        ]
          .filter(Boolean)
          .join(' · '),
        words: entry.text,
      }))}
    />
  )
}

/** The way to another page of the same thing. */
export const More = ({ href, children }: { href: string; children: React.ReactNode }) => (
  <p>
    <Link className="tall" href={href}>
      {children}
    </Link>
  </p>
)
