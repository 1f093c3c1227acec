import quiet from '../data/quiet.json' with { type: 'json' }
import type { Lang, Sort } from './kinds.ts'

export type Channel = 'sms' | 'mail'
/** Where a person wants to be told outside the app. `both` is a choice: nothing goes by two ways unless asked. */
export type Way = 'app' | Channel | 'both'

export type Preference = Readonly<Record<Sort, Way>> & {
  /** Hours of the day, 0–23; equal ones: no quiet hours. */
  readonly quietFrom: number
  readonly quietTo: number
  /** Hour of the one message a day; null: each by itself. */
  readonly digestAt: number | null
  readonly lang: Lang
}

const hours = { quietFrom: quiet.from, quietTo: quiet.to, digestAt: null, lang: 'zh-CN' as const }
/** Until somebody chooses: residents by SMS, as many have nothing else; staff in the app, where they work anyway. */
export const DEFAULTS: Readonly<Record<'resident' | 'staff', Preference>> = {
  resident: { due: 'sms', result: 'sms', news: 'sms', ...hours },
  staff: { due: 'app', result: 'app', news: 'app', ...hours },
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** China has one zone. */
const ZONE = 8 * HOUR
const startOfDay = (at: number): number => Math.floor((at + ZONE) / DAY) * DAY - ZONE

/** Whether an instant lies in the quiet hours: from the first hour up to, not including, the second; over midnight too. */
export const isQuiet = (
  at: number,
  { quietFrom: from, quietTo: to }: Pick<Preference, 'quietFrom' | 'quietTo'>,
): boolean => {
  const hour = Math.floor((at - startOfDay(at)) / HOUR)
  return from < to ? hour >= from && hour < to : from > to && (hour >= from || hour < to)
}

/** The instant itself, or the end of the quiet hours it lies in. */
export const afterQuiet = (at: number, p: Pick<Preference, 'quietFrom' | 'quietTo'>): number => {
  if (!isQuiet(at, p)) return at
  const end = startOfDay(at) + p.quietTo * HOUR
  return end > at ? end : end + DAY
}

/** A digest takes no more lines in its last minute: whoever sends it must not race with whoever adds to it. */
const LAST_MINUTE = 60_000

/** When the next digest goes: at its hour, or at the end of the quiet hours that cover it. */
export const nextDigest = (at: number, p: Preference, hour: number): number => {
  for (let day = startOfDay(at) - DAY; ; day += DAY) {
    const due = afterQuiet(day + hour * HOUR, p)
    if (due > at + LAST_MINUTE) return due
  }
}

export type Outgoing = {
  readonly channel: Channel
  readonly due: number
  /** Gathered with others of the same instant. */
  readonly digest: boolean
}

/** Levels of a matter that are told at once, whatever the hour. */
export const toldAtOnce = (level: string | null): boolean => level !== null && quiet.toldAtOnce.includes(level)

/**
 * The ways a notice goes out and when, beside standing in the app, which it always does. Whoever chose a way that is not
 * there any more is told by the other one.
 */
export const planFor = (
  notice: { readonly sort: Sort; readonly level: string | null },
  p: Preference,
  has: { readonly sms: boolean; readonly mail: boolean },
  now: number,
): Outgoing[] => {
  const way = p[notice.sort]
  if (way === 'app') return []
  const wanted: Channel[] = way === 'both' ? ['sms', 'mail'] : [way]
  const there = wanted.filter((channel) => has[channel])
  const instead = wanted[0] === 'sms' ? 'mail' : 'sms'
  const channels = there.length > 0 ? there : has[instead] ? [instead as Channel] : []
  const atOnce = toldAtOnce(notice.level)
  const digest = !atOnce && p.digestAt !== null
  const due = atOnce ? now : p.digestAt === null ? afterQuiet(now, p) : nextDigest(now, p, p.digestAt)
  return channels.map((channel) => ({ channel, due, digest }))
}
