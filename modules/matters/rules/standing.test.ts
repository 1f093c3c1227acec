import { afterWorkdays, calendarOf, closeOf, dayNumber, dayOf } from '@gongzhi/kernel/clock.ts'
import data from '@gongzhi/kernel/data/calendar-cn.json' with { type: 'json' }
import fc from 'fast-check'
import { expect, test } from 'vitest'
import defaults from '../data/limits.json' with { type: 'json' }
import { type Limits, mostExtension, stepLimit, wholeLimit } from './limits.ts'
import { type LoopState, OPEN } from './loop.ts'
import { blank, type Matter } from './matter.ts'
import { type StandingContext, standingOf, wholeDueAt } from './standing.ts'

const calendar = calendarOf(data)
const limits = defaults as unknown as Limits
const at = (text: string) => Date.parse(`${text}+08:00`)
const monday = at('2026-11-16T09:00')
const closeOn = (day: string) => closeOf(dayNumber(day))

const fresh: Matter = {
  ...blank,
  unitCode: '441226103213',
  party: null,
  variant: 'matter',
  category: 'lighting',
  level: 'normal',
  text: '灯不亮',
  channel: 'self',
  firstOrg: 'village',
  tier: 'village',
}
const context = (more: Partial<StandingContext> = {}): StandingContext => ({
  limits,
  calendar,
  openedAt: monday,
  sinceAt: monday,
  dispatcher: (tier) => tier,
  ...more,
})
const handling: Matter = {
  ...fresh,
  leadOrg: 'grid',
  handler: 'g',
  limitFromAt: monday,
  limit: { amount: 5, unit: 'workday' },
}

const matters: fc.Arbitrary<Matter> = fc
  .record({
    level: fc.constantFrom<Matter['level']>('consult', 'normal', 'urgent', 'critical'),
    variant: fc.constantFrom<Matter['variant']>('matter', 'suggestion'),
    tier: fc.constantFrom<Matter['tier']>('village', 'town', 'county'),
    leadOrg: fc.constantFrom('grid', 'village', null),
    handler: fc.constantFrom('g', null),
    since: fc.integer({ min: 0, max: 40 }),
    limit: fc.constantFrom<Matter['limit']>(
      { amount: 3, unit: 'workday' },
      { amount: 15, unit: 'day' },
      { amount: 24, unit: 'hour' },
    ),
    extension: fc.constantFrom(null, 3, 10),
    ordersOpen: fc.nat(1),
  })
  .map(({ since, extension, ...rest }) => ({
    ...fresh,
    ...rest,
    limitFromAt: monday + since * 3_600_000,
    extensionDays: extension,
    extensionGranted: extension === null ? null : true,
  }))

test('every open state has a holder, or says for whom it waits: no orphans (C06)', () => {
  fc.assert(
    fc.property(matters, fc.constantFrom(...OPEN), (m, state) => {
      const standing = standingOf(state, { ...m, wakeAt: monday }, context())
      expect(standing.holderOrg, state).toBeTruthy()
      // a turn without a due time names whose turn it is
      expect(standing.dueAt !== null || standing.pausedFor !== null, state).toBe(true)
      // and the clock will ring, unless it waits for the matter it was merged into
      expect(standing.alarm !== null || state === 'merged', state).toBe(true)
    }),
  )
})

test('a final state is nobody’s turn', () => {
  for (const state of ['closed', 'declined', 'withdrawn'] as const)
    expect(standingOf(state, handling, context())).toMatchObject({ holderOrg: null, dueAt: null, alarm: null })
})

test('one due time rings exactly twice: remind when it is reached, supervise a working day later, then silence (B07)', () => {
  const timed = OPEN.filter((s) => !['asked', 'suspended', 'visited', 'merged'].includes(s))
  fc.assert(
    fc.property(matters, fc.constantFrom<LoopState>(...timed), (m, state) => {
      const rung: string[] = []
      let now = m
      for (let n = 0; n < 5; n++) {
        const { alarm, dueAt: due } = standingOf(state, now, context())
        if (!alarm || due === null) break
        rung.push(alarm.act)
        expect(alarm.at).toBe(alarm.act === 'remind' ? due : afterWorkdays(due, 1, calendar))
        now = alarm.act === 'remind' ? { ...now, remindedDueAt: due } : { ...now, supervisedDueAt: due }
      }
      expect(rung).toEqual(['remind', 'supervise'])
    }),
  )
})

test('what comes back late after a later reminder is not reminded of again, but supervised a working day after', () => {
  const due = wholeDueAt(handling, calendar) ?? 0
  const back = afterWorkdays(due, 3, calendar)
  const m = { ...handling, remindedDueAt: back - 1 }
  expect(standingOf('handling', m, context({ sinceAt: back })).alarm).toEqual({
    at: afterWorkdays(back, 1, calendar),
    act: 'supervise',
  })
})

