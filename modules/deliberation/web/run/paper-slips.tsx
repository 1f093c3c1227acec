import { ErrorNotice, Notice } from '@gongzhi/kernel/web/kit/index.ts'
import { type MeetingView, useAct, type VoteView } from '../api.ts'
import { Do } from '../do.tsx'
import { useWhy } from '../why.ts'
import { useWords } from '../words.ts'
import { nameOf, useFoundIn } from './find-in-roll.tsx'

const counted = ['yes', 'no', 'abstain'] as const

/** 纸票: handed to whoever has no phone, counted by one teller and once more by another (I2). */
export const PaperSlips = ({ vote, view }: { vote: VoteView; view: MeetingView }) => {
  const say = useWords()
  const why = useWhy()
  const hand = useAct('deliberation.hand-slip')
  const common = { id: vote.id, prospects: vote.prospects }
  const found = useFoundIn(view.roll.filter(({ here, recused }) => here && !recused))
  return (
    <div className="stack tight">
      <p className="num">{say('vote.paperOut', { n: vote.paperSlips })}</p>
      {!vote.paper?.confirmed && (
        <details>
          <summary>{say('run.handSlips')}</summary>
          <p className="quiet">{say('run.handSlipsNote')}</p>
          <ErrorNotice problem={hand.error} unmetWords={why} />
          {found.field}
          <ul className="taps">
            {found.rows.map((row) => (
              <li key={row.member}>
                <span>{nameOf(row)}</span>
                <button
                  type="button"
                  className="tap"
                  aria-label={`${nameOf(row)} ${say('vote.act.hand-slip')}`}
                  onClick={() => hand.mutate({ params: { id: vote.id }, body: { member: row.member } })}
                >
                  {say('vote.act.hand-slip')}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
      {vote.paperSlips > 0 && (
        <>
          {vote.paper && <Notice>{say(vote.paper.confirmed ? 'run.paperDone' : 'run.paperOnce')}</Notice>}
          {!vote.paper?.confirmed && (
            <Do
              of="vote.count-paper"
              endpoint="deliberation.count-paper"
              {...common}
              asks={counted.map((name) => ({ name, label: say(`field.${name}`), kind: 'number', initial: '0' }))}
              body={(values) => Object.fromEntries(counted.map((name) => [name, Number(values[name])]))}
            />
          )}
          {vote.paper && !vote.paper.confirmed && (
            <Do of="vote.confirm-paper" endpoint="deliberation.confirm-paper" {...common} />
          )}
        </>
      )}
    </div>
  )
}
