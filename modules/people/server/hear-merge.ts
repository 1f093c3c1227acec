import { systemActor } from '@gongzhi/kernel/reach.ts'
import { performWithin } from '@gongzhi/kernel/server/act.ts'
import type { Listener } from '@gongzhi/kernel/server/module.ts'
import { readMergeFact } from '@gongzhi/territory/rules'
import { moveHolding } from './move-holding.ts'
import { holdingsOpen, movePosts } from './store.ts'

/** Villages were merged: their posts go on at the new one, with the old stretch kept readable (I06). */
export const hearMerge: Listener = {
  id: 'people.hear-merge',
  kinds: ['division-merge'],
  hear: async (env, tx, fact) => {
    const { ended, into } = readMergeFact(fact.data)
    const moved = await tx.rows<{ id: string }>(movePosts(fact.county, ended, into))
    const holdings = await tx.rows<{ id: string }>(
      holdingsOpen(
        fact.county,
        moved.map(({ id }) => id),
      ),
    )
    for (const { id } of holdings) {
      const input = { merge: fact.subject, into }
      await performWithin(env, tx, moveHolding, id, input, {
        actor: systemActor(fact.county),
        key: `move ${id} ${fact.subject}`,
      })
    }
  },
}
