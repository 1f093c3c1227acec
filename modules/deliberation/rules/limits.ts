import type { Limit } from '@gongzhi/kernel/clock.ts'
import { amountOf, type Law } from '@gongzhi/law/rules'

/** How long a step of a talk may take where it is held; the packs give defaults, county and village set their own. */
export const limitOf = (
  law: Law,
  step: 'review' | 'appeal' | 'minutes' | 'objection' | 'handover' | 'posting',
): Limit => {
  const rule = amountOf(law, `council.${step}`)?.rule
  if (!rule || (rule.unit !== 'day' && rule.unit !== 'workday')) throw new RangeError(`no limit of days for ${step}`)
  return { amount: rule.amount, unit: rule.unit }
}
