import { Checkbox, ErrorNotice } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import type { Choice } from '../../rules/rows.ts'
import { type MeetingView, useAct, type VoteView } from '../api.ts'
import { useWhy } from '../why.ts'
import { useWords } from '../words.ts'
import { nameOf, useFoundIn } from './find-in-roll.tsx'

const choices = ['yes', 'no', 'abstain'] as const satisfies readonly Choice[]

/** 记举手: who has no ballot in yet, three taps each; on paper where it came on paper (P13). */
export const Hands = ({ vote, view }: { vote: VoteView; view: MeetingView }) => {
  const say = useWords()
  const why = useWhy()
  const note = useAct('deliberation.note-hand')
  const [paper, setPaper] = useState(false)
  const left = view.roll.filter(({ here, recused, member }) => here && !recused && !vote.balloted.includes(member))
  const found = useFoundIn(left)
  if (left.length === 0) return <p className="quiet">{say('run.allIn')}</p>
  return (
    <div className="stack tight">
      <h4>{say('run.handsLeft', { n: left.length })}</h4>
      <Checkbox name="by-paper" label={say('run.handsPaper')} checked={paper} onChange={setPaper} />
      <ErrorNotice problem={note.error} unmetWords={why} />
      {found.field}
      <ul className="taps three">
        {found.rows.map((row) => (
          <li key={row.member}>
            <span>{nameOf(row)}</span>
            <span className="taps-row">
              {choices.map((choice) => (
                <button
                  key={choice}
                  type="button"
                  className="tap"
                  aria-label={`${nameOf(row)} ${say(`choice.${choice}`)}`}
                  onClick={() =>
                    note.mutate({
                      params: { id: vote.id },
                      body: { member: row.member, choice, how: paper ? 'paper' : 'hand' },
                    })
                  }
                >
                  {say(`choice.${choice}`)}
                </button>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
