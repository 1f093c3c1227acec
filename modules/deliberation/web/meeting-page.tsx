import { PaperButtons } from '@gongzhi/documents/web'
import { Empty, ErrorNotice, Loading, Notice, Page } from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import { ReceiptsSlip, useReadAbout } from '@gongzhi/notices/web'
import { useSearchParams } from 'wouter'
import { type MeetingView, useGet } from './api.ts'
import { Do } from './do.tsx'
import { ElectionItem } from './election-item.tsx'
import { ItemSlip } from './item-slip.tsx'
import { Mine } from './mine.tsx'
import { Objections } from './objections.tsx'
import { History, TaskSlip } from './pieces.tsx'
import { PlanFacts } from './plan-facts.tsx'
import { TaskActs } from './run-tasks.tsx'
import { useLive } from './use-live.ts'
import { VerdictOf } from './verdict-of.tsx'
import { useWords } from './words.ts'

type Back = { href: string; label: string }

/** The town's word on a talk: heard by all, changing nothing (D07). */
const Guide = ({ view }: { view: MeetingView }) => {
  const say = useWords()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one
    <div className="acts" role="group" aria-label={say('meeting.acts')}>
      <Do
        of="meeting.guide"
        endpoint="deliberation.guide"
        id={view.id}
        prospects={view.prospects}
        asks={[{ name: 'text', label: say('field.guidance'), kind: 'area', most: 2000 }]}
      />
    </div>
  )
}

/** One talk: before, while it sits and after; whoever runs it has a page of their own (run-talk.tsx). */
export const MeetingPage = ({ id, back }: { id: string; back: Back }) => {
  const say = useWords()
  const [search] = useSearchParams()
  const county = search.get('county') ?? undefined
  const found = useGet('deliberation.meeting', { params: { id }, query: { county } })
  const view = found.data
  const on = view !== undefined && ['notified', 'sitting'].includes(view.state)
  const live = useLive(id, county ?? view?.unit.code.slice(0, 6) ?? '', on, found.refetch)
  useReadAbout(id, view !== undefined && (view.me !== null || view.prospects.length > 0))
  if (!view)
    return (
      <Page title={say('meeting.title')} back={back}>
        <ErrorNotice problem={found.error} onAgain={found.refetch} />
        {found.isPending && <Loading />}
      </Page>
    )
  const guides = view.prospects.some(({ act }) => act === 'guide')
  const started = view.openedAt !== null
  return (
    <Page title={view.title} note={`${view.number} · ${view.unit.name}`} back={back}>
      <PageTools paper />
      <p className="standing">
        <b>{say(`meeting.state.${view.state}`)}</b>
        {live.away && <span className="quiet">{say('meeting.offline')}</span>}
      </p>
      <PlanFacts view={view} />
      {on || started ? (
        <VerdictOf
          verdict={view.state === 'sitting' || !view.opening?.[0] ? view.quorum : view.opening[0]}
          kind="quorum"
          level={2}
        />
      ) : null}
      <Mine view={view} code={search.get('code') ?? ''} />
      {guides && <Guide view={view} />}
      {view.state !== 'convened' &&
        view.election === null &&
        (view.presentedAt !== null || view.promises.length > 0) && (
          <section className="section" aria-labelledby="promises">
            <h2 id="promises">{say('meeting.promises')}</h2>
            {view.promises.length === 0 && <Empty>{say('meeting.noPromises')}</Empty>}
            {view.promises.map((task) => (
              <TaskSlip key={task.id} task={task}>
                <TaskActs task={task} />
              </TaskSlip>
            ))}
          </section>
        )}
      <section className="section" aria-labelledby="agenda">
        <h2 id="agenda">{say('meeting.agenda')}</h2>
        <ElectionItem view={view} />
        {view.items.map((item, at) => (
          <ItemSlip key={item.id} item={item} view={view} live={live} no={at + 1} />
        ))}
      </section>
      {view.guidance.length > 0 && (
        <section className="section" aria-labelledby="guidance">
          <h2 id="guidance">{say('meeting.guidance')}</h2>
          {view.guidance.map((one) => (
            <Notice key={one.at} title={one.org}>
              {one.text}
            </Notice>
          ))}
        </section>
      )}
      <Objections view={view} />
      {view.summary && <p className="own">{view.summary}</p>}
      {guides && view.state !== 'convened' && (
        <>
          <ReceiptsSlip subject={view.id} />
          <PaperButtons
            paper={started ? 'minutes' : 'meeting-notice'}
            id={view.id}
            name={say(started ? 'meeting.paper' : 'meeting.noticePaper')}
          />
        </>
      )}
      <details>
        <summary>{say('meeting.minutes')}</summary>
        <History kind="meeting" entries={view.entries} />
      </details>
    </Page>
  )
}