test('while a question or a suspension stands nothing falls due; afterwards the days it stood are given back (I4)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 20 }), (begun, days) => {
      const from = closeOf(calendar.nthWorkday(dayOf(monday), begun) - (begun === 0 ? 0 : 0)) - 3_600_000
      const standing = { ...handling, pauses: [{ from, to: null }] }
      expect(wholeDueAt(standing, calendar)).toBeNull()
      for (const state of ['asked', 'suspended'] as const) {
        const s = standingOf(state, { ...standing, wakeAt: from + 1 }, context({ sinceAt: from }))
        expect(s.dueAt).toBeNull()
        expect(s.alarm?.act).toBe('wake')
      }
      const to = afterWorkdays(from, days, calendar) - 3_600_000
      const resumed = { ...handling, pauses: [{ from, to }] }
      const stood = Array.from({ length: dayOf(to) - dayOf(from) }, (_, n) => dayOf(from) + n).filter(
        (day) => calendar.isWorkday(day) && day > dayOf(monday),
      ).length
      expect(wholeDueAt(resumed, calendar)).toBe(closeOf(calendar.nthWorkday(dayOf(monday), 5 + stood)))
    }),
  )
})

test('the limit ends at close of its last working day, the first day not counted, 调休 and holidays included', () => {
  expect(wholeDueAt(handling, calendar)).toBe(closeOn('2026-11-23'))
  // over the National Day holiday of 2026: 30 September, then the days from 8 October
  const autumn = { ...handling, limitFromAt: at('2026-09-29T10:00'), limit: { amount: 2, unit: 'workday' as const } }
  const days = [1, 2].map((n) => calendar.nthWorkday(dayNumber('2026-09-29'), n))
  expect(wholeDueAt(autumn, calendar)).toBe(closeOf(days[1] ?? 0))
  expect(days[0]).toBe(dayNumber('2026-09-30'))
  expect((days[1] ?? 0) - (days[0] ?? 0)).toBeGreaterThan(5)
})

test('a suggestion is answered, dispatched, concluded and extended within 5, 5, 30 and 15 working days (B06)', () => {
  const m: Matter = { ...fresh, variant: 'suggestion' }
  const workdays = (n: number, from = monday) => afterWorkdays(from, n, calendar)
  expect(standingOf('reported', m, context()).dueAt).toBe(workdays(5))
  expect(standingOf('accepted', m, context()).dueAt).toBe(workdays(5))
  const limit = wholeLimit(limits, 'suggestion', 'normal', null)
  const running = { ...m, leadOrg: 'grid', limitFromAt: monday, limit }
  expect(standingOf('handling', running, context()).dueAt).toBe(workdays(30))
  const extended = { ...running, extensionDays: 15, extensionGranted: true }
  expect(standingOf('handling', extended, context()).dueAt).toBe(workdays(45))
  expect(mostExtension(limits, 'suggestion')).toBe(15)
  expect(standingOf('visited', m, context()).alarm).toEqual({ at: workdays(5), act: 'close' })
})

test('danger to life is received, dispatched and taken within two hours, and concluded within a day (R15)', () => {
  const m: Matter = { ...fresh, level: 'critical' }
  const two = monday + 2 * 3_600_000
  for (const state of ['reported', 'accepted', 'assigned'] as const)
    expect(standingOf(state, { ...m, leadOrg: 'grid' }, context()).dueAt).toBe(two)
  expect(wholeLimit(limits, 'matter', 'critical', null)).toMatchObject({ amount: 24, unit: 'hour' })
})

test('the whole limit is the stricter of the level and of what the duty list promises (X3)', () => {
  const unit = fc.constantFrom<'workday' | 'day' | 'hour'>('workday', 'day', 'hour')
  const promises = fc.record({ amount: fc.integer({ min: 1, max: 60 }), unit })
  const levels = fc.constantFrom('consult', 'normal', 'urgent', 'critical')
  const hours = { hour: 1, day: 24, workday: 34 }
  fc.assert(
    fc.property(promises, levels, (promised, level) => {
      const own = wholeLimit(limits, 'matter', level, null)
      const both = wholeLimit(limits, 'matter', level, promised)
      const length = (l: typeof promised) => l.amount * hours[l.unit]
      expect(length(both)).toBe(Math.min(length(own), length(promised)))
      expect(own).toEqual(limits.levels[level])
    }),
  )
})

test('each step ends with the whole limit at the latest, so that no level keeps a matter past it (C01)', () => {
  const m = { ...handling, limit: { amount: 1, unit: 'workday' as const } }
  const late = context({ sinceAt: monday + 6 * 86_400_000 })
  const whole = wholeDueAt(m, calendar)
  for (const state of ['accepted', 'returned', 'assigned', 'reopened', 'escalated'] as const)
    expect(standingOf(state, m, late).dueAt).toBe(whole)
})

test('answers and visits lie with the first receiver, one level higher when it handled the matter itself (I2)', () => {
  for (const state of ['concluded', 'answered', 'visited'] as const) {
    expect(standingOf(state, handling, context()).holderOrg).toBe('village')
    expect(standingOf(state, { ...handling, leadOrg: 'village' }, context()).holderOrg).toBe('town')
  }
})

test('every step has a limit with its basis and how sure that is', () => {
  for (const step of [
    'accept',
    'dispatch',
    'take',
    'answer',
    'visit',
    'rate',
    'reply',
    'supervise',
    'order',
    'call',
  ] as const)
    expect(stepLimit(limits, step, 'matter', 'normal')).toMatchObject({
      amount: expect.any(Number),
      basis: expect.stringMatching(/.{4}/),
      mark: expect.stringMatching(/^(found|local|unverified)$/),
    })
})
