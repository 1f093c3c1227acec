/**
 * Deadlines in working days, natural days or hours, with the 调休 calendar and pauses (R15, I4).
 * The first day is not counted (民法典 Art. 201); a period in days ends at close of business of its last day (Art. 203),
 * and when that is a day off, at close of the next working day. Time is always a parameter.
 */

export type Limit = { readonly amount: number; readonly unit: 'workday' | 'day' | 'hour' }
/** A stretch in which the clock stands: from, to (ms since epoch); `to` null while it still stands. */
export type Pause = { readonly from: number; readonly to: number | null }
/** Day number since 1970-01-01 in the county's zone. */
export type DayNumber = number

export type CalendarData = {
  readonly version: string
  readonly years: Readonly<
    Record<
      string,
      { readonly holidays: Readonly<Record<string, string>>; readonly workdays: Readonly<Record<string, string>> }
    >
  >
}

export type Calendar = {
  readonly version: string
  /** Years beyond this one have weekends only: figures for them are provisional. */
  readonly lastYear: number
  readonly isWorkday: (day: DayNumber) => boolean
  /** Working days in (after, upTo]. */
  readonly countWorkdays: (after: DayNumber, upTo: DayNumber) => number
  /** The n-th working day after a day, n ≥ 1. */
  readonly nthWorkday: (after: DayNumber, n: number) => DayNumber
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** China has one zone and no summer time. */
const ZONE = 8 * HOUR
/** Close of business, 17:30. */
const CLOSE = 17.5 * HOUR

const FIRST = Date.UTC(2000, 0, 1) / DAY
const LAST = Date.UTC(2060, 0, 1) / DAY

export const dayOf = (at: number): DayNumber => Math.floor((at + ZONE) / DAY)
export const dayNumber = (iso: string): DayNumber => Date.parse(`${iso}T00:00:00Z`) / DAY
export const isoDay = (day: DayNumber): string => new Date(day * DAY).toISOString().slice(0, 10)
/** Close of business of a day, in ms. */
export const closeOf = (day: DayNumber): number => day * DAY + CLOSE - ZONE

/** A calendar from the imported data; days outside 2000–2059 are a RangeError. */
export const calendarOf = (data: CalendarData): Calendar => {
  const off = new Set<DayNumber>()
  const on = new Set<DayNumber>()
  for (const year of Object.values(data.years)) {
    for (const day of Object.keys(year.holidays)) off.add(dayNumber(day))
    for (const day of Object.keys(year.workdays)) on.add(dayNumber(day))
  }
  const works = (day: DayNumber) => on.has(day) || (!off.has(day) && (day + 4) % 7 !== 0 && (day + 4) % 7 !== 6)
  // days[k] is the k-th working day; before[d] counts the working days up to and including day d
  const before = new Int32Array(LAST - FIRST)
  const days: DayNumber[] = []
  for (let day = FIRST; day < LAST; day++) {
    if (works(day)) days.push(day)
    before[day - FIRST] = days.length
  }
  const upTo = (day: DayNumber): number => {
    const count = before[day - FIRST]
    if (count === undefined) throw new RangeError(`calendar: ${day}`)
    return count
  }
  return {
    version: data.version,
    lastYear: Math.max(...Object.keys(data.years).map(Number)),
    isWorkday: works,
    countWorkdays: (after, end) => upTo(end) - upTo(after),
    nthWorkday: (after, n) => {
      const day = days[upTo(after) + n - 1]
      if (day === undefined) throw new RangeError(`calendar: ${after}+${n}`)
      return day
    },
  }
}

/** Pauses in order, overlapping ones joined. */
const joined = (pauses: readonly Pause[]): Pause[] => {
  const result: { from: number; to: number | null }[] = []
  for (const pause of [...pauses].sort((a, b) => a.from - b.from)) {
    const last = result[result.length - 1]
    if (last && (last.to === null || pause.from <= last.to)) {
      if (last.to !== null) last.to = pause.to === null ? null : Math.max(last.to, pause.to)
    } else result.push({ ...pause })
  }
  return result
}

/** The days at whose close of business the clock stood: [first, last], maybe empty. */
const pausedDays = (pause: { from: number; to: number }): [DayNumber, DayNumber] => {
  const first = dayOf(pause.from)
  const last = dayOf(pause.to)
  return [pause.from <= closeOf(first) ? first : first + 1, pause.to > closeOf(last) ? last : last - 1]
}

/** When a limit that began at `startAt` runs out, in ms; null while the clock stands. A day at whose close it stood is not counted. */
export const dueAt = (
  startAt: number,
  limit: Limit,
  calendar: Calendar,
  pauses: readonly Pause[] = [],
): number | null => {
  const stretches = joined(pauses)
  if (stretches.some((pause) => pause.to === null)) return null
  const closed = stretches.map((pause) => ({ from: Math.max(pause.from, startAt), to: pause.to ?? 0 }))
  if (limit.unit === 'hour') {
    let due = startAt + limit.amount * HOUR
    for (const pause of closed) if (pause.from < due) due += Math.max(0, pause.to - pause.from)
    return due
  }
  const start = dayOf(startAt)
  const working = limit.unit === 'workday'
  const nth = (n: number) => (working ? calendar.nthWorkday(start, n) : start + n)
  const count = (first: DayNumber, last: DayNumber) =>
    last < first ? 0 : working ? calendar.countWorkdays(first - 1, last) : last - first + 1
  const skips = closed.map(pausedDays)
  let day = nth(limit.amount)
  for (;;) {
    const skipped = skips.reduce(
      (sum, [first, last]) => sum + count(Math.max(first, start + 1), Math.min(last, day)),
      0,
    )
    const next = nth(limit.amount + skipped)
    if (next === day) break
    day = next
  }
  return closeOf(working || calendar.isWorkday(day) ? day : calendar.nthWorkday(day, 1))
}

/** Working days between now and a due time: positive left, negative late, 0 today. */
export const workdaysLeft = (now: number, due: number, calendar: Calendar): number => {
  const today = dayOf(now)
  const last = dayOf(due)
  if (now > due) return -Math.max(1, calendar.countWorkdays(last, today))
  return last >= today ? calendar.countWorkdays(today, last) : 0
}

/** Close of business `n` working days after a time. */
export const afterWorkdays = (at: number, n: number, calendar: Calendar): number =>
  closeOf(calendar.nthWorkday(dayOf(at), n))
