import { ActButton, Acts, ErrorNotice, toast } from '@gongzhi/kernel/web/kit/index.ts'
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
import { nameOf } from './roll-taps.tsx'

const choices = ['yes', 'no', 'abstain'] as const satisfies readonly Choice[]
type Taps = Readonly<Record<string, Choice | ''>>
const nobody: Taps = {}

type Props = { task: TaskRow; view: MeetingView }

/** Who is there, a tap for each hand; the same sum and article as the rule that decides (D15). */
const Hands = ({ task, view, onClose }: Props & { onClose: () => void }) => {
  const say = useWords()
  const why = useWhy()
  const law = useLaw(view.unit.code)
  const strike = useAct('deliberation.strike-off')
  const { values, change, drop } = useDraft<Taps>(`${view.id}.${task.id}.hands`, nobody)
  const room = view.roll.filter(({ here }) => here)
  const countOf = (choice: Choice) => room.filter(({ member }) => values[member] === choice).length
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
  return (
    <section className="slip plain">
      <p role="status">
        {say('run.strikeNote')}{' '}
        {sum && <b className="num">{say('run.strikeNeed', { of: sum.of, need: sum.need ?? 0, count: sum.count })}</b>}
      </p>
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
                    onClick={() => change({ [row.member]: raised ? '' : choice })}
                  >
                    {say(`choice.${choice}`)}
                  </button>
                )
              })}
            </span>
          </li>
        ))}
      </ul>
      {verdict && <VerdictOf verdict={verdict} kind="pass" title={say('run.strikeSum')} open />}
      <p className="num">{choices.map((choice) => `${say(`choice.${choice}`)} ${hands[choice]}`).join(' · ')}</p>
      <ErrorNotice problem={strike.error} unmetWords={why} />
      <Acts>
        <ActButton
          kind="main"
          busy={strike.isPending}
          missing={verdict?.met === true ? [] : [why('members-confirm')]}
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
