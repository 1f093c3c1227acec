import type { Limit } from '@gongzhi/kernel/clock.ts'
import data from '../data/limits.json' with { type: 'json' }

const limit = ({ amount, unit }: { amount: number; unit: string }): Limit => ({
  amount,
  unit: unit as Limit['unit'],
})

/** How long each step of a talk may take; data/limits.json says how sure each is. */
export const limits = {
  review: limit(data.review),
  appeal: limit(data.appeal),
  minutes: limit(data.minutes),
  objection: limit(data.objection),
  handover: limit(data.handover),
  posting: limit(data.posting),
} as const
