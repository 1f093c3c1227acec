import { PaperButtons } from '@gongzhi/documents/web'
import { address } from '@gongzhi/kernel/web/call.ts'
import { formatTime } from '@gongzhi/kernel/web/day.ts'
import { Empty, ErrorNotice, Loading, Notice, Page, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import { ReceiptsSlip, useReadAbout } from '@gongzhi/notices/web'
import { useSearchParams } from 'wouter'
import { type MeetingView, useGet } from './api.ts'
import { Do } from './do.tsx'
import { ItemSlip } from './item-slip.tsx'
import { History, TaskSlip, VerdictOf } from './pieces.tsx'
import { DoorCode, RollTable } from './run-room.tsx'
import { TaskActs } from './run-tasks.tsx'
import { useLive } from './use-live.ts'
import { useWords } from './words.ts'

type Back = { href: string; label: string }

/** When, where, how to get in, and what is asked of the notice. */
const Plan = ({ view }: { view: MeetingView }) => {
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
              basis: `${notice.source.law} ${notice.source.article}`,
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

/** What those who run the talk can do next, in the order of an evening. */
const Run = ({ view }: { view: MeetingView }) => {
  const say = useWords()
  const common = { id: view.id, prospects: view.prospects }
  const why = { name: 'reason', label: say('field.why'), kind: 'area' as const, most: 500 }
  const members = view.roll
    .filter(({ here }) => here)
    .map(({ member, name, shown }) => ({ value: member, label: name ?? shown }))
  const member = { name: 'member', label: say('field.member'), kind: 'select' as const, choices: members }
  const current = view.items.find((item) => item.current)
  const speaks = view.items.flatMap(({ turns }) => turns).some(({ state }) => state === 'speaking')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one
    <div className="acts" role="group" aria-label={say('meeting.acts')}>
      <Do of="meeting.notify" endpoint="deliberation.notify" {...common} main />
      <Do of="meeting.open" endpoint="deliberation.open" {...common} main />
      {view.presentedAt === null && (
        <Do of="meeting.present-list" endpoint="deliberation.present-list" {...common} main />
      )}
      {current && (
        <>
          {speaks && (
            <Do
              of="meeting.end-turn"
              endpoint="deliberation.end-turn"
              {...common}
              main
              asks={[{ name: 'gist', label: say('field.gist'), kind: 'area', optional: true, most: 500 }]}
            />
          )}
          <Do of="meeting.offer-round" endpoint="deliberation.offer-round" {...common} />
          <Do
            of="meeting.put-to-vote"
            endpoint="deliberation.put-to-vote"
            {...common}
            main
            asks={[
              { name: 'text', label: say('field.consensus'), kind: 'area', most: 2000 },
              { name: 'clauses', label: say('field.clauses'), kind: 'area', most: 4000 },
              {
                name: 'mode',
                label: say('field.mode'),
                kind: 'cards',
                initial: 'open',
                choices: ['open', 'secret'].map((value) => ({ value, label: say(`mode.${value}`) })),
              },
            ]}
            body={({ text, clauses = '', mode }) => ({
              text,
              mode,
              clauses: clauses
                .split('\n')
                .map((line) => line.trim())
                .filter(Boolean)
                .map((line) => ({ text: line })),
            })}
          />
          <Do
            of="meeting.advise"
            endpoint="deliberation.advise"
            {...common}
            asks={[
              { name: 'name', label: say('field.adviser'), most: 40 },
              { name: 'office', label: say('field.office'), most: 80 },
              { name: 'text', label: say('field.advice'), kind: 'area', most: 4000 },
            ]}
            body={(values) => ({ ...values, topic: current.id })}
          />
          <Do of="meeting.recuse" endpoint="deliberation.recuse" {...common} asks={[member, why]} />
          <Do of="meeting.put-off" endpoint="deliberation.put-off" {...common} asks={[why]} />
        </>
      )}
      <Do of="meeting.end" endpoint="deliberation.end" {...common} />
      <Do
        of="meeting.record"
        endpoint="deliberation.record"
        {...common}
        main
        asks={[{ name: 'summary', label: say('field.summary'), kind: 'area', optional: true, most: 4000 }]}
      />
      <Do of="meeting.sign" endpoint="deliberation.sign" {...common} main />
      <Do
        of="meeting.answer-objection"
        endpoint="deliberation.answer-objection"
        {...common}
        asks={[
          {
            ...member,
            choices: view.objections
              .filter(({ answer }) => answer === null)
              .map((one) => ({ value: one.member, label: one.shown })),
          },
          { name: 'text', label: say('meeting.answer'), kind: 'area' },
        ]}
      />
      <Do of="meeting.cancel" endpoint="deliberation.cancel" {...common} asks={[why]} />
      <Do
        of="meeting.guide"
        endpoint="deliberation.guide"
        {...common}
        asks={[{ name: 'text', label: say('field.guidance'), kind: 'area', most: 2000 }]}
      />
    </div>
  )
}

/** One talk: before, while it sits and after; each sees what is theirs to do. */
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
  const hosts = view.prospects.some(({ act }) => act === 'notify' || act === 'guide')
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
      {hosts && <Run view={view} />}
      {hosts && on && <DoorCode view={view} />}
      {hosts && view.state !== 'convened' && <RollTable view={view} />}
      {view.state !== 'convened' && (view.presentedAt !== null || view.promises.length > 0) && (
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
      {hosts && view.state !== 'convened' && (
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
