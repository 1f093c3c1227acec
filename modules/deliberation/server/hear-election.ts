import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Listener } from '@gongzhi/kernel/server/module.ts'
import { endRoll, enterElected, seatElected } from '@gongzhi/people/server'
import { toRecord } from '@gongzhi/record/server'
import { publicElection } from './election-ballots.ts'
import { findElection, listElected, readElection } from './store-election.ts'
import { chairPost } from './take-office.ts'

/* What follows from an election by itself (D08). */

/** Those elected are on the council’s roll, those before are not, and the chair has the post. */
export const seatCouncil: Listener = {
  id: 'deliberation.seat-council',
  kinds: ['election'],
  wants: ({ act }) => act === 'take-office',
  hear: async (env, tx, fact) => {
    const [stored] = await tx.rows(findElection(fact.county, fact.subject))
    if (!stored) return
    const row = readElection(stored)
    const cause = { county: fact.county, body: row.body, key: derivedId(fact.subject, String(fact.seq)) }
    const reason = `换届：${stored.number as string}`
    if (row.sort === 'renewal') await endRoll(env, tx, cause, reason)
    const account = fact.data.chairAccount
    // the chair is a member by the account they take office with, also where paper named them
    const chairs = row.withChair && row.sort === 'renewal' && typeof account === 'string' ? account : null
    const rows = await tx.rows(listElected(fact.county, fact.subject))
    const taken = rows.some((one) => one.account === chairs)
    const elected = rows.map((one) => ({
      id: one.id as string,
      account: (one.account as string | null) ?? (one.chair === true && !taken ? chairs : null),
      nameEnc: one.name_enc as string,
      shown: one.shown as string,
      class: one.class as string,
    }))
    // whoever was there before was there until this day: nobody is in office twice
    const term = { from: isoDay(dayOf(fact.at)), until: row.until }
    await enterElected(env, tx, cause, term, elected)
    if (row.withChair && typeof account === 'string')
      await seatElected(env, tx, cause, { ...term, post: chairPost(row.unitCode), account, reason })
  },
}

/** A posted result is public for good: numbers and verdicts, no names (P16). */
export const publishElection: Listener = {
  id: 'deliberation.publish-election',
  kinds: ['election'],
  wants: ({ act }) => act === 'post-result',
  hear: async (_env, tx, fact) => {
    const [stored] = await tx.rows(findElection(fact.county, fact.subject))
    if (!stored) return
    const row = readElection(stored)
    const number = stored.number as string
    const at = new Date(fact.at).toISOString()
    const words = { ...publicElection(row), at, digest: row.digest, number, signature: row.signature }
    await tx.rows(toRecord(fact.county, 'election', fact.subject, fact.seq, number, words))
  },
}
