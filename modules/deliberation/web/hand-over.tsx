import {
  ActButton,
  Acts,
  ErrorNotice,
  Field,
  Loading,
  Select,
  TextArea,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { type ResolutionView, useAct, useGet } from './api.ts'
import { dropDraft, readDraft, useKept } from './draft.ts'
import { useWords } from './words.ts'

type Line = {
  readonly key: string
  readonly clause: number
  readonly text: string
  readonly org: string
  readonly owner: string
  readonly until: string
}
const MOST = 60

/** Organisations of the village and of its town, the two committees first. */
const useOwners = (unit: string) => {
  const village = useGet('territory.orgs', { query: { seat: unit } })
  const town = useGet('territory.orgs', { query: { seat: `${unit.slice(0, 9)}000` } })
  const near = (id: string) => (id.endsWith('.committee') ? 0 : id.endsWith('.branch') ? 1 : 2)
  const own = [...(village.data ?? [])].sort((a, b) => near(a.id) - near(b.id))
  return village.isPending || town.isPending
    ? undefined
    : [...own, ...(town.data ?? [])].map(({ id, name }) => ({ value: id, label: name }))
}

type Owners = NonNullable<ReturnType<typeof useOwners>>

const Form = ({ view, owners, unmet }: { view: ResolutionView; owners: Owners; unmet: readonly string[] }) => {
  const say = useWords()
  const hand = useAct('deliberation.hand-over')
  const draft = `${view.id}.hand-over`
  const first = owners[0]?.value ?? ''
  const lineOf = (clause: number, key: string, text: string): Line => ({
    ...{ key, clause, text, org: first, owner: '', until: '' },
  })
  const form = useForm<{ tasks: readonly Line[] }>({
    initial: readDraft(draft, {
      tasks: view.clauses.map(({ text }, at) => lineOf(at + 1, String(at), text)) as readonly Line[],
    }),
    submit: async ({ tasks }) => {
      await hand.mutateAsync({
        params: { id: view.id },
        body: { tasks: tasks.map(({ key: _, ...task }) => task) },
      })
      dropDraft(draft)
    },
  })
  const { tasks } = form.values
  useKept(draft, form.values)
  const set = (key: string, part: Partial<Line>) =>
    form.set(
      'tasks',
      tasks.map((one) => (one.key === key ? { ...one, ...part } : one)),
    )
  const add = (clause: number) => {
    const last = tasks.map((one) => one.clause).lastIndexOf(clause)
    const fresh = lineOf(clause, `${Date.now()}`, '')
    form.set('tasks', [...tasks.slice(0, last + 1), fresh, ...tasks.slice(last + 1)])
  }
  return (
    <form {...form.props}>
      {view.clauses.map(({ text }, at) => {
        const own = tasks.filter(({ clause }) => clause === at + 1)
        return (
          <fieldset key={text} className="part">
            <legend>{say('resolution.clause', { n: at + 1 })}</legend>
            <div className="stack">
              <p className="own">{text}</p>
              {own.map(({ key, ...line }, n) => (
                <div key={key} className="stack tight task-line">
                  <TextArea
                    name={`text.${key}`}
                    label={say('resolution.task')}
                    required
                    rows={2}
                    minLength={2}
                    maxLength={300}
                    value={line.text}
                    onChange={(words) => set(key, { text: words })}
                    error={form.errors[`text.${key}`]}
                  />
                  <Select
                    name={`org.${key}`}
                    label={say('resolution.org')}
                    required
                    choices={owners}
                    value={line.org}
                    onChange={(org) => set(key, { org })}
                    error={form.errors[`org.${key}`]}
                  />
                  <div className="pair">
                    <Field
                      name={`owner.${key}`}
                      label={say('resolution.owner')}
                      required
                      minLength={2}
                      maxLength={60}
                      value={line.owner}
                      onChange={(owner) => set(key, { owner })}
                      error={form.errors[`owner.${key}`]}
                    />
                    <Field
                      name={`until.${key}`}
                      label={say('resolution.until')}
                      type="date"
                      required
                      min={new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)}
                      value={line.until}
                      onChange={(until) => set(key, { until })}
                      error={form.errors[`until.${key}`]}
                    />
                  </div>
                  {own.length > 1 && (
                    <button
                      type="button"
                      className="worded"
                      onClick={() =>
                        form.set(
                          'tasks',
                          tasks.filter((one) => one.key !== key),
                        )
                      }
                    >
                      {say('hand.drop', { n: n + 1 })}
                    </button>
                  )}
                </div>
              ))}
              {tasks.length < MOST && (
                <button type="button" className="more" onClick={() => add(at + 1)}>
                  {say('resolution.addTask')}
                </button>
              )}
            </div>
          </fieldset>
        )
      })}
      <ErrorNotice problem={form.problem} unmetWords={(id) => say(`unmet.${id}`)} />
      <Acts>
        <ActButton type="submit" kind="main" busy={form.busy} missing={unmet.map((id) => say(`unmet.${id}`))}>
          {say('resolution.act.hand-over')}
        </ActButton>
      </Acts>
    </form>
  )
}

/** 分解交办 (D14): every clause at least one task, each with who answers for it and until when; kept as it is typed. */
const HandOver = ({ view }: { view: ResolutionView }) => {
  const say = useWords()
  const owners = useOwners(view.unit.code)
  const found = view.prospects.find(({ act }) => act === 'hand-over')
  if (!found) return null
  return (
    <section className="section" aria-labelledby="hand-over">
      <h2 id="hand-over">{say('resolution.handOver')}</h2>
      <p className="quiet">{say('hand.note')}</p>
      {owners ? <Form view={view} owners={owners} unmet={found.unmet} /> : <Loading />}
    </section>
  )
}

export default HandOver
