import type { Moment, Subject } from '@gongzhi/kernel/server/subject.ts'
import { seatOf } from '../rules/bodies.ts'
import { SECRET_LEAST } from '../rules/quorum.ts'
import type { Counts, Vote } from '../rules/rows.ts'
import { totalOf, verdictsOf } from '../rules/tally.ts'
import { type VoteFacts, type VoteState, vote } from '../rules/vote.ts'
import { voteAccess } from './access.ts'
import { lawNow } from './law-now.ts'
import { insertVote, loadVote, patchVote, readVote } from './store-vote.ts'
import { RULE, written } from './written.ts'

type Input = Record<string, unknown>

const facts = ({ row, actor, input }: Moment<Vote, Input>): VoteFacts => {
  const [quorum, pass] = verdictsOf(lawNow(row.unitCode, row.sitsAt), row)
  const asked = input as Partial<Counts>
  const voter = input.voter as { readonly free: boolean } | undefined
  return {
    reason: written(input, 'reason'),
    quorum: quorum.met,
    passes: pass.met,
    paperOut: row.slipsByPaper,
    paperCounted: row.paper !== null,
    paperConfirmed: row.paper?.confirmed === true,
    countsFit:
      typeof asked.yes === 'number' &&
      typeof asked.no === 'number' &&
      typeof asked.abstain === 'number' &&
      asked.yes + asked.no + asked.abstain <= row.slipsByPaper,
    otherTeller: row.paper !== null && !row.paper.tellers.includes(actor.account ?? ''),
    memberVoter: voter !== undefined,
    memberFree: voter?.free === true,
    secret: row.mode === 'secret',
    enoughForSecrecy: row.mode === 'open' || totalOf(row.cast) >= SECRET_LEAST,
  }
}

/** 表决: a child of its meeting. Ballots are no acts of it, so that five hundred a second do not queue for one row. */
export const voteSubject: Subject<VoteState, VoteFacts, Vote> = {
  kind: 'vote',
  series: 'V',
  rule: RULE,
  procedure: vote,
  access: voteAccess,
  load: loadVote,
  read: readVote,
  insert: insertVote,
  patch: patchVote,
  facts,
  standing: (state, row) => ({
    holderOrg: state === 'open' ? seatOf(row.body) : null,
    holder: null,
    dueAt: null,
    alarm: null,
    pausedFor: null,
    supervised: false,
  }),
  units: (row) => [seatOf(row.body)],
}
