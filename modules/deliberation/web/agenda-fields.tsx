import { Checkbox, Empty, Field, Loading } from '@gongzhi/kernel/web/kit/index.ts'
import { useWords } from './words.ts'

/** An adviser asked for written advice on a topic (D09). */
export type Asked = { readonly topic: string; readonly name: string; readonly office: string }
type Row = { readonly id: string; readonly title: string; readonly supports?: number }
type Props = {
  /** Topics fit for a talk; undefined while they are read. */
  rows: readonly Row[] | undefined
  /** What the branch has studied, not what it has reviewed (X4). */
  studied: boolean
  agenda: readonly string[]
  advisers: readonly Asked[]
  onAgenda: (agenda: readonly string[]) => void
  onAdvisers: (advisers: readonly Asked[]) => void
  error?: string | undefined
}

const Advisers = ({ topic, advisers, onAdvisers }: Pick<Props, 'advisers' | 'onAdvisers'> & { topic: Row }) => {
  const say = useWords()
  const own = advisers.flatMap((one, at) => (one.topic === topic.id ? [{ ...one, at }] : []))
  const blank = { topic: topic.id, name: '', office: '' }
  const shown = own.length > 0 ? own : [{ ...blank, at: advisers.length }]
  const set = (at: number, part: Partial<Asked>) =>
    onAdvisers(
      at < advisers.length
        ? advisers.map((one, n) => (n === at ? { ...one, ...part } : one))
        : [...advisers, { ...blank, ...part }],
    )
  return (
    <div className="stack tight">
      {shown.map(({ at, name, office }, n) => (
        <div key={n} className="pair">
          <Field
            name={`name ${topic.id} ${n}`}
            label={say('new.adviser')}
            value={name}
            onChange={(value) => set(at, { name: value })}
            maxLength={40}
          />
          <Field
            name={`office ${topic.id} ${n}`}
            label={say('new.adviserOffice')}
            value={office}
            onChange={(value) => set(at, { office: value })}
            maxLength={80}
          />
        </div>
      ))}
      {own.length > 0 && own.length < 4 && (
        <button type="button" className="worded" onClick={() => onAdvisers([...advisers, blank])}>
          {say('run.anotherAdviser')}
        </button>
      )}
    </div>
  )
}

/** Topics ticked, in the order in which they come up, each with the advisers asked. */
export const AgendaFields = ({ rows, studied, agenda, advisers, onAgenda, onAdvisers, error }: Props) => {
  const say = useWords()
  const move = (id: string, by: number) => {
    const at = agenda.indexOf(id)
    const rest = agenda.filter((one) => one !== id)
    onAgenda([...rest.slice(0, at + by), id, ...rest.slice(at + by)])
  }
  const chosen = agenda.flatMap((id) => (rows ?? []).filter((row) => row.id === id))
  return (
    <fieldset className="cards">
      <legend>{say(studied ? 'new.agendaOf' : 'new.agenda')}</legend>
      {!rows && <Loading />}
      {rows?.length === 0 && <Empty>{say('new.none')}</Empty>}
      {rows?.map((topic) => (
        <div key={topic.id}>
          <Checkbox
            name={topic.id}
            label={
              <>
                {topic.title}{' '}
                {topic.supports !== undefined && (
                  <small className="num">{say('talks.supports', { n: topic.supports })}</small>
                )}
              </>
            }
            checked={agenda.includes(topic.id)}
            onChange={(on) => onAgenda(on ? [...agenda, topic.id] : agenda.filter((one) => one !== topic.id))}
          />
          {agenda.includes(topic.id) && <Advisers topic={topic} advisers={advisers} onAdvisers={onAdvisers} />}
        </div>
      ))}
      {error && <p className="error">{error}</p>}
      {chosen.length > 1 && (
        <>
          <h3 className="over">{say('run.order')}</h3>
          <ol className="taps">
            {chosen.map((topic, at) => (
              <li key={topic.id}>
                <span>
                  {at + 1}. {topic.title}
                </span>
                {at > 0 && (
                  <button
                    type="button"
                    className="tap"
                    aria-label={`${say('run.up')} ${topic.title}`}
                    onClick={() => move(topic.id, -1)}
                  >
                    {say('run.up')}
                  </button>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
    </fieldset>
  )
}
