import { fileURLToPath } from 'node:url'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { everMay } from '@gongzhi/kernel/server/docket.ts'
import type { Module } from '@gongzhi/kernel/server/module.ts'
import { bind } from '@gongzhi/kernel/server/module.ts'
import { rowsWithoutDocket } from '@gongzhi/kernel/server/verify.ts'
import { endpoints } from '../contract.ts'
import names from '../data/names.json' with { type: 'json' }
import { localRuleAccess } from './access.ts'
import { discardRule, expireRule, replaceRule, withdrawRule } from './acts/other-acts.ts'
import { publishRule } from './acts/publish-rule.ts'
import { draftRule } from './draft-rule.ts'
import { followPublication } from './follow.ts'
import { lawAt, refreshLocalRules } from './packs-here.ts'
import { viewRules } from './view-rules.ts'

export { draftRule } from './draft-rule.ts'
export { lawAt, lawUnset, loadLocalRules } from './packs-here.ts'

/** The law of a place, for everybody to read; what places set for themselves. Call `loadLocalRules` once before listening. */
export const law: Module = {
  id: 'law',
  migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
  acts: [publishRule, discardRule, withdrawRule, replaceRule, expireRule],
  routes: [
    bind(endpoints.at, async ({ env, query }) => {
      const { place, on, packs, rules } = lawAt(query.place, query.on ?? isoDay(dayOf(env.now())))
      return {
        place,
        on,
        packs: [...packs],
        rules: [...rules].map(([id, words]) => ({ id, words: structuredClone(words) as never })),
        names,
      }
    }),
    bind(endpoints.localRules, viewRules),
    bind(endpoints.draftRule, ({ env, actor, body, key, madeAt }) => draftRule(env, body, { actor, key, madeAt })),
  ],
  listeners: [followPublication],
  checks: [rowsWithoutDocket('law.local_rule')],
  may: (actor) => everMay(localRuleAccess, ['draft-rule'], actor).map((act) => `law.${act}`),
  chores: [
    {
      id: 'law.refresh',
      // one small look; what changes begins tomorrow at the earliest, so nobody is ever told what no longer holds
      everyMs: 2_000,
      everywhere: true,
      run: async (env) => {
        await refreshLocalRules(env)
      },
    },
  ],
}
