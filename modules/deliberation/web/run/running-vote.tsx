import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { useLaw, verdictOn } from '@gongzhi/law/web'
import { kindOf } from '../../rules/bodies.ts'
import { numbersOf, ruleOf } from '../../rules/numbers.ts'
import type { MeetingView, VoteView } from '../api.ts'
import { Do } from '../do.tsx'
import type { Live } from '../use-live.ts'
import { VerdictOf } from '../verdict-of.tsx'
import { VoteCard } from '../vote-card.tsx'
import { useWords } from '../words.ts'
import { Hands } from './hands.tsx'
import { PaperSlips } from './paper-slips.tsx'

type Props = { vote: VoteView; view: MeetingView; live: Live | undefined }

/** How an open vote would end if it ended now: the same sum and article as at its end. */
const Forecast = ({ vote, view, live }: Props) => {
  const law = useLaw(view.unit.code, isoDay(dayOf(Date.parse(view.startsAt))))
  const counts = live?.tallies.get(vote.id)?.counts ?? vote.counts
  if (!law || !counts) return null
  const kind = kindOf(view.body)
  const { entitled, present } = vote
  const verdict = verdictOn(law, ruleOf(kind, 'pass'), numbersOf(kind, { entitled, present }, counts))
  return <VerdictOf verdict={verdict} kind="pass" open />
}

/** A vote for those who run the talk: the count as it grows, hands and paper, the end of it. */
export const RunningVote = ({ vote, view, live }: Props) => {
  const say = useWords()
  const common = { id: vote.id, prospects: vote.prospects }
  const open = vote.state === 'open'
  return (
    <VoteCard vote={vote} county={view.unit.code.slice(0, 6)} live={live}>
      {open && vote.prospects.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one
        <div className="stack tight" role="group" aria-label={say('meeting.acts')}>
          {vote.mode === 'open' ? (
            <>
              <Forecast vote={vote} view={view} live={live} />
              <Hands vote={vote} view={view} />
            </>
          ) : (
            <PaperSlips vote={vote} view={view} />
          )}
          <div className="acts">
            <Do of="vote.close" endpoint="deliberation.close" {...common} main />
            <Do
              of="vote.annul"
              endpoint="deliberation.annul"
              {...common}
              asks={[{ name: 'reason', label: say('field.why'), kind: 'area', most: 500 }]}
            />
          </div>
        </div>
      )}
    </VoteCard>
  )
}
