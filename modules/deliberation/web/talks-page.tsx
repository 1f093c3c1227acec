import { Empty, ErrorNotice, Loading, Page } from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import { useGet } from './api.ts'
import { Elections } from './elections.tsx'
import { MeetingSlip, More, ResolutionSlip, TaskSlip, TopicSlip } from './pieces.tsx'
import { useWords } from './words.ts'

type Props = {
  /** 12 digits of a village, or the 6 or 9 of a stretch. */
  unit: string
  back: { href: string; label: string }
  signedIn: boolean
}

const DECIDED = ['refused', 'returned', 'upheld']

/** A village's talks: the next one, what is promised, what was resolved, what is to be talked over and what is not. */
export const TalksPage = ({ unit, back, signedIn }: Props) => {
  const say = useWords()
  const talks = useGet('deliberation.meetings', { query: { unit } })
  const promises = useGet('deliberation.promises', { query: { unit } })
  const resolutions = useGet('deliberation.resolutions', { query: { unit } })
  const topics = useGet('deliberation.topics', { query: { unit } })
  const bodies = useGet('people.bodies', { query: { unit } })
  const open = talks.data?.rows.filter(({ state }) =>
    ['convened', 'notified', 'sitting', 'ended', 'recorded'].includes(state),
  )
  const past = talks.data?.rows.filter((row) => !open?.includes(row)) ?? []
  const living =
    topics.data?.rows.filter(({ state }) => !DECIDED.includes(state) && state !== 'decided' && state !== 'withdrawn') ??
    []
  const refused = topics.data?.rows.filter(({ refusal }) => refusal !== null) ?? []
  const council = bodies.data?.find(({ kind }) => kind === 'council')
  const problem = talks.error ?? promises.error ?? topics.error
  if (talks.isPending || topics.isPending) return <Loading />
  return (
    <Page title={say('talks.title')} note={council?.unit.name} back={back}>
      <PageTools paper />
      <p className="quiet">{say('talks.note')}</p>
      <ErrorNotice problem={problem} onAgain={() => talks.refetch()} />
      <section className="section" aria-labelledby="next">
        <h2 id="next">{say('talks.next')}</h2>
        {open?.length === 0 && <Empty>{say('talks.noNext')}</Empty>}
        {open?.map((row) => (
          <MeetingSlip key={row.id} meeting={row} />
        ))}
      </section>
      <section className="section" aria-labelledby="promises">
        <h2 id="promises">{say('talks.promises')}</h2>
        {promises.data?.rows.length === 0 && <Empty>{say('talks.noPromises')}</Empty>}
        {promises.data?.rows.map((task) => (
          <TaskSlip key={task.id} task={task} />
        ))}
      </section>
      <section className="section" aria-labelledby="topics">
        <h2 id="topics">{say('talks.topics')}</h2>
        {living.length === 0 && <Empty>{say('talks.noTopics')}</Empty>}
        {living.map((topic) => (
          <TopicSlip key={topic.id} topic={topic} />
        ))}
        {unit.length === 12 && (
          <More href={signedIn ? `/topics/new?unit=${unit}` : '/sign-in'}>{say('talks.propose')}</More>
        )}
      </section>
      {refused.length > 0 && (
        <section className="section" aria-labelledby="refused">
          <h2 id="refused">{say('talks.refused')}</h2>
          {refused.map((topic) => (
            <TopicSlip key={topic.id} topic={topic} />
          ))}
        </section>
      )}
      <section className="section" aria-labelledby="resolutions">
        <h2 id="resolutions">{say('talks.resolutions')}</h2>
        {resolutions.data?.rows.length === 0 && <Empty>{say('talks.noResolutions')}</Empty>}
        {resolutions.data?.rows.map((row) => (
          <ResolutionSlip key={row.id} row={row} />
        ))}
      </section>
      {past.length > 0 && (
        <section className="section" aria-labelledby="past">
          <h2 id="past">{say('talks.past')}</h2>
          {past.map((row) => (
            <MeetingSlip key={row.id} meeting={row} />
          ))}
        </section>
      )}
      {unit.length === 12 && <Elections unit={unit} may={[]} />}
      {council && <More href={`/rolls/${council.body}`}>{say('talks.council')}</More>}
      {unit.length === 12 && <More href={`/rolls/${unit}`}>{say('bodies.title')}</More>}
      <More href="/rules">{say('talks.rules')}</More>
    </Page>
  )
}
