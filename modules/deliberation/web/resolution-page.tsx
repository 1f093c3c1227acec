import { PaperButtons } from '@gongzhi/documents/web'
import { formatDay } from '@gongzhi/kernel/web/day.ts'
import {
  ActButton,
  Acts,
  ErrorNotice,
  Field,
  Loading,
  Notice,
  Page,
  Select,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import { RecordSeal } from '@gongzhi/record/web'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { type ResolutionView, useAct, useGet } from './api.ts'
import { Do, lacks } from './do.tsx'
import { History, More, TaskSlip, VerdictOf } from './pieces.tsx'
import { TaskActs } from './run-tasks.tsx'
import { useWords } from './words.ts'

type Back = { href: string; label: string }

/** 分解交办: every clause at least one task, each with who and until when. */
const HandOver = ({ view }: { view: ResolutionView }) => {
  const say = useWords()
  const unit = view.unit.code
  const orgs = useGet('territory.orgs', { query: { seat: unit } })
  const hand = useAct('deliberation.hand-over')
  const [lines, setLines] = useState(view.clauses.map((_, at) => at + 1))
  const found = view.prospects.find(({ act }) => act === 'hand-over')
  const choices = (orgs.data ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const first = choices.find(({ value }) => value.endsWith('.committee'))?.value ?? ''
  const form = useForm<Record<string, string>>({
    initial: {},
    submit: async (values) => {
      await hand.mutateAsync({
        params: { id: view.id },
        body: {
          tasks: lines.map((clause, at) => ({
            clause,
            text: values[`text${at}`] ?? view.clauses[clause - 1]?.text ?? '',
            org: values[`org${at}`] || first,
            owner: values[`owner${at}`] ?? '',
            until: values[`until${at}`] ?? '',
          })),
        },
      })
    },
  })
  if (!found || found.unmet.includes('state') || found.unmet.includes('not-reserved-by-law')) return null
  return (
    <section className="section" aria-labelledby="hand-over">
      <h2 id="hand-over">{say('resolution.handOver')}</h2>
      <form {...form.props}>
        {lines.map((clause, at) => (
          <fieldset key={at} className="cards">
            <legend>
              {say('resolution.clause', { n: clause })} {view.clauses[clause - 1]?.text}
            </legend>
            <Field
              {...form.field(`text${at}`)}
              value={form.values[`text${at}`] ?? view.clauses[clause - 1]?.text ?? ''}
              label={say('resolution.task')}
              required
              maxLength={300}
            />
            <Select
              {...form.field(`org${at}`)}
              value={form.values[`org${at}`] ?? first}
              label={say('resolution.org')}
              required
              choices={choices}
            />
            <Field {...form.field(`owner${at}`)} label={say('resolution.owner')} required maxLength={60} />
            <Field {...form.field(`until${at}`)} label={say('resolution.until')} type="date" required />
            <ActButton onAct={() => setLines((before) => [...before, clause])}>{say('resolution.addTask')}</ActButton>
          </fieldset>
        ))}
        <ErrorNotice problem={form.problem} unmetWords={(id) => say(`unmet.${id}`)} />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy} missing={lacks(say, found.unmet)}>
            {say('resolution.act.hand-over')}
          </ActButton>
        </Acts>
      </form>
    </section>
  )
}

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
  return (
    <Page title={view.title} note={`${view.number} · ${view.unit.name}`} back={back}>
      <PageTools paper />
      <p className="standing">
        <b>{say(`resolution.state.${view.state}`)}</b>
        {view.tasks > 0 && <span className="num">{say('talks.done', { struck: view.struck, tasks: view.tasks })}</span>}
      </p>
      {view.reserved && (
        <Notice>{say('resolution.reserved', { ...view.reserved, by: say(`topic.by.${view.reserved.by}`) })}</Notice>
      )}
      <p className="own">{view.text}</p>
      <h2 className="over">{say('resolution.clauses')}</h2>
      <ol className="numbered">
        {view.clauses.map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
      </ol>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one */}
      <div className="acts" role="group" aria-label={say('meeting.acts')}>
        <Do of="resolution.sign" endpoint="deliberation.sign-resolution" {...common} main />
        {view.reserved && <Do of="resolution.refer" endpoint="deliberation.refer" {...common} main />}
      </div>
      <HandOver view={view} />
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
        <More href={`/meetings/${view.meeting.id}?county=${here}`}>{say('topic.toMeeting')}</More>
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
