import { PaperButtons } from '@gongzhi/documents/web'
import { address } from '@gongzhi/kernel/web/call.ts'
import { formatTime } from '@gongzhi/kernel/web/day.ts'
import { Empty, ErrorNotice, Loading, Notice, Page, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import { citeOf } from '@gongzhi/law/web'
import { ReceiptsSlip, useReadAbout } from '@gongzhi/notices/web'
import { useSearchParams } from 'wouter'
import { type MeetingView, useGet } from './api.ts'
import { Do } from './do.tsx'
import { ElectionItem } from './election-item.tsx'
import { ItemSlip } from './item-slip.tsx'
import { History, TaskSlip } from './pieces.tsx'
import { TaskActs } from './run-tasks.tsx'
import { useLive } from './use-live.ts'
import { VerdictOf } from './verdict-of.tsx'
import { useWords } from './words.ts'

type Back = { href: string; label: string }

/** When, where, how to get in, and what is asked of the notice. */
export const Plan = ({ view }: { view: MeetingView }) => {
  const say = useWords()
  const { notice } = view
  return (
    <dl className="facts">
      <div>
        <dt>{say('meeting.when')}</dt>
        <dd className="num">{formatTime(view.startsAt)}</dd>
      </div>
      <div>
        <dt>{say('meeting.where')}</dt>
        <dd>
          {view.venue}（{say(`venue.${view.venueKind}`)}）{view.venueNotes && <small> {view.venueNotes}</small>}
        </dd>
      </div>
      {notice && (
        <div>
          <dt>{say('meeting.act.notify')}</dt>
          <dd className={notice.met ? '' : 'late'}>
            {say('meeting.notice', {
              given: notice.given,
              bar: notice.bar,
              basis: citeOf(notice.source),
            })}
            {!notice.met && view.urgent && <small> {view.urgent}</small>}
          </dd>
        </div>
      )}
      {view.materials.length > 0 && (view.me !== null || view.prospects.length > 0) && (
        <div>
          <dt>{say('meeting.materials')}</dt>
          <dd>
            <ul className="papers">
              {view.materials.map(({ id, name }) => (
                <li key={id}>
                  <a className="tall" href={address('files.photo', { params: { subject: view.id, id } })[1]}>
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
      {view.cancelled && (
        <div>
          <dt>{say('meeting.cancelled')}</dt>
          <dd>{view.cancelled}</dd>
        </div>
      )}
    </dl>
  )
}

/** What a member does here: sign in, leave, ask to speak, object to the minutes. */
const Mine = ({ view, code }: { view: MeetingView; code: string }) => {
  const say = useWords()
  const { me } = view
  if (!me) return null
  const common = { id: view.id, prospects: view.prospects }
  const room = view.state === 'notified' || view.state === 'sitting'
  return (
    <Slip title={say('meeting.me')} level={2} className="mine">
      {room && (
        <p role="status">
          <b>
            {me.turn === 'speaking'
              ? say('meeting.myTurn')
              : me.turn === 'waiting'
                ? say('meeting.waiting')
                : say(me.here ? 'meeting.iAmHere' : 'meeting.iAmNot')}
          </b>
        </p>
      )}
      <div className="acts">
        {!me.here && (
          <Do
            of="meeting.sign-in"
            endpoint="deliberation.sign-in"
            {...common}
            main
            asks={[{ name: 'code', label: say('field.code'), initial: code, most: 6 }]}
          />
        )}
        {me.here && view.items.some(({ current }) => current) && me.turn !== 'waiting' && me.turn !== 'speaking' && (
          <Do of="meeting.ask-floor" endpoint="deliberation.ask-floor" {...common} main />
        )}
        {me.here && <Do of="meeting.leave" endpoint="deliberation.leave" {...common} />}
        <Do
          of="meeting.object"
          endpoint="deliberation.object"
          {...common}
          asks={[{ name: 'text', label: say('field.objection'), kind: 'area' }]}
        />
      </div>
    </Slip>
  )
}

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
      <Plan view={view} />
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
      {view.objections.length > 0 && (
        <section className="section" aria-labelledby="objections">
          <h2 id="objections">{say('meeting.objections')}</h2>
          {view.objections.map((one) => (
            <Slip key={one.member} title={one.shown} level={3}>
              <p>{one.text}</p>
              {one.answer && (
                <p>
                  <b>{say('meeting.answer')}</b> {one.answer}
                </p>
              )}
            </Slip>
          ))}
        </section>
      )}
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
