import { createHash } from 'node:crypto'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { type Act, act } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { openingOf } from '@gongzhi/kernel/server/open-subject.ts'
import { takeSnapshot } from '@gongzhi/people/server'
import { endpoints } from '../contract.ts'
import type { Choice, Counts, Vote } from '../rules/rows.ts'
import { ballotText, none, verdictsOf } from '../rules/tally.ts'
import { lawNow } from './law-now.ts'
import { meetingSubject } from './meeting-subject.ts'
import { resolutionOpening } from './resolution-subject.ts'
import { findTitle } from './store-view.ts'
import { addBallot, addPaperSlip, ballotLines, dropMany, findVoter, openVoters, shakeUrn } from './store-vote.ts'
import { freshKey, slipsOfOwn } from './vote-keys.ts'
import { voteSubject } from './vote-subject.ts'

/** How a member stands in the vote. */
const voterIn = {
  reads: (input: { member: string }, actor: { county: string }, id: string) => [
    findVoter(actor.county, id, input.member),
  ],
  finds: (read: readonly (readonly Row[])[]) => ({ voter: read[0]?.[0] }),
}

/** 提请表决: the consensus text is put to whoever is in the room now; the roll is kept as it is (D14, I5). */
const putToVote = (crypto: Crypto): Act =>
  act({
    subject: meetingSubject,
    act: 'put-to-vote',
    endpoint: endpoints.putToVote,
    standsStill: true,
    data: ({ input, row, key }) => ({ ...input, topic: row.item, vote: input.id ?? derivedId(key, 'vote') }),
    also: (decided) => {
      const { row, docket, input, key, now, actor } = decided
      if (row.item === null) return []
      const id = input.id ?? derivedId(key, 'vote')
      const snapshot = derivedId(key, 'roll')
      const keys = input.mode === 'secret' ? freshKey(crypto) : { publicKey: null, privateKey: null }
      const recused = row.room.recused.length
      const present = row.room.present.filter((member) => !row.room.recused.includes(member)).length
      const fresh: Vote = {
        meeting: docket.id,
        topic: row.item,
        unitCode: row.unitCode,
        body: row.body,
        mode: input.mode,
        text: input.text,
        clauses: input.clauses,
        snapshot,
        entitled: row.room.entitled - recused,
        present,
        recused,
        ...keys,
        paper: null,
        counts: null,
        verdicts: null,
        passed: null,
        ballots: null,
        resolution: null,
        annulled: null,
        cast: none,
        slipsByPaper: 0,
        slipsByPhone: 0,
        roomPresent: present,
        roomEntitled: row.room.entitled - recused,
        sitsAt: row.startsAt,
      }
      const on = isoDay(dayOf(row.startsAt))
      return [
        takeSnapshot(docket.county, { id: snapshot, body: row.body, on, at: now, takenFor: id }),
        ...openingOf(
          decided,
          {
            subject: voteSubject,
            id,
            title: docket.title,
            unitCode: docket.unitCode,
            category: docket.category,
            parent: docket.id,
            row: fresh,
            capacity: decided.capacity,
            data: { topic: row.item, mode: input.mode, text: input.text, entitled: fresh.entitled, present },
          },
          { actor, key: derivedId(key, 'vote-opening') },
        ),
        openVoters(docket.county, id, docket.id, row.item),
      ]
    },
  })

/** 发纸票: for whoever has no phone; no second slip by phone for them. What was counted before is counted again with it. */
const handSlip = act({
  subject: voteSubject,
  act: 'hand-slip',
  endpoint: endpoints.handSlip,
  ...voterIn,
  change: () => ({ paper: null }),
  also: ({ docket, input }) => [addPaperSlip(docket.county, docket.id, input.member)],
})

/** 记举手: seen by everybody in the room and noted by the secretary; the journal keeps that it was noted, not what. */
const noteHand = act({
  subject: voteSubject,
  act: 'note-hand',
  endpoint: endpoints.noteHand,
  ...voterIn,
  data: ({ input }) => ({ member: input.member, how: input.how }),
  also: ({ docket, input }) => [addBallot(docket.county, docket.id, input.member, input.choice, input.how)],
})

const PAPER = 'deliberation.paper-count'
const countText = ({ yes, no, abstain }: Counts) => JSON.stringify({ yes, no, abstain })

/**
 * 计纸票 by the first teller. Where few vote on paper their count alone says how they voted, and who they are is known: it is
 * sealed, and what the journal keeps of the request cannot be guessed without the key of the house (P3).
 */
