import { PaperButtons } from '@gongzhi/documents/web'
import { Notice, Page, Steps } from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import { ReceiptsSlip } from '@gongzhi/notices/web'
import type { MeetingView } from '../api.ts'
import { Mine } from '../mine.tsx'
import { Objections } from '../objections.tsx'
import { History } from '../pieces.tsx'
import { PlanFacts } from '../plan-facts.tsx'
import type { Live } from '../use-live.ts'
import { VerdictOf } from '../verdict-of.tsx'
import { Why, whyAt } from '../why.ts'
import { useWords } from '../words.ts'
import { DoorCode } from './door-code.tsx'
import { MinutesStep } from './minutes-step.tsx'
import { QuorumStrip } from './quorum-strip.tsx'
import { RollTaps } from './roll-taps.tsx'
import { stages as all, stageOf } from './stage.ts'
import { ArriveStep, Cancel, PlanStep, Promises, Topics } from './steps-of-talk.tsx'

type Props = { view: MeetingView; live: Live; back: { href: string; label: string } }

/** What the town said, where the chair sees it while the talk goes on (D07). */
const Guidance = ({ view }: { view: MeetingView }) => {
  const say = useWords()
  return (
    <>
      {view.guidance.map((one) => (
        <Notice key={one.at} title={`${say('meeting.guidance')} · ${one.org}`}>
          {one.text}
        </Notice>
      ))}
    </>
  )
}

/** What is at hand all evening and not needed at every moment. */
const Beside = ({ view }: { view: MeetingView }) => {
  const say = useWords()
  const room = view.state === 'notified' || view.state === 'sitting'
  const begun = view.openedAt !== null
  return (
    <>
      {view.state === 'sitting' && (
        <>
          <details>
            <summary>{say('run.roll', { present: view.present, entitled: view.entitled })}</summary>
            <RollTaps view={view} />
          </details>
          <details>
            <summary>{say('meeting.doorCode')}</summary>
            <DoorCode view={view} />
          </details>
        </>
      )}
      {begun && (
        <details>
          <summary>{say('run.about')}</summary>
          <PlanFacts view={view} />
          {view.opening?.[0] && <VerdictOf verdict={view.opening[0]} kind="quorum" />}
        </details>
      )}
      {view.state !== 'convened' && (
        <details>
          <summary>{say('run.receipts')}</summary>
          <ReceiptsSlip subject={view.id} />
        </details>
      )}
      <details>
        <summary>{say('meeting.minutes')}</summary>
        <History kind="meeting" entries={view.entries} />
      </details>
      {view.state !== 'convened' && (
        <PaperButtons
          paper={begun ? 'minutes' : 'meeting-notice'}
          id={view.id}
          name={say(begun ? 'meeting.paper' : 'meeting.noticePaper')}
        />
      )}
      {room && !begun && (
        <div className="acts">
          <Cancel view={view} />
        </div>
      )}
    </>
  )
}

/** A talk in the hands of whoever runs it: one screen, step by step, with a phone in one hand. */
export const RunTalk = ({ view, live, back }: Props) => {
  const say = useWords()
  const stage = stageOf(view)
  const stages = all.filter((one) => one !== 'promises' || view.election === null)
  const room = view.state === 'notified' || view.state === 'sitting'
  const over = view.state === 'signed' || view.state === 'archived' || view.state === 'cancelled'
  const struck = view.promises.filter(({ state }) => state === 'struck').length
  return (
    <Why.Provider value={whyAt(view, say)}>
      <Page title={view.title} note={`${view.number} · ${view.unit.name}`} back={back}>
        <div className="run">
          <div className="stack">
            <PageTools paper />
            <Steps
              now={stage === undefined ? stages.length : stages.indexOf(stage)}
              steps={stages.map((id) => ({
                id,
                label: say(view.election && id === 'items' ? `${view.election.kind}.stage.voting` : `run.stage.${id}`),
              }))}
            />
            <p className="standing">
              <b>{say(`meeting.state.${view.state}`)}</b>
              {live.away && <span className="quiet">{say('meeting.offline')}</span>}
            </p>
          </div>
          {room && <QuorumStrip view={view} />}
          <div className="run-body">
            <div className="stack">
              {stage === 'plan' && <PlanStep view={view} />}
              {stage === 'arrive' && <ArriveStep view={view} />}
              {stage === 'minutes' && <MinutesStep view={view} />}
              <Mine view={view} code={view.doorCode ?? ''} beside />
              <Guidance view={view} />
              {over && <PlanFacts view={view} />}
              {stage === 'promises' && <Promises view={view} />}
              {stage === 'items' && view.promises.length > 0 && (
                <details>
                  <summary>{say('run.promisesDone', { n: view.promises.length, struck })}</summary>
                  <Promises view={view} />
                </details>
              )}
              {view.openedAt !== null && <Topics view={view} live={live} />}
              <Objections view={view} />
              {view.summary && <p className="own">{view.summary}</p>}
            </div>
            <aside className="stack" aria-label={say('run.beside')}>
              <Beside view={view} />
            </aside>
          </div>
        </div>
      </Page>
    </Why.Provider>
  )
}
