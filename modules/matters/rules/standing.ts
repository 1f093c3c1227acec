import { afterWorkdays, type Calendar, dueAt, type Limit } from '@gongzhi/kernel/clock.ts'
import { type Limits, type StepLimit, stepLimit } from './limits.ts'
import type { LoopState } from './loop.ts'
import type { Matter } from './matter.ts'
import { above } from './tier.ts'

export type LoopStanding = {
  readonly holderOrg: string | null
  readonly holder: string | null
  readonly dueAt: number | null
  readonly alarm: { readonly at: number; readonly act: string } | null
  readonly pausedFor: string | null
  readonly supervised: boolean
}

export type StandingContext = {
  readonly limits: Limits
  readonly calendar: Calendar
  readonly openedAt: number
  readonly sinceAt: number
  /** The unit that dispatches at each level, for this place. */
  readonly dispatcher: (tier: Matter['tier']) => string
}

/** When the whole matter must be concluded; null before acceptance and while the clock stands. */
export const wholeDueAt = (
  m: Pick<Matter, 'limitFromAt' | 'limit' | 'extensionGranted' | 'extensionDays' | 'pauses'>,
  calendar: Calendar,
): number | null => {
  if (m.limitFromAt === null || m.limit === null) return null
  const granted = m.extensionGranted === true ? (m.extensionDays ?? 0) : 0
  const limit: Limit =
    m.limit.unit === 'hour'
      ? { ...m.limit, amount: m.limit.amount + granted * 24 }
      : { ...m.limit, amount: m.limit.amount + granted }
  return dueAt(m.limitFromAt, limit, calendar, m.pauses)
}

const earlier = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b)

const done = (mark: number | null, due: number): boolean => mark !== null && mark >= due

/**
 * Late: reminded once, then supervised once, then it stands as it is until the next clock (B07). A mark of a later due
 * time covers an earlier one: what was sent back late is not reminded of again, but supervised.
 */
const alarmFor = (m: Matter, due: number | null, c: StandingContext): LoopStanding['alarm'] => {
  if (due === null) return null
  if (!done(m.remindedDueAt, due)) return { at: due, act: 'remind' }
  if (done(m.supervisedDueAt, due)) return null
  const late = Math.max(due, m.remindedDueAt === due ? due : c.sinceAt)
  return { at: afterWorkdays(late, c.limits.steps.supervise.amount, c.calendar), act: 'supervise' }
}

/** Who answers and visits: the first receiver (首接负责), or the level above when it handled the matter itself (I2). */
const tellerOf = (m: Matter, c: StandingContext): string =>
  m.leadOrg === m.firstOrg ? c.dispatcher(above(m.tier)) : m.firstOrg

/** Whose turn it is, until when, and what the clock does if nobody acts. */
export const standingOf = (state: LoopState, m: Matter, c: StandingContext): LoopStanding => {
  const step = (id: StepLimit, from = c.sinceAt) => dueAt(from, stepLimit(c.limits, id, m.variant, m.level), c.calendar)
  const whole = wholeDueAt(m, c.calendar)
  const timed = (holderOrg: string | null, holder: string | null, due: number | null): LoopStanding => ({
    holderOrg,
    holder,
    dueAt: due,
    alarm: alarmFor(m, due, c),
    pausedFor: null,
    supervised: m.ordersOpen > 0,
  })
  const still = (
    holderOrg: string,
    pausedFor: string | null,
    due: number | null,
    alarm: LoopStanding['alarm'],
  ): LoopStanding => ({
    holderOrg,
    holder: m.handler,
    dueAt: due,
    alarm,
    pausedFor,
    supervised: m.ordersOpen > 0,
  })
  const lead = m.leadOrg ?? m.firstOrg
  switch (state) {
    case 'reported':
      return timed(m.firstOrg, null, step('accept', c.openedAt))
    case 'accepted':
    case 'returned':
    case 'reopened':
    case 'escalated':
      return timed(c.dispatcher(m.tier), null, earlier(step('dispatch'), whole))
    case 'assigned':
      return timed(lead, null, earlier(step('take'), whole))
    case 'handling':
      return timed(lead, m.handler, whole)
    case 'asked': {
      const until = step('reply')
      return still(lead, 'reporter', null, until === null ? null : { at: until, act: 'wake' })
    }
    case 'suspended':
      return still(lead, 'suspended', null, m.wakeAt === null ? null : { at: m.wakeAt, act: 'wake' })
    case 'concluded':
      return timed(tellerOf(m, c), null, step('answer'))
    case 'answered':
      return timed(tellerOf(m, c), null, step('visit'))
    case 'visited': {
      const until = step('rate')
      return {
        ...still(tellerOf(m, c), 'rating', null, until === null ? null : { at: until, act: 'close' }),
        holder: null,
      }
    }
    case 'merged':
      return { ...still(m.firstOrg, 'merged', null, null), holder: null }
    default:
      return { holderOrg: null, holder: null, dueAt: null, alarm: null, pausedFor: null, supervised: m.ordersOpen > 0 }
  }
}
