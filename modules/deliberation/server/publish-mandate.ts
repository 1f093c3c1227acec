import type { Listener } from '@gongzhi/kernel/server/module.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import { toRecord } from '@gongzhi/record/server'
import { loadMandate, readMandate } from './store-mandate.ts'

/** A mandate and its end are public for good (P16): a decision of the representatives is worth what it rests on. */
export const publishMandate: Listener = {
  id: 'deliberation.publish-mandate',
  kinds: ['mandate'],
  wants: ({ act }) => act === 'give-mandate' || act === 'take-back',
  hear: async (_env, tx, fact) => {
    const [stored] = await tx.rows(loadMandate(fact.county, fact.subject))
    const [held] = await tx.rows(findDocket(fact.county, fact.subject))
    if (!stored || !held) return
    const { files: _, ended, ...row } = readMandate(stored)
    const { number } = readDocket(held)
    const at = new Date(fact.at).toISOString()
    const given = fact.act === 'give-mandate'
    const words = given ? { ...row, at, number } : { at, number, reason: ended, unit: row.unitCode }
    const [kind, no] = given ? ['mandate', number] : ['mandate-ended', `${number}-D`]
    await tx.rows(toRecord(fact.county, kind, fact.subject, fact.seq, no, words))
  },
}
