import { Problem } from '@gongzhi/kernel/problem.ts'
import { systemActor } from '@gongzhi/kernel/reach.ts'
import { performWithin } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Listener } from '@gongzhi/kernel/server/module.ts'
import { replaceRule } from './acts/other-acts.ts'
import { replacedBy } from './store.ts'

/** Whatever a publication replaced says so in its own journal, and its clock is set to its new last day. */
export const followPublication: Listener = {
  id: 'law.follow-publication',
  kinds: ['local-rule'],
  wants: ({ act }) => act === 'publish-rule',
  hear: async (env, tx, fact) => {
    for (const { id } of await tx.rows(replacedBy(fact.county, fact.subject))) {
      const call = {
        actor: systemActor(fact.county),
        key: derivedId(fact.subject, String(fact.seq), id as string),
      }
      try {
        await performWithin(env, tx, replaceRule, id as string, { by: fact.subject }, call)
      } catch (error) {
        // withdrawn or at its end meanwhile: nothing is owed
        if (!(error instanceof Problem && error.body.status === 409)) throw error
      }
    }
  },
}
