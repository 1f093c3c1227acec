import { ActButton, Acts, ErrorNotice, Field, toast } from '@gongzhi/kernel/web/kit/index.ts'
import { useLaw, verdictOn } from '@gongzhi/law/web'
import { useState } from 'react'
import { confirmationOf } from '../../rules/numbers.ts'
import type { Choice } from '../../rules/rows.ts'
import { type MeetingView, type TaskRow, useAct } from '../api.ts'
import { Do } from '../do.tsx'
import { useDraft } from '../draft.ts'
import { VerdictOf } from '../verdict-of.tsx'
import { decidingSum, useWhy } from '../why.ts'
import { useWords } from '../words.ts'
import { MANY, nameOf } from './find-in-roll.tsx'

const choices = ['yes', 'no', 'abstain'] as const satisfies readonly Choice[]
/** By member, the hand that was raised; in a room of many, by choice, how many were. */
type Taps = Readonly<Record<string, string>>
const nobody: Taps = {}

type Props = { task: TaskRow; view: MeetingView }
type Raised = { room: MeetingView['roll']; values: Taps; onChange: (part: Taps) => void }

const CountHands = ({ values, onChange }: Raised) => {
  const say = useWords()
  return (
    <div className="pair">
      {choices.map((choice) => (
        <Field
          key={choice}
          name={choice}
          label={say(`choice.${choice}`)}
          type="number"
          min={0}
          value={values[choice] ?? ''}
          onChange={(n) => onChange({ [choice]: n })}
        />
      ))}
    </div>
  )
}

const TapHands = ({ room, values, onChange }: Raised) => {
  const say = useWords()
  return (
    <ul className="taps three" aria-label={say('run.handsHere')}>
      {room.map((row) => (
        <li key={row.member}>
          {/* the sign stands here: a tap that grew would push the others from under the thumb */}
          <span>
            {nameOf(row)} {values[row.member] && <b className="done-mark">✓</b>}
          </span>
          <span className="taps-row">
            {choices.map((choice) => {
              const raised = values[row.member] === choice
              return (
                <button
                  key={choice}
                  type="button"
                  className={raised ? 'tap first' : 'tap'}
                  aria-pressed={raised}
                  aria-label={`${nameOf(row)} ${say(`choice.${choice}`)}`}
                  onClick={() => onChange({ [row.member]: raised ? '' : choice })}
                >
                  {say(`choice.${choice}`)}
                </button>
              )
            })}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Who is there, a tap for each hand; the same sum and article as the rule that decides (D15). */
const Hands = ({ task, view, onClose }: Props & { onClose: () => void }) => {
  const say = useWords()
  const why = useWhy()
  const law = useLaw(view.unit.code)
  const strike = useAct('deliberation.strike-off')
  const { values, change, drop } = useDraft<Taps>(`${view.id}.${task.id}.hands`, nobody)
  const room = view.roll.filter(({ here }) => here)
  // in a room of many hands are counted, not tapped by name
  const many = room.length > MANY
  const countOf = (choice: Choice) =>
    many ? Math.trunc(Number(values[choice] ?? 0)) || 0 : room.filter(({ member }) => values[member] === choice).length
  const hands = { yes: countOf('yes'), no: countOf('no'), abstain: countOf('abstain') }
  const verdict = law && verdictOn(law, ...confirmationOf(view.body, room.length, hands))
  const sum = verdict && decidingSum(verdict)?.sum
  const send = () =>
    strike.mutate(
      { params: { id: task.id }, body: { hands } },
      {
        onSuccess: () => {
          drop()
          onClose()
          toast(`${say('task.act.strike-off')} · ${say('done')}`, 2_500)
        },
      },
    )
  const By = many ? CountHands : TapHands
  return (
    <section className="slip plain">
      <p role="status">
        {say(many ? 'run.strikeCount' : 'run.strikeNote')}{' '}
        {sum && <b className="num">{say('run.strikeNeed', { of: sum.of, need: sum.need ?? 0, count: sum.count })}</b>}
      </p>
      <By room={room} values={values} onChange={change} />
      {verdict && <VerdictOf verdict={verdict} kind="pass" title={say('run.strikeSum')} open />}
      <p className="num">{choices.map((choice) => `${say(`choice.${choice}`)} ${hands[choice]}`).join(' · ')}</p>
      <ErrorNotice problem={strike.error} unmetWords={why} />
      <Acts>
        <ActButton
          kind="main"
          busy={strike.isPending}
          missing={
            verdict?.met !== true
              ? [why('members-confirm')]
              : hands.yes + hands.no + hands.abstain > room.length
                ? [why('hands-fit')]
                : []
          }
          onAct={send}
        >
          {say('vote.sure')}
          {say('task.act.strike-off')}
        </ActButton>
        <ActButton onAct={onClose}>{say('cancel')}</ActButton>
      </Acts>
    </section>
  )
}

/** 销号: what was promised is done when enough of those in the room raise their hands for it. */
export const StrikeOff = ({ task, view }: Props) => {
  const [open, setOpen] = useState(false)
  if (open) return <Hands task={task} view={view} onClose={() => setOpen(false)} />
  return (
    <Do
      of="task.strike-off"
      endpoint="deliberation.strike-off"
      id={task.id}
      prospects={task.prospects}
      main
      onAct={() => setOpen(true)}
    />
  )
}
