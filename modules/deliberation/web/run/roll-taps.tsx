import { Checkbox, ErrorNotice } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { type MeetingView, useAct } from '../api.ts'
import { useWhy } from '../why.ts'
import { useWords } from '../words.ts'
import { nameOf, useFoundIn } from './find-in-roll.tsx'

type Row = MeetingView['roll'][number]

/** The roll, one tap each: 到, 走. What came on the paper list is marked so (P13). */
export const RollTaps = ({ view }: { view: MeetingView }) => {
  const say = useWords()
  const why = useWhy()
  const markIn = useAct('deliberation.mark-in')
  const markOut = useAct('deliberation.mark-out')
  const [paper, setPaper] = useState(false)
  const found = useFoundIn(view.roll)
  const may = view.prospects.some(({ act, unmet }) => act === 'mark-in' && !unmet.includes('state'))
  const params = { id: view.id }
  const tap = ({ member, here }: Row) =>
    here
      ? markOut.mutate({ params, body: { member } })
      : markIn.mutate({ params, body: { member, how: paper ? 'paper' : 'list' } })
  return (
    <div className="stack tight">
      {may && <Checkbox name="paper" label={say('run.fromPaper')} checked={paper} onChange={setPaper} />}
      <ErrorNotice problem={markIn.error ?? markOut.error} unmetWords={why} />
      {found.field}
      <ul className="taps" aria-label={say('meeting.roll')}>
        {found.rows.map((row) => (
          <li key={row.member}>
            <span>
              {nameOf(row)}{' '}
              <small>
                {[
                  row.here && row.how === 'paper' ? say('run.onPaper') : '',
                  row.here && row.how === 'phone' ? say('run.byPhone') : '',
                  row.recused ? say('meeting.recused') : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            {row.here && <b className="done-mark">{say('run.isHere')}</b>}
            {may && (
              <button
                type="button"
                className={row.here ? 'tap' : 'tap first'}
                aria-label={`${nameOf(row)} ${say(row.here ? 'run.goes' : 'run.comes')}`}
                onClick={() => tap(row)}
              >
                {say(row.here ? 'run.goes' : 'run.comes')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
