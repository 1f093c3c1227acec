import type { Listener } from '@gongzhi/kernel/server/module.ts'
import { readMergeFact } from '@gongzhi/territory/rules'
import { addMoved } from '@gongzhi/territory/server'
import { moveVillage } from './store.ts'

/** People of merged villages live in the new one from now on (I06). */
export const hearMerge: Listener = {
  id: 'identity.hear-merge',
  kinds: ['division-merge'],
  hear: async (_env, tx, fact) => {
    const { ended, into } = readMergeFact(fact.data)
    const moved = await tx.rows(moveVillage(fact.county, ended, into))
    await tx.rows(addMoved(fact.county, fact.subject, 'people', moved.length))
  },
}
