import { ErrorNotice, Loading, Notice, Page, Slip, Steps } from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import { lazy, Suspense } from 'react'
import { Link, useSearchParams } from 'wouter'
import { useGet } from './api.ts'
import { Do } from './do.tsx'
import { GrantsNote } from './grants.tsx'
import { Pictures } from './pictures.tsx'
import { History, More } from './pieces.tsx'
import { ReservedNote } from './reserved-hint.tsx'
import { topicState } from './topic-state.ts'
import { useWords } from './words.ts'

// for the branch only: what everybody reads does not carry it
const ReviewTopic = /* @__PURE__ */ lazy(() => import('./review-topic.tsx'))

type Back = { href: string; label: string }

const STEP: Readonly<Record<string, number>> = {
  proposed: 1,
  returned: 1,
  refused: 1,
  appealed: 1,
  upheld: 1,
  withdrawn: 0,
  admitted: 2,
  scheduled: 2,
  decided: 4,
}

const STEPS = ['proposed', 'review', 'talk', 'vote', 'done']
const REFERRED = ['proposed', 'study', 'meet', 'vote', 'done']

/** One topic: its words, where it stands, why it is not talked over, what can be done. */
export const TopicPage = ({ id, back }: { id: string; back: Back }) => {
  const say = useWords()
  const [search] = useSearchParams()
  const county = search.get('county') ?? undefined
  const found = useGet('deliberation.topic', { params: { id }, query: { county } })
  const topic = found.data
  if (!topic)
    return (
      <Page title={say('topic.title')} back={back}>
        <ErrorNotice problem={found.error} onAgain={found.refetch} />
        {found.isPending && <Loading />}
      </Page>
    )
  const reason = [{ name: 'reason', label: say('field.why'), kind: 'area' as const, most: 500 }]
  const common = { id, prospects: topic.prospects }
  const reviews = topic.prospects.some(({ act, unmet }) => act === 'admit' && !unmet.includes('state'))
  return (
    <Page title={topic.title} note={`${topic.number} · ${topic.unit.name}`} back={back}>
      <PageTools paper />
      <Steps
        now={STEP[topic.state] ?? 1}
        state={['refused', 'returned', 'upheld', 'withdrawn'].includes(topic.state) ? 'paused' : 'now'}
        steps={(topic.origin ? REFERRED : STEPS).map((step) => ({
          id: step,
          label: say(`topic.step.${step}`),
        }))}
      />
      <p className="standing">
        <b>{topicState(say, topic)}</b>
        <span className="num">{say('talks.supports', { n: topic.supports })}</span>
      </p>
      <p className="own">{topic.text}</p>
      <GrantsNote grants={topic.grants} />
      <Pictures subject={topic.id} photos={topic.photos} />
      {topic.rounds > 1 && <p className="quiet">{say('topic.rounds', { n: topic.rounds })}</p>}
      {topic.origin && (
        <Notice title={say('topic.goneOn', { body: say(`bodies.kind.${topic.body}`) })}>
          <p>{say('topic.goneOnNote', { body: say(`bodies.kind.${topic.body}`) })}</p>
          <Link href={`/resolutions/${topic.origin.id}?county=${topic.unit.code.slice(0, 6)}`}>
            {topic.origin.number} {topic.origin.title}
          </Link>
        </Notice>
      )}
      <ReservedNote {...topic.reserved} />
      {topic.refusal && (
        <Slip title={say('topic.why')} level={2}>
          <p>
            <b>{say(`ground.${topic.refusal.ground}`)}</b>
          </p>
          <p>{topic.refusal.text}</p>
          {topic.refusal.article && <small>{topic.refusal.article}</small>}
        </Slip>
      )}
      {topic.appeal && (
        <Slip title={say('topic.appeal')} level={2}>
          <p>{topic.appeal}</p>
          {topic.appealAnswer && (
            <p>
              <b>{say('topic.appealAnswer')}</b> {topic.appealAnswer}
            </p>
          )}
        </Slip>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one */}
      <div className="acts" role="group" aria-label={say('meeting.acts')}>
        {reviews && (
          <Suspense fallback={<Loading />}>
            <ReviewTopic topic={topic} />
          </Suspense>
        )}
        <Do of="topic.support" endpoint="deliberation.support" {...common} main={!topic.supported && !reviews} />
        {topic.supported && <Do of="topic.unsupport" endpoint="deliberation.unsupport" {...common} />}
        <Do
          of="topic.resubmit"
          endpoint="deliberation.resubmit"
          {...common}
          main
          asks={[
            { name: 'text', label: say('field.newText'), kind: 'area', initial: topic.text, most: 2000 },
            { name: 'photos', label: say('topic.photosAgain'), kind: 'photos' },
          ]}
        />
        <Do of="topic.appeal" endpoint="deliberation.appeal" {...common} asks={reason} />
        <Do of="topic.overturn" endpoint="deliberation.overturn" {...common} asks={reason} main />
        <Do of="topic.uphold" endpoint="deliberation.uphold" {...common} asks={reason} />
        {topic.goesTo.length > 0 && (
          <Do
            of="topic.pass-on"
            endpoint="deliberation.pass-on"
            {...common}
            asks={[
              {
                ...{ name: 'to', label: say('resolution.to'), kind: 'cards' },
                choices: topic.goesTo.map((body) => ({
                  value: body,
                  label: say(`bodies.kind.${body}`),
                  note: say(`bodies.what.${body}`),
                })),
              },
            ]}
          />
        )}
        <Do of="topic.withdraw" endpoint="deliberation.withdraw" {...common} />
      </div>
      {topic.meeting && (
        <More href={`/meetings/${topic.meeting}?county=${topic.unit.code.slice(0, 6)}`}>
          {say(topic.body === 'council' ? 'topic.toMeeting' : 'topic.toMeetingOf')}
        </More>
      )}
      {topic.resolution && (
        <More href={`/resolutions/${topic.resolution}?county=${topic.unit.code.slice(0, 6)}`}>
          {say('topic.toResolution')}
        </More>
      )}
      <h2 className="over">{say('topic.history')}</h2>
      <History kind={topic.origin ? 'referred' : 'topic'} entries={topic.entries} />
    </Page>
  )
}
