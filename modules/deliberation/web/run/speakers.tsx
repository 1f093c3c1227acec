import { ActButton, ErrorNotice, TextArea, toast } from '@gongzhi/kernel/web/kit/index.ts'
import { type Item, type MeetingView, useAct } from '../api.ts'
import { Do } from '../do.tsx'
import { useDraft } from '../draft.ts'
import { useWhy } from '../why.ts'
import { useWords } from '../words.ts'
import { nameOf } from './find-in-roll.tsx'

const nothing = { gist: '' }

/** Who has the floor, and what they say in a few words, for the minutes. */
const Speaking = ({ view, name, draft }: { view: MeetingView; name: string; draft: string }) => {
  const say = useWords()
  const why = useWhy()
  const end = useAct('deliberation.end-turn')
  const { values, change, drop } = useDraft(draft, nothing)
  const over = () => {
    const gist = values.gist.trim()
    end.mutate(
      { params: { id: view.id }, body: gist === '' ? {} : { gist } },
      {
        onSuccess: () => {
          drop()
          toast(`${say('meeting.act.end-turn')} · ${say('done')}`, 2_500)
        },
      },
    )
  }
  return (
    <div className="stack tight speaking">
      <p role="status">
        {say('meeting.speaking')} <b>{name}</b>
      </p>
      <TextArea
        name="gist"
        label={say('field.gist')}
        rows={2}
        maxLength={500}
        value={values.gist}
        onChange={(gist) => change({ gist })}
      />
      <ErrorNotice problem={end.error} unmetWords={why} />
      <ActButton kind="main" busy={end.isPending} onAct={over}>
        {say('meeting.act.end-turn')}
      </ActButton>
    </div>
  )
}

/** 依次发言 (D14): who speaks, who waits, who has not had a turn; asked round when nobody says more. */
export const Speakers = ({ view, item }: { view: MeetingView; item: Item }) => {
  const say = useWords()
  const why = useWhy()
  const floor = useAct('deliberation.give-floor')
  const turns = new Map(item.turns.map((turn) => [turn.member, turn]))
  const room = view.roll.filter(({ here, recused }) => here && !recused)
  const stateOf = (member: string) => turns.get(member)?.state
  const waiting = item.turns.flatMap(({ member, state }) =>
    state === 'waiting' ? room.filter((row) => row.member === member) : [],
  )
  const quiet = room.filter(({ member }) => stateOf(member) === undefined)
  const had = room.filter(({ member }) => stateOf(member) === 'spoken' || stateOf(member) === 'passed')
  const speaker = item.turns.find(({ state }) => state === 'speaking')
  const speaks = view.roll.find(({ member }) => member === speaker?.member)
  const said = item.turns.filter(({ gist }) => gist !== null)
  const give = (row: (typeof room)[number], first: boolean) => (
    <li key={row.member}>
      <span>
        {nameOf(row)} {first && <small>{say('meeting.waits')}</small>}
      </span>
      <button
        type="button"
        className={first ? 'tap first' : 'tap'}
        aria-label={`${nameOf(row)} ${say('meeting.act.give-floor')}`}
        onClick={() => floor.mutate({ params: { id: view.id }, body: { member: row.member } })}
      >
        {say('meeting.act.give-floor')}
      </button>
    </li>
  )
  return (
    <section className="section" aria-labelledby="speakers">
      <h3 id="speakers">
        {say('meeting.speakers')} <small className="num">{say('run.turns', { n: had.length, all: room.length })}</small>
      </h3>
      {speaker && (
        <Speaking
          key={speaker.member}
          view={view}
          name={speaks ? nameOf(speaks) : speaker.shown}
          draft={`${view.id}.${item.id}.${speaker.member}`}
        />
      )}
      <ErrorNotice problem={floor.error} unmetWords={why} />
      {waiting.length > 0 && <ul className="taps">{waiting.map((row) => give(row, true))}</ul>}
      {quiet.length > 0 && (
        <details>
          <summary>{say('run.notYet', { n: quiet.length })}</summary>
          <ul className="taps">{quiet.map((row) => give(row, false))}</ul>
        </details>
      )}
      {had.length > 0 && (
        <details>
          <summary>{say('run.again')}</summary>
          <ul className="taps">{had.map((row) => give(row, false))}</ul>
        </details>
      )}
      {said.length > 0 && (
        <details>
          <summary>{say('run.said', { n: said.length })}</summary>
          <ol className="said">
            {said.map((turn) => (
              <li key={turn.member}>
                {view.roll.find(({ member }) => member === turn.member)?.name ?? turn.shown}
                <p>{turn.gist}</p>
              </li>
            ))}
          </ol>
        </details>
      )}
      <Do of="meeting.offer-round" endpoint="deliberation.offer-round" id={view.id} prospects={view.prospects} />
    </section>
  )
}
