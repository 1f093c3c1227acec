import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import type { DocketRow } from '@gongzhi/kernel/server/docket.ts'
import { prospectsOf } from '@gongzhi/kernel/server/prospects-of.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { seatOf } from '../rules/bodies.ts'
import type { Choice } from '../rules/rows.ts'
import { totalOf } from '../rules/tally.ts'
import { spoken } from './spoken.ts'
import { readVote } from './store-vote.ts'
import { voteSubject } from './vote-subject.ts'

type Mine = { readonly member: string; readonly mine: Choice | null; readonly slip: 'phone' | 'paper' | null }

/** A vote as whoever asks may see it; while a secret one is open nobody sees how it stands (P3). */
export const voteViewOf = (env: Env, actor: Actor, row: Row, meeting: DocketRow) => {
  const vote = readVote(row)
  const state = row.docket_state as string
  const open = state === 'open'
  const shown = vote.mode === 'open' || !open
  const me = row.me as Mine | null
  const counts = vote.counts ?? (shown && state !== 'annulled' ? vote.cast : null)
  const docket = { ...meeting, id: row.id as string, kind: 'vote', state, holderOrg: seatOf(vote.body) }
  const prospects = prospectsOf(env, voteSubject, vote, docket, actor)
  return {
    id: row.id as string,
    number: row.docket_number as string,
    topic: vote.topic,
    state,
    mode: vote.mode,
    text: vote.text,
    clauses: vote.clauses.map(({ text }) => ({ text })),
    entitled: vote.entitled,
    present: vote.present,
    recused: vote.recused,
    voters: vote.present,
    in: totalOf(vote.counts ?? vote.cast),
    counts,
    slips: vote.slipsByPaper + vote.slipsByPhone,
    paperSlips: vote.slipsByPaper,
    publicKey: vote.publicKey,
    me: me ? { voter: true, mine: me.mine, slip: me.slip } : null,
    verdicts: vote.verdicts?.map(spoken) ?? null,
    passed: vote.passed,
    ballots: vote.ballots,
    resolution: vote.resolution,
    annulled: vote.annulled,
    // how paper was counted is part of the one count, and shown apart to nobody (P3)
    paper: vote.paper ? { confirmed: vote.paper.confirmed } : null,
    // whose hand is still to be noted; not what they chose, and never of a secret vote
    balloted: open && prospects.some(({ act }) => act === 'note-hand') ? (row.balloted as string[]) : [],
    prospects,
  }
}
