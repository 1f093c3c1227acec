import { formatDay, formatTime } from '@gongzhi/kernel/web/day.ts'
import { ErrorNotice, Loading, Page, Steps } from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import { lazy, Suspense } from 'react'
import { useSearchParams } from 'wouter'
import { type ElectionView, useGet } from './api.ts'
import { Nominate, Nominees } from './election-people.tsx'
import { Ballots, Posting } from './election-result.tsx'
import { History, More } from './pieces.tsx'
import { VerdictOf } from './verdict-of.tsx'
import { useWords } from './words.ts'

// for those who keep its papers only
const Keep = /* @__PURE__ */ lazy(() => import('./election-keep.tsx'))

type Back = { href: string; label: string }
const STAGES = ['nominating', 'voting', 'posting', 'office'] as const
const STAGE: Readonly<Record<string, (typeof STAGES)[number]>> = {
  ...{ nominating: 'nominating', nominated: 'voting', tied: 'voting', counted: 'voting', chaired: 'voting' },
  ...{ posted: 'posting', 'in-office': 'office' },
}

const About = ({ view }: { view: ElectionView }) => {
  const say = useWords()
  const rows: readonly (readonly [string, string])[] = [
    [say('election.sort'), say(`election.sort.${view.sort}`)],
    [say('election.on'), formatDay(view.on)],
    [say('election.term'), `${formatDay(view.from)} — ${formatDay(view.until)}`],
    [say('election.chair'), view.chairRule ?? say(view.withChair ? 'election.chair.ballot' : 'election.chair.none')],
  ]
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** One election (D08): who stands, how it was counted, the posting, and what is to be done next by whom it is for. */
export const ElectionPage = ({ id, back }: { id: string; back: Back }) => {
  const say = useWords()
  const [search] = useSearchParams()
  const county = search.get('county') ?? undefined
  const found = useGet('deliberation.election', { params: { id }, query: { county } })
  const view = found.data
  if (!view)
    return (
      <Page title={say('kind.election')} back={back}>
        <ErrorNotice problem={found.error} onAgain={found.refetch} />
        {found.isPending && <Loading />}
      </Page>
    )
  const stage = STAGE[view.state]
  const works = view.prospects.some(({ act }) => act === 'count' || act === 'comment-election')
  const { meeting } = view
  return (
    <Page title={view.title} note={`${view.number} · ${view.unit.name}`} back={back}>
      <PageTools paper />
      <Steps
        now={stage === undefined ? STAGES.length : STAGES.indexOf(stage)}
        steps={STAGES.map((one) => ({ id: one, label: say(`election.stage.${one}`) }))}
      />
      <p className="standing">
        <b>{say(`election.state.${view.state}`)}</b>
        {view.round > 1 && <span className="num">{say('election.round', { n: view.round })}</span>}
      </p>
      <About view={view} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one */}
      <div className="acts" role="group" aria-label={say('election.nominating')}>
        <Nominate view={view} />
      </div>
      {view.prospects.length === 0 && (view.state === 'nominating' || view.state === 'posted') && (
        <More href="/sign-in">{say('election.signIn')}</More>
      )}
      {works && (
        <Suspense fallback={<Loading />}>
          <Keep view={view} />
        </Suspense>
      )}
      <Posting view={view} />
      <Nominees view={view} />
      {meeting && (
        <section className="section" aria-labelledby="meeting">
          <h2 id="meeting">{say('election.meeting')}</h2>
          <p className="standing">
            <b>{say(`meeting.state.${meeting.state}`)}</b>
            <span className="num">{formatTime(meeting.startsAt)}</span>
          </p>
          {view.quorum && meeting.state === 'sitting' && <VerdictOf verdict={view.quorum} kind="quorum" />}
          {meeting.state !== 'convened' && (
            <More href={`/meetings/${meeting.id}?county=${view.unit.code.slice(0, 6)}`}>{say('topic.toMeeting')}</More>
          )}
        </section>
      )}
      <Ballots view={view} />
      <details>
        <summary>{say('topic.history')}</summary>
        <History kind="election" entries={view.entries} />
      </details>
    </Page>
  )
}
