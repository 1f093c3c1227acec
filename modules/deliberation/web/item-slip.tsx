import { Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { AdviceGiven } from './advice-given.tsx'
import type { Item, MeetingView } from './api.ts'
import { Do } from './do.tsx'
import { GrantsNote } from './grants.tsx'
import { ReservedHint } from './reserved-hint.tsx'
import type { Live } from './use-live.ts'
import { VoteCard } from './vote-card.tsx'
import { useWords } from './words.ts'

/** One item of the agenda: the topic, who has spoken, advice, the votes. */
export const ItemSlip = ({
  item,
  view,
  live,
  no,
}: {
  item: Item
  view: MeetingView
  live: Live | undefined
  no: number
}) => {
  const say = useWords()
  const county = view.unit.code.slice(0, 6)
  const turn = { waiting: 'waits', speaking: 'speaking', spoken: 'spoke', passed: 'passed' } as const
  const names = new Map(view.roll.map(({ member, name }) => [member, name]))
  return (
    <Slip
      title={`${no}. ${item.title}`}
      number={item.number}
      href={`/topics/${item.id}?county=${county}`}
      className={item.current ? 'current' : ''}
    >
      {item.current && (
        <p>
          <b>{say('meeting.current')}</b>
        </p>
      )}
      <p className="own">{item.text}</p>
      <GrantsNote grants={item.grants} />
      <ReservedHint concern={item.concerns} kind={item.body} />
      {item.advisers.length > 0 && (
        <p className="quiet">
          {say('meeting.advice')}：{item.advisers.map(({ name, office }) => `${name}（${office}）`).join('、')}
        </p>
      )}
      <AdviceGiven view={view} item={item} />
      {item.turns.some(({ state }) => state !== 'passed') && (
        <>
          <h3 className="over">{say('meeting.speakers')}</h3>
          <ol className="said">
            {item.turns
              .filter(({ state }) => state !== 'passed')
              .map((one) => (
                <li key={one.member}>
                  {names.get(one.member) ?? one.shown} <small>{say(`meeting.${turn[one.state]}`)}</small>
                  {one.gist && <p>{one.gist}</p>}
                </li>
              ))}
          </ol>
        </>
      )}
      {item.votes.map((vote) => (
        <VoteCard key={vote.id} vote={vote} county={county} live={live}>
          {/* I2: who counts again may be from the supervision committee, who runs nothing here */}
          {vote.paper !== null && !vote.paper.confirmed && (
            <Do of="vote.confirm-paper" endpoint="deliberation.confirm-paper" id={vote.id} prospects={vote.prospects} />
          )}
        </VoteCard>
      ))}
    </Slip>
  )
}
