import { DocumentPicker } from '@gongzhi/files/web'
import { Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { AdviceGiven } from '../advice-given.tsx'
import type { Item, MeetingView } from '../api.ts'
import { Do } from '../do.tsx'
import { GrantsNote } from '../grants.tsx'
import { More } from '../pieces.tsx'
import { ReservedHint } from '../reserved-hint.tsx'
import type { Live } from '../use-live.ts'
import { useWords } from '../words.ts'
import { Consensus } from './consensus.tsx'
import { nameOf } from './find-in-roll.tsx'
import { RunningVote } from './running-vote.tsx'
import { Speakers } from './speakers.tsx'
import { isDecided } from './stage.ts'

/** Written advice before the vote (D09): those who were asked, and anybody else. */
const Advice = ({ view, item }: { view: MeetingView; item: Item }) => {
  const say = useWords()
  const missing = item.advisers.find(({ name }) => !item.advice.some((one) => one.name === name))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one
    <div className="stack tight" role="group" aria-label={say('meeting.acts')}>
      <AdviceGiven view={view} item={item} />
      {missing && <p className="quiet">{say('run.adviceMissing', { name: `${missing.name}（${missing.office}）` })}</p>}
      <Do
        key={missing?.name ?? ''}
        of="meeting.advise"
        endpoint="deliberation.advise"
        id={view.id}
        prospects={view.prospects}
        asks={[
          { name: 'name', label: say('field.adviser'), most: 40, initial: missing?.name ?? '' },
          { name: 'office', label: say('field.office'), most: 80, initial: missing?.office ?? '' },
          { name: 'text', label: say('field.advice'), kind: 'area', most: 4000 },
          { name: 'files', label: say('field.adviceFiles'), kind: 'documents', picker: DocumentPicker },
        ]}
        body={(values) => ({ ...values, topic: item.id })}
      />
    </div>
  )
}

/** What came of a topic, in a line; how, behind it. */
const Result = ({ view, item, live }: { view: MeetingView; item: Item; live: Live | undefined }) => {
  const say = useWords()
  const closed = item.votes.filter(({ state }) => state !== 'open')
  const last = closed.find(({ passed }) => passed !== null)
  if (closed.length === 0) return null
  return (
    <>
      {last && (
        <p className="standing">
          <b>{say(`vote.state.${last.state}`)}</b>
          {last.counts && (
            <span className="num">
              {(['yes', 'no', 'abstain'] as const)
                .map((choice) => `${say(`choice.${choice}`)} ${last.counts?.[choice]}`)
                .join(' · ')}
            </span>
          )}
        </p>
      )}
      {last?.resolution && (
        <More href={`/resolutions/${last.resolution}?county=${view.unit.code.slice(0, 6)}`}>
          {say('topic.toResolution')}
        </More>
      )}
      <details>
        <summary>{say('run.howVoted')}</summary>
        {closed.map((vote) => (
          <RunningVote key={vote.id} vote={vote} view={view} live={live} />
        ))}
      </details>
    </>
  )
}

/** The topic on the table: what it is, advice, who speaks, the consensus, the vote; in this order from the top. */
const OnTheTable = ({ view, item, live }: { view: MeetingView; item: Item; live: Live | undefined }) => {
  const say = useWords()
  const common = { id: view.id, prospects: view.prospects }
  const why = { name: 'reason', label: say('field.why'), kind: 'area' as const, most: 500 }
  const vote = item.votes.find(({ state }) => state === 'open')
  const room = view.roll.filter(({ here, recused }) => here && !recused)
  const members = room.map((row) => ({ value: row.member, label: nameOf(row) }))
  if (vote) return <RunningVote vote={vote} view={view} live={live} />
  const advised = item.advisers.length > 0 || item.advice.length > 0
  return (
    <>
      {advised && <Advice view={view} item={item} />}
      <Speakers view={view} item={item} />
      <Consensus view={view} item={item} />
      {!advised && <Advice view={view} item={item} />}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one */}
      <div className="acts" role="group" aria-label={say('run.otherwise')}>
        <Do
          of="meeting.recuse"
          endpoint="deliberation.recuse"
          {...common}
          asks={[{ name: 'member', label: say('field.member'), kind: 'select', choices: members }, why]}
        />
        <Do of="meeting.put-off" endpoint="deliberation.put-off" {...common} asks={[why]} />
      </div>
    </>
  )
}

type Props = { item: Item; view: MeetingView; live: Live | undefined; no: number }

/** One topic of the evening: a line until it is taken up, the whole desk while it is on the table, its result afterwards. */
export const ItemDesk = ({ item, view, live, no }: Props) => {
  const say = useWords()
  const county = view.unit.code.slice(0, 6)
  const decided = isDecided(item)
  const takes = view.state === 'sitting' && !decided && !item.current
  return (
    <Slip
      title={`${no}. ${item.title}`}
      number={item.number}
      href={`/topics/${item.id}?county=${county}`}
      className={item.current ? 'current' : ''}
      level={3}
    >
      {item.current && !decided && (
        <p>
          <b>{say('meeting.current')}</b>
        </p>
      )}
      <details>
        <summary>{say('run.whatItIs')}</summary>
        <p className="own">{item.text}</p>
      </details>
      <GrantsNote grants={item.grants} />
      <ReservedHint concern={item.concerns} kind={item.body} />
      <Result view={view} item={item} live={live} />
      {item.current && !decided && view.state === 'sitting' && <OnTheTable view={view} item={item} live={live} />}
      {takes && (
        <div className="acts">
          <Do
            of="meeting.take-item"
            endpoint="deliberation.take-item"
            id={view.id}
            prospects={view.prospects}
            body={() => ({ topic: item.id })}
            main
          />
        </div>
      )}
    </Slip>
  )
}