const countPaper = (crypto: Crypto): Act =>
  act({
    subject: voteSubject,
    act: 'count-paper',
    endpoint: endpoints.countPaper,
    asks: (input) => crypto.keyedHash(PAPER, countText(input)),
    change: ({ input, actor }) => ({
      paper: {
        sealed: crypto.encrypt(PAPER, countText(input)),
        tellers: actor.account === null ? [] : [actor.account],
        confirmed: false,
      },
    }),
    // the count belongs to the vote, once it is closed
    data: () => ({}),
  })

/** 复核纸票: another person has counted the same (I2). Paper goes into the one urn, signed like every other slip. */
const confirmPaper = (crypto: Crypto): Act =>
  act({
    subject: voteSubject,
    act: 'confirm-paper',
    endpoint: endpoints.confirmPaper,
    change: ({ row, actor }) =>
      row.paper === null
        ? {}
        : { paper: { ...row.paper, tellers: [...row.paper.tellers, actor.account ?? ''], confirmed: true } },
    data: () => ({}),
    also: ({ row, docket }) => {
      if (!row.paper?.sealed || row.privateKey === null) return []
      const counts = JSON.parse(crypto.decrypt(PAPER, row.paper.sealed)) as Counts
      const choices = (['yes', 'no', 'abstain'] satisfies Choice[]).flatMap((choice) =>
        Array.from({ length: counts[choice] }, () => choice),
      )
      const slips = slipsOfOwn(crypto, row.privateKey, choices.length)
      return [
        dropMany(
          docket.county,
          slips.map((slip, n) => ({ vote: docket.id, ...slip, choice: choices[n] ?? 'abstain' })),
        ),
        shakeUrn(docket.county, docket.id),
      ]
    },
  })

/** What is left of the paper when a vote is over: who counted, not what. */
const tellersOnly = ({ paper }: Vote) => paper && { ...paper, sealed: null }

/** 结束表决: nobody votes while it is counted; count, verdicts, the hash of the ballots; the key of a secret vote is erased. */
const closeVote = act({
  subject: voteSubject,
  act: 'close',
  endpoint: endpoints.closeVote,
  standsStill: true,
  reads: (_input, actor, id) => [ballotLines(actor.county, id), findTitle(actor.county, id)],
  change: ({ row, to, key, read }) => {
    const lines = (read[0] ?? []) as { of: string; choice: string }[]
    const passed = to === 'passed'
    return {
      counts: row.cast,
      verdicts: [...verdictsOf(lawNow(row.unitCode, row.sitsAt), row)],
      passed,
      ballots: createHash('sha256').update(ballotText(lines)).digest('hex'),
      resolution: passed ? derivedId(key, 'resolution') : null,
      privateKey: null,
      paper: tellersOnly(row),
    }
  },
  data: ({ row, to, key }) => ({
    topic: row.topic,
    counts: row.cast,
    resolution: to === 'passed' ? derivedId(key, 'resolution') : null,
  }),
  also: (decided) => {
    const { row, docket, to, key, read, actor } = decided
    const shaken = row.mode === 'secret' ? [shakeUrn(docket.county, docket.id)] : []
    if (to !== 'passed') return shaken
    const about = read[1]?.[0] as { title: string; concerns: string } | undefined
    return [
      ...shaken,
      ...openingOf(
        decided,
        resolutionOpening({
          id: derivedId(key, 'resolution'),
          vote: docket.id,
          row,
          title: about?.title ?? docket.title,
          concerns: about?.concerns ?? 'common',
          capacity: decided.capacity,
        }),
        { actor, key: derivedId(key, 'resolution-opening') },
      ),
    ]
  },
})

/** 作废: does not count, with the reason; the topic can be put to the vote again. */
const annul = act({
  subject: voteSubject,
  act: 'annul',
  endpoint: endpoints.annul,
  change: ({ input, row }) => ({ annulled: input.reason, privateKey: null, paper: tellersOnly(row) }),
  // the urn keeps no order, whether it is counted or not (I6)
  also: ({ row, docket }) => (row.mode === 'secret' ? [shakeUrn(docket.county, docket.id)] : []),
})

export const voteActs = (crypto: Crypto): readonly Act[] => [
  putToVote(crypto),
  handSlip,
  noteHand,
  countPaper(crypto),
  confirmPaper(crypto),
  closeVote,
  annul,
]
