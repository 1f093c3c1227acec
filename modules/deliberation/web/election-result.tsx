import { PaperButtons } from '@gongzhi/documents/web'
import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { DataTable, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { RecordSeal } from '@gongzhi/record/web'
import { electionGrounds } from '../rules/election-rows.ts'
import type { ElectionView } from './api.ts'
import { Do } from './do.tsx'
import { VerdictOf } from './verdict-of.tsx'
import { useWords } from './words.ts'

type Props = { view: ElectionView }
type Ballot = ElectionView['ballots'][number]

const BallotSlip = ({ view, ballot }: Props & { ballot: Ballot }) => {
  const say = useWords()
  const titles = new Map(view.seats.map((one) => [one.class, one.title]))
  return (
    <Slip title={say(`election.ballot.${ballot.kind}`, { round: ballot.round })} level={3}>
      <p className="num">
        {say('election.papers', {
          given: ballot.given,
          returned: ballot.returned,
          valid: ballot.valid,
          invalid: ballot.invalid,
        })}
      </p>
      <VerdictOf verdict={ballot.quorum} kind="quorum" />
      <DataTable
        caption={say(`election.ballot.${ballot.kind}`, { round: ballot.round })}
        rows={[...ballot.sums]}
        rowKey={(row) => row.nominee}
        empty={say('election.nobody')}
        columns={[
          { id: 'name', head: say('roll.name'), cell: (row) => row.shown },
          {
            id: 'class',
            head: say('roll.class'),
            cell: (row) => titles.get(row.class) ?? say('election.theChair'),
          },
          {
            id: 'votes',
            head: say('election.votes'),
            cell: (row) => say('election.votesOf', { n: row.votes, need: row.verdict.clauses[0]?.sums[0]?.need ?? 0 }),
          },
          { id: 'result', head: say('election.result'), cell: (row) => say(`election.result.${row.result}`) },
        ]}
      />
      <details>
        <summary>{say('election.basis')}</summary>
        {ballot.sums.map((row) => (
          <div key={row.nominee}>
            <p>{row.shown}</p>
            <VerdictOf verdict={row.verdict} kind="pass" open />
          </div>
        ))}
      </details>
      <p className="quiet">
        {say('election.tellers')}：{ballot.tellers.join('、')}
      </p>
    </Slip>
  )
}

/** Every ballot as it was counted, with what the law asks of it. */
export const Ballots = ({ view }: Props) => {
  const say = useWords()
  if (view.ballots.length === 0) return null
  return (
    <section className="section" aria-labelledby="ballots">
      <h2 id="ballots">{say('election.ballots')}</h2>
      {view.open.length > 0 && (
        <p className="late">
          {say('election.open', { what: view.open.map(({ title, seats }) => `${title} ${seats}`).join('、') })}
        </p>
      )}
      {view.ballots.map((ballot) => (
        <BallotSlip key={ballot.at} view={view} ballot={ballot} />
      ))}
    </section>
  )
}

/** 公示: until when, its place in the public record, what was objected and what was answered. */
export const Posting = ({ view }: Props) => {
  const say = useWords()
  const common = { id: view.id, prospects: view.prospects }
  if (!view.postedAt || !view.postedUntil) return null
  return (
    <section className="section" aria-labelledby="posting">
      <h2 id="posting">{say('election.posting')}</h2>
      <p>
        {say('election.postedFor', {
          from: formatDay(view.postedAt),
          until: formatDay(view.postedUntil),
          n: view.postingDays,
        })}{' '}
        {view.postingMark === 'unverified' && <small>{say('election.postingMark')}</small>}
      </p>
      {view.record && <RecordSeal county={view.unit.code.slice(0, 6)} record={view.record} />}
      <PaperButtons paper="election-posting" id={view.id} name={say('election.paper')} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one */}
      <div className="acts" role="group" aria-label={say('election.objecting')}>
        <Do
          of="election.object-to-election"
          endpoint="deliberation.object-to-election"
          {...common}
          asks={[
            {
              name: 'ground',
              label: say('election.ground'),
              kind: 'cards',
              choices: electionGrounds.map((value) => ({ value, label: say(`election.ground.${value}`) })),
            },
            { name: 'text', label: say('election.objection'), kind: 'area' },
          ]}
        />
      </div>
      {view.objections.map((one) => (
        <Slip key={one.id} title={say(`election.ground.${one.ground}`)} level={3}>
          <p className="own">{one.text}</p>
          {one.answer ? (
            <p>
              <b>{say('meeting.answer')}</b> {one.answer}
            </p>
          ) : (
            <div className="acts">
              <Do
                of="election.answer-election-objection"
                endpoint="deliberation.answer-election-objection"
                {...common}
                draft={one.id}
                asks={[{ name: 'text', label: say('meeting.answer'), kind: 'area' }]}
                body={({ text }) => ({ objection: one.id, text })}
              />
            </div>
          )}
        </Slip>
      ))}
    </section>
  )
}
