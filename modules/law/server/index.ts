import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Module } from '@gongzhi/kernel/server/module.ts'
import { bind } from '@gongzhi/kernel/server/module.ts'
import { endpoints } from '../contract.ts'
import names from '../data/names.json' with { type: 'json' }
import { lawOf, shippedPacks } from '../rules/index.ts'

/** The law of a place, for everybody to read. */
export const law: Module = {
  id: 'law',
  routes: [
    bind(endpoints.at, async ({ env, query }) => {
      const { place, on, packs, rules } = lawOf(shippedPacks, query.place, query.on ?? isoDay(dayOf(env.now())))
      return {
        place,
        on,
        packs: [...packs],
        rules: [...rules].map(([id, words]) => ({ id, words: structuredClone(words) as never })),
        names,
      }
    }),
  ],
}
