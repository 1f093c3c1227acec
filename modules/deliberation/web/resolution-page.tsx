import { PaperButtons } from '@gongzhi/documents/web'
import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { ErrorNotice, Loading, Notice, Page } from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import { RecordSeal } from '@gongzhi/record/web'
import { lazy, Suspense } from 'react'
import { Link, useSearchParams } from 'wouter'
import { useGet } from './api.ts'
import { Do } from './do.tsx'
import { History, More, TaskSlip } from './pieces.tsx'
import { Refer } from './refer.tsx'
import { TaskActs } from './run-tasks.tsx'
import { topicState } from './topic-state.ts'
import { VerdictOf } from './verdict-of.tsx'
import { useWords } from './words.ts'

// for the two committees only
const HandOver = /* @__PURE__ */ lazy(() => import('./hand-over.tsx'))

type Back = { href: string; label: string }

/** One resolution: its words, how it came about, its place in the public record, what became of it. */
export const ResolutionPage = ({ id, back }: { id: string; back: Back }) => {
  const say = useWords()
  const [search] = useSearchParams()
  const county = search.get('county') ?? undefined
  const found = useGet('deliberation.resolution', { params: { id }, query: { county } })
  const view = found.data
  if (!view)
    return (
      <Page title={say('resolution.title')} back={back}>
        <ErrorNotice problem={found.error} onAgain={found.refetch} />
        {found.isPending && <Loading />}
      </Page>
    )
  const here = view.unit.code.slice(0, 6)
  const common = { id, prospects: view.prospects }
  // X4: signed, it has given what it was to give
  const given = view.grants !== null && view.state === 'done'
  const hands = view.prospects.some(
    ({ act, unmet }) => act === 'hand-over' && !unmet.includes('state') && !unmet.includes('not-reserved-by-law'),
  )
  return (
    <Page
      title={view.title}
      note={`${view.number} · ${view.unit.name} · ${say(`bodies.kind.${view.body}`)}`}
      back={back}
    >
      <PageTools paper />
      <p className="standing">
        <b>{say(given ? 'resolution.granted' : `resolution.state.${view.state}`)}</b>
        {view.tasks > 0 && <span className="num">{say('talks.done', { struck: view.struck, tasks: view.tasks })}</span>}
      </p>
      {view.reserved && (
        <Notice>
          <p>
            {say(view.referredTo ? 'resolution.reserved' : 'resolution.reservedStill', {
              ...view.reserved,
              by: say(`topic.by.${view.reserved.by}`),
            })}
          </p>
          {view.referredTo && (
            <Link href={`/topics/${view.referredTo.id}?county=${here}`}>
              {say(`bodies.kind.${view.referredTo.body}`)} · {view.referredTo.number} ·{' '}
              {topicState(say, view.referredTo)}
            </Link>
          )}
        </Notice>
      )}
      <p className="own">{view.text}</p>
      {given && <More href={`/rolls/${view.unit.code}.representatives`}>{say('resolution.toMandate')}</More>}
      <h2 className="over">{say('resolution.clauses')}</h2>
      <ol className="numbered">
        {view.clauses.map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
      </ol>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one */}
      <div className="acts" role="group" aria-label={say('meeting.acts')}>
        <Do of="resolution.sign" endpoint="deliberation.sign-resolution" {...common} main />
        {view.reserved && <Refer view={view} />}
      </div>
      {hands && (
        <Suspense fallback={<Loading />}>
          <HandOver view={view} />
        </Suspense>
      )}
      {view.record && <RecordSeal county={here} record={view.record} />}
      <section className="section" aria-labelledby="came">
        <h2 id="came">{say('resolution.vote')}</h2>
        <p>{say('resolution.meeting', { title: `${view.meeting.title}（${formatDay(view.meeting.startsAt)}）` })}</p>
        {view.counts && (
          <p className="num">
            {(['yes', 'no', 'abstain'] as const)
              .map((choice) => `${say(`choice.${choice}`)} ${view.counts?.[choice]}`)
              .join(' · ')}
          </p>
        )}
        {view.verdicts.map((verdict, at) => (
          <VerdictOf key={verdict.rule} verdict={verdict} kind={at === 0 ? 'quorum' : 'pass'} />
        ))}
        {view.digest && (
          <small>
            {say('resolution.digest')} <code>{view.digest.slice(0, 16)}</code>
          </small>
        )}
        <More href={`/meetings/${view.meeting.id}?county=${here}`}>
          {say(view.body === 'council' ? 'topic.toMeeting' : 'topic.toMeetingOf')}
        </More>
      </section>
      {view.promises.length > 0 && (
        <section className="section" aria-labelledby="promises">
          <h2 id="promises">{say('resolution.promises')}</h2>
          {view.promises.map((task) => (
            <TaskSlip key={task.id} task={task}>
              <TaskActs task={task} />
            </TaskSlip>
          ))}
        </section>
      )}
      {view.signedAt && <PaperButtons paper="resolution" id={view.id} name={say('resolution.paper')} />}
      <h2 className="over">{say('topic.history')}</h2>
      <History kind="resolution" entries={view.entries} />
    </Page>
  )
}

/** One promise with its history. */
export const TaskPage = ({ id, back }: { id: string; back: Back }) => {
  const say = useWords()
  const [search] = useSearchParams()
  const county = search.get('county') ?? undefined
  const found = useGet('deliberation.task', { params: { id }, query: { county } })
  const task = found.data
  return (
    <Page title={task?.text ?? say('task.title')} note={task?.number} back={back}>
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      {found.isPending && <Loading />}
      {task && (
        <>
          <TaskSlip task={task} level={2}>
            <TaskActs task={task} />
          </TaskSlip>
          <More href={`/resolutions/${task.resolution.id}?county=${task.org.id.slice(0, 6)}`}>
            {say('task.from')} {task.resolution.number} {task.resolution.title}
          </More>
          <h2 className="over">{say('topic.history')}</h2>
          <History kind="task" entries={task.entries} />
        </>
      )}
    </Page>
  )
}
