/* Times as the W3C note has them, and the stretch of them that one question may cover. Instants in ms. */

const DAY = 86_400_000
/** One question covers at most this many days of reports. */
export const SPAN = 90 * DAY
/** Whoever asks for changes only, looks back this far over the reports. */
const LOOKBACK = 366 * DAY

const WHOLE = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/

const isDay = (year: string, month: string, day: string): boolean => {
  const at = new Date(`${year}-${month}-${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.getUTCDate() === Number(day)
}

/**
 * An instant from W3C text; undefined when it is none. A day alone is that day in China, from its first or to its last
 * moment. A `+` of the zone that came as a space, as unescaped addresses have it, is a `+`.
 */
export const readInstant = (text: string, end = false): number | undefined => {
  const said = text.trim().replace(/ (?=\d\d:?\d\d$)/, '+')
  const day = DATE.exec(said)
  if (day) {
    const [, y = '', m = '', d = ''] = day
    return isDay(y, m, d) ? Date.parse(`${said}T00:00:00+08:00`) + (end ? DAY - 1 : 0) : undefined
  }
  const whole = WHOLE.exec(said)
  if (!whole) return undefined
  const [, y = '', m = '', d = ''] = whole
  const at = Date.parse(said.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  return Number.isNaN(at) || !isDay(y, m, d) ? undefined : at
}

/** An instant as we write it: seconds, in the zone of China. */
export const writeInstant = (at: number): string => `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`

export type Period = { readonly from: number; readonly to: number }

/**
 * The stretch asked for: the last 90 days unless said; one end given, 90 days from there. Answers what is wrong with it
 * instead when it spans more, or ends before it begins.
 */
export const periodOf = (
  asked: { readonly start: number | undefined; readonly end: number | undefined; readonly changes: boolean },
  now: number,
): Period | 'too-long' | 'backwards' => {
  const { start, end, changes } = asked
  if (start === undefined && end === undefined) return { from: now - (changes ? LOOKBACK : SPAN), to: now }
  if (start === undefined) return { from: (end ?? now) - SPAN, to: end ?? now }
  if (end === undefined) return { from: start, to: start + SPAN }
  if (end < start) return 'backwards'
  return end - start > SPAN ? 'too-long' : { from: start, to: end }
}
