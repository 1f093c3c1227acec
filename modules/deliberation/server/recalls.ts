import { openName } from '@gongzhi/identity/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { invalid, notYours, refused } from '@gongzhi/kernel/problem.ts'
import { type Act, act, scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { capacityAt } from '@gongzhi/kernel/server/docket.ts'
import { digest } from '@gongzhi/kernel/server/journal.ts'
import type { Context, Listener } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import { findDocket } from '@gongzhi/kernel/server/store-act.ts'
import { takeOff } from '@gongzhi/people/server'
import { toRecord } from '@gongzhi/record/server'
import { endpoints } from '../contract.ts'
import { quorumIn } from '../rules/ballot.ts'
import { callOf, type Recall, type RecallBallot, type RecallSums, removalOf } from '../rules/recall.ts'
import { recallAccess } from './access.ts'
import { lawOfChoosing } from './law-now.ts'
import { lawOfRecall, recallSubject } from './recall-subject.ts'
import { findTellers } from './store-election.ts'
import { entitledIn, findConcerned, loadRecall, readRecall } from './store-recall.ts'
import { chairPost } from './take-office.ts'

/* 罢免 D08: proposed with enough signatures, the member heard, decided by the representatives in their own meeting. */

/** Handles POST /recalls: the signatures are on paper; who signed is kept for the village’s keepers. */
export const proposeRecall = async ({ env, actor, body, key, madeAt }: Context<typeof endpoints.proposeRecall>) => {
  const capacity = capacityAt(recallAccess['propose-recall'], actor, body.unit)
  if (!capacity) throw notYours('propose-recall')
  const on = isoDay(dayOf(env.now()))
  const [council = [], representatives = []] = await env.db.batch(scopeOf(actor), [
    entitledIn(actor.county, `${body.unit}.council`, on),
    entitledIn(actor.county, `${body.unit}.representatives`, on),
  ])
  const known = new Set(representatives.map(({ id }) => id))
  const wrong = [
    ...(council.some(({ id }) => id === body.member) ? [] : [{ pointer: '/body/member', code: 'unknown' }]),
    ...body.proposers.flatMap((id, n) => (known.has(id) ? [] : [{ pointer: `/body/proposers/${n}`, code: 'unknown' }])),
  ]
  if (wrong.length > 0) throw invalid(wrong)
  const proposers = [...new Set(body.proposers)]
  const call = callOf(lawOfChoosing(body.unit, env.now()), proposers.length, representatives.length)
  if (!call.met) throw refused('propose-recall', ['proposers-enough'], [])
  const { member, reason, alsoChair } = body
  return openSubject(
    env,
    {
      subject: recallSubject,
      id: derivedId(key, 'recall'),
      // who it is about stands on its page, masked as on the roll, and in no list
      title: '罢免议事会成员',
      unitCode: body.unit,
      capacity,
      row: {
        ...{ unitCode: body.unit, body: `${body.unit}.council`, member, reason, alsoChair, proposers, call },
        ...{ heard: null, ballot: null, digest: null, room: null },
      },
      data: { member, reason, alsoChair, proposers: proposers.length },
      asked: body,
    },
    { actor, key, madeAt },
  )
}

const noteHearing = act({
  subject: recallSubject,
  act: 'note-hearing',
  endpoint: endpoints.noteHearing,
  openTo: 'county',
  reads: (_input, actor, id) => [findConcerned(actor.county, id)],
  finds: (read) => ({ concerned: read[0]?.[0]?.account ?? null }),
  change: ({ row, input }) => ({ heard: row.heard === null ? input.text : `${row.heard}；${input.text}` }),
  data: ({ capacity, input }) => ({ text: input.text, how: capacity.post === null ? 'phone' : 'paper' }),
})

const ballotOf = (
  row: Recall,
  now: number,
  input: RecallSums & { readonly tellers: readonly string[] },
): RecallBallot => {
  const { room } = row
  if (!room) throw new TypeError('a ballot without a meeting')
  const law = lawOfRecall(row, now)
  const { given, returned, valid, invalid: bad, yes, no, abstain, tellers } = input
  return {
    ...{ at: new Date(now).toISOString(), meeting: room.meeting, snapshot: room.snapshot, entitled: room.entitled },
    ...{ present: room.present.length, given, returned, valid, invalid: bad, yes, no, abstain, tellers },
    verdicts: [quorumIn(law, room), removalOf(law, room.present.length, input)],
  }
}
const publicRecall = (row: Recall, ballot: RecallBallot | null) => ({
  ballot: ballot === null ? null : { ...ballot, tellers: undefined },
  call: row.call,
  chair: row.alsoChair,
  member: row.member,
  proposers: row.proposers.length,
  unit: row.unitCode,
})
/** SHA-256 over the numbers of a recall, hex. */
export const recallDigest = (row: Recall, ballot: RecallBallot | null): string =>
  digest(publicRecall(row, ballot)).toString('hex')

const decideRecall = (crypto: Crypto): Act =>
  act({
    subject: recallSubject,
    act: 'decide-recall',
    endpoint: endpoints.decideRecall,
    standsStill: true,
    reads: (input, actor, id) => [findTellers(actor.county, input.tellers), findConcerned(actor.county, id)],
    finds: (read, input) => {
      const one = read[1]?.[0]
      const name = one && openName(crypto, one.name_enc as string)
      const clash = (read[0] ?? []).some(
        (row) =>
          openName(crypto, row.name_enc as string) === name || (row.account !== null && row.account === one?.account),
      )
      return { tellersFound: { ids: input.tellers, clash } }
    },
    change: ({ row, now, input }) => {
      const ballot = ballotOf(row, now, input)
      return { ballot, digest: recallDigest(row, ballot) }
    },
    data: ({ row, now, input }) => ({ ...ballotOf(row, now, input), tellers: input.tellers }),
  })

const withdrawRecall = act({ subject: recallSubject, act: 'withdraw-recall', endpoint: endpoints.withdrawRecall })

export const recallActs = (crypto: Crypto): readonly Act[] => [noteHearing, decideRecall(crypto), withdrawRecall]

/** A removed member is off the roll with the reason, the chair’s post is empty; the decision is public, by numbers. */
export const followRecall: Listener = {
  id: 'deliberation.follow-recall',
  kinds: ['recall'],
  wants: ({ act: done }) => done === 'decide-recall',
  hear: async (env, tx, fact) => {
    const [stored] = await tx.rows(loadRecall(fact.county, fact.subject))
    const [docket] = await tx.rows(findDocket(fact.county, fact.subject))
    if (!stored || !docket) return
    const row = readRecall(stored)
    const number = docket.number as string
    const key = derivedId(fact.subject, String(fact.seq))
    if (fact.to === 'removed')
      await takeOff(
        env,
        tx,
        { county: fact.county, key },
        row.member,
        `罢免：${number}`,
        row.alsoChair ? chairPost(row.unitCode) : null,
      )
    const words = {
      ...publicRecall(row, row.ballot),
      at: new Date(fact.at).toISOString(),
      digest: row.digest,
      number,
      result: fact.to,
    }
    await tx.rows(toRecord(fact.county, 'recall', fact.subject, fact.seq, number, words))
  },
}
