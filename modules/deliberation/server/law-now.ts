import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { type Law, lawOf, shippedPacks } from '@gongzhi/law/rules'

const known = new Map<string, Law>()

/** The law of a village on the day of an instant. */
export const lawNow = (unit: string, at: number): Law => {
  const on = isoDay(dayOf(at))
  const key = `${unit} ${on}`
  const found = known.get(key) ?? lawOf(shippedPacks, unit, on)
  if (known.size > 500) known.clear()
  known.set(key, found)
  return found
}
