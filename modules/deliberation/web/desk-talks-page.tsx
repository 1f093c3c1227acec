import { SaveButton } from '@gongzhi/documents/web'
import { Empty, ErrorNotice, Loading, Page } from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { bodyKinds } from '../rules/bodies.ts'
import { useGet } from './api.ts'
import { Elections } from './elections.tsx'
import { Held } from './held.tsx'
import { MeetingSlip, More, ResolutionSlip, TaskSlip, TopicSlip } from './pieces.tsx'
import { Register } from './register.tsx'
import { useWords } from './words.ts'

type Props = {
  /** 12 digits of a village, or the 6 or 9 of a stretch. */
  unit: string
  back: { href: string; label: string }
  /** What somebody may do somewhere. */
  may: readonly string[]
}

const NEXT = ['convened', 'notified', 'sitting', 'ended', 'recorded']
const REFUSED = ['refused', 'returned', 'upheld', 'appealed']

const Section = ({ id, title, children }: { id: string; title: string; children: ReactNode }) => (
  <section className="section" aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
)

/** Opened when somebody wants it: how many, then which. */
const Folded = ({ title, n, children }: { title: string; n: number; children: ReactNode }) =>
  n === 0 ? null : (
    <details>
      <summary>
        {title} <span className="num">{n}</span>
      </summary>
      <div className="section">{children}</div>
    </details>
  )

/** What was not talked over and why; the resolutions: of a village or of a stretch. */
const Decided = ({ unit }: { unit: string }) => {
  const say = useWords()
  const topics = useGet('deliberation.topics', { query: { unit, state: REFUSED.join(',') } })
  const resolutions = useGet('deliberation.resolutions', { query: { unit } })
  const place = unit.length < 12
  const refused = topics.data?.rows ?? []
  const resolved = resolutions.data?.rows ?? []
  return (
    <>
      <Folded title={say('talks.resolutions')} n={resolved.length}>
        {resolved.map((row) => (
          <ResolutionSlip key={row.id} row={row} place={place} />
        ))}
        <SaveButton list="resolutions" name={say('talks.resolutions')} query={{ unit }} />
      </Folded>
      <Folded title={say('talks.refused')} n={refused.length}>
        {refused.map((topic) => (
          <TopicSlip key={topic.id} topic={topic} place={place} />
        ))}
      </Folded>
    </>
  )
}

/** What was promised and is not struck off, late first. */
const Open = ({ unit }: { unit: string }) => {
  const say = useWords()
  const promises = useGet('deliberation.promises', { query: { unit } })
  return (
    <Section id="promises" title={say('talks.promises')}>
      <ErrorNotice problem={promises.error} onAgain={promises.refetch} />
      {promises.data?.rows.length === 0 && <Empty>{say('talks.noPromises')}</Empty>}
      {promises.data?.rows.map((task) => (
        <TaskSlip key={task.id} task={task} />
      ))}
      {promises.data && <SaveButton list="promises" name={say('talks.promises')} query={{ unit }} />}
    </Section>
  )
}

/** A village's talks for those who run them, review its topics and carry out what was resolved. */
const Village = ({ unit, may }: { unit: string; may: readonly string[] }) => {
  const say = useWords()
  const talks = useGet('deliberation.meetings', { query: { unit } })
  const topics = useGet('deliberation.topics', { query: { unit, state: 'proposed,admitted,scheduled' } })
  if (talks.isPending || topics.isPending) return <Loading />
  const next = talks.data?.rows.filter(({ state }) => NEXT.includes(state)) ?? []
  const past = talks.data?.rows.filter((row) => !next.includes(row)) ?? []
  const rows = topics.data?.rows ?? []
  // X4: what the law leaves to another body is called together by that body’s own people
  const admitted = rows.filter(({ state }) => state === 'admitted')
  const ready = admitted.filter(({ body }) => body === 'council')
  const goneOn = admitted.filter((topic) => !ready.includes(topic))
  const rest = rows.filter(({ state }) => state !== 'admitted')
  return (
    <>
      <ErrorNotice problem={talks.error ?? topics.error} onAgain={() => talks.refetch()} />
      <Section id="next" title={say('talks.next')}>
        {next.length === 0 && <Empty>{say('talks.noNext')}</Empty>}
        {next.map((row) => (
          <MeetingSlip key={row.id} meeting={row} />
        ))}
        {may.includes('deliberation.convene.council') && (
          <div className="acts">
            <Link className="act main" href={`/talks/${unit}/new`}>
              {say('talks.convene')}
            </Link>
          </div>
        )}
      </Section>
      {ready.length > 0 && (
        <Section id="ready" title={say('desk.ready')}>
          {ready.map((topic) => (
            <TopicSlip key={topic.id} topic={topic} />
          ))}
        </Section>
      )}
      {bodyKinds.map((kind) => {
        const own = goneOn.filter(({ body }) => body === kind)
        return own.length === 0 ? null : (
          <Section key={kind} id={`ready-${kind}`} title={say('desk.readyFor', { body: say(`bodies.kind.${kind}`) })}>
            {own.map((topic) => (
              <TopicSlip key={topic.id} topic={topic} />
            ))}
            {may.includes(`deliberation.convene.${kind}`) && (
              <div className="acts">
                <Link className="act main" href={`/talks/${unit}/new?body=${kind}`}>
                  {say('new.titleOf', { body: say(`bodies.kind.${kind}`) })}
                </Link>
              </div>
            )}
          </Section>
        )
      })}
      <Open unit={unit} />
      <Section id="topics" title={say('talks.topics')}>
        {rest.length === 0 && <Empty>{say('desk.noTopics')}</Empty>}
        {rest.map((topic) => (
          <TopicSlip key={topic.id} topic={topic} />
        ))}
        <More href={`/topics/new?unit=${unit}`}>{say('talks.propose')}</More>
      </Section>
      <Decided unit={unit} />
      <Folded title={say('talks.past')} n={past.length}>
        {past.map((row) => (
          <MeetingSlip key={row.id} meeting={row} />
        ))}
        <SaveButton list="talks" name={say('desk.register')} query={{ unit }} />
      </Folded>
    </>
  )
}

/** 议事 at the desk: what waits for one's own units first; a village's talks, or the register of a stretch (D07). */
export const DeskTalksPage = ({ unit, back, may }: Props) => {
  const say = useWords()
  const bodies = useGet('people.bodies', { query: { unit } })
  const village = unit.length === 12
  const councils = bodies.data?.filter(({ kind }) => kind === 'council') ?? []
  const own = village ? councils[0] : undefined
  return (
    <Page title={say('talks.title')} note={own?.unit.name} back={back}>
      <PageTools paper />
      <Held />
      {village ? (
        <Village unit={unit} may={may} />
      ) : (
        <>
          <Register unit={unit} councils={councils} />
          <Open unit={unit} />
          <Decided unit={unit} />
        </>
      )}
      {village && <Elections unit={unit} may={may} />}
      {own && <More href={`/rolls/${own.body}`}>{say('talks.council')}</More>}
      {village && <More href={`/rolls/${unit}`}>{say('bodies.title')}</More>}
      {unit.length === 12 && <More href={`/rules/${unit}`}>{say('talks.ownRules')}</More>}
      {village && !own && bodies.data && may.includes('people.found-body') && (
        <More href={`/rolls/${unit}.council`}>{say('bodies.found.council')}</More>
      )}
    </Page>
  )
}
