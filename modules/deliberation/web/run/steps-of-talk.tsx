import { Empty, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { kindOf } from '../../rules/bodies.ts'
import type { MeetingView } from '../api.ts'
import { Do } from '../do.tsx'
import { ElectionItem } from '../election-item.tsx'
import { TaskSlip } from '../pieces.tsx'
import { PlanFacts } from '../plan-facts.tsx'
import { PlanForm } from '../plan-form.tsx'
import { TaskActs } from '../run-tasks.tsx'
import type { Live } from '../use-live.ts'
import { VerdictOf } from '../verdict-of.tsx'
import { useWords } from '../words.ts'
import { DoorCode } from './door-code.tsx'
import { ItemDesk } from './item-desk.tsx'
import { RollTaps } from './roll-taps.tsx'
import { StrikeOff } from './strike-off.tsx'

type Props = { view: MeetingView }
const commonOf = (view: MeetingView) => ({ id: view.id, prospects: view.prospects })

/** 筹备: what is planned, to be changed until notice is given. */
export const PlanStep = ({ view }: Props) => {
  const say = useWords()
  const [changing, change] = useState(false)
  const planned = view.election === null
  if (changing)
    return <PlanForm unit={view.unit.code} kind={kindOf(view.body)} before={view} onDone={() => change(false)} />
  return (
    <>
      <PlanFacts view={view} />
      <Agenda view={view} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one */}
      <div className="acts" role="group" aria-label={say('meeting.acts')}>
        <Do of="meeting.notify" endpoint="deliberation.notify" {...commonOf(view)} main />
        {planned && (
          <Do of="meeting.change" endpoint="deliberation.change" {...commonOf(view)} onAct={() => change(true)} />
        )}
        <Cancel view={view} />
      </div>
    </>
  )
}

/** 取消: with the reason, which every member is told. */
export const Cancel = ({ view }: Props) => {
  const say = useWords()
  return (
    <Do
      of="meeting.cancel"
      endpoint="deliberation.cancel"
      {...commonOf(view)}
      asks={[{ name: 'reason', label: say('field.why'), kind: 'area', most: 500 }]}
    />
  )
}

const Agenda = ({ view }: Props) => {
  const say = useWords()
  return (
    <section className="section" aria-labelledby="agenda">
      <h2 id="agenda">{say('meeting.agenda')}</h2>
      {view.items.length === 0 && !view.election && <Empty>{say('unmet.agenda')}</Empty>}
      <ElectionItem view={view} />
      <ol className="agenda">
        {view.items.map((item) => (
          <li key={item.id}>
            {item.title}
            {item.advisers.length > 0 && (
              <small>
                {' '}
                {say('meeting.advice')}：{item.advisers.map(({ name, office }) => `${name}（${office}）`).join('、')}
              </small>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** 签到: enough in the room and the talk may open. */
export const ArriveStep = ({ view }: Props) => {
  const say = useWords()
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one */}
      <div className="acts" role="group" aria-label={say('meeting.acts')}>
        <Do of="meeting.open" endpoint="deliberation.open" {...commonOf(view)} main />
      </div>
      <DoorCode view={view} />
      <Slip title={say('meeting.roll')} level={2}>
        <RollTaps view={view} />
      </Slip>
      <VerdictOf verdict={view.quorum} kind="quorum" level={2} />
      <PlanFacts view={view} />
      <Agenda view={view} />
    </>
  )
}

/** 逐一销号 (D15): what earlier talks promised, late first; the members in the room confirm by hands. */
export const Promises = ({ view }: Props) => {
  const say = useWords()
  return (
    <section className="section" aria-labelledby="promises">
      <h2 id="promises">{say('meeting.promises')}</h2>
      {view.presentedAt === null && (
        <div className="acts">
          <Do of="meeting.present-list" endpoint="deliberation.present-list" {...commonOf(view)} main />
        </div>
      )}
      {view.promises.length === 0 && <Empty>{say('meeting.noPromises')}</Empty>}
      {view.promises.map((task) => (
        <TaskSlip key={task.id} task={task}>
          {view.presentedAt !== null && <TaskActs task={task} strike={<StrikeOff task={task} view={view} />} />}
        </TaskSlip>
      ))}
    </section>
  )
}

/** The topics of the evening; the one on the table is open. */
export const Topics = ({ view, live }: Props & { live: Live | undefined }) => {
  const say = useWords()
  return (
    <section className="section" aria-labelledby="topics">
      <h2 id="topics">{say('meeting.agenda')}</h2>
      <ElectionItem view={view} />
      {view.items.map((item, at) => (
        <ItemDesk key={item.id} item={item} view={view} live={live} no={at + 1} />
      ))}
      <div className="acts">
        <Do of="meeting.end" endpoint="deliberation.end" {...commonOf(view)} />
      </div>
    </section>
  )
}
