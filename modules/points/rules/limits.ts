import type { Limit } from '@gongzhi/kernel/clock.ts'
import data from '../data/limits.json' with { type: 'json' }

const limit = ({ amount, unit }: { amount: number; unit: string }): Limit => ({ amount, unit: unit as Limit['unit'] })

/** How long a posting, a review and a decision may take; data/limits.json says how sure each is. */
export const limits = {
  posting: limit(data.posting),
  review: limit(data.review),
  dispute: limit(data.dispute),
} as const
export const postingDays = data.posting
