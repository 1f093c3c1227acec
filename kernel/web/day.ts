import { currentLocale, t } from './i18n.ts'

/** One instant on the calendar and clock of China. */
export type Moment = { year: number; month: number; day: number; weekday: number; hour: number; minute: number }

const HOUR = 3_600_000

// Every county keeps UTC+8 and there is no summer time, so a traveller's phone shows the village's time, not its own.
const shifted = (at: string | number | Date): Date => new Date(new Date(at).getTime() + 8 * HOUR)

/** Reads an instant, or a day `2026-11-20`, as year, month 1–12, day, weekday 0–6 (Sunday 0), hour and minute in China. */
export const moment = (at: string | number | Date): Moment => {
  const of = typeof at === 'string' && at.length === 10 ? new Date(`${at}T00:00:00Z`) : shifted(at)
  return {
    year: of.getUTCFullYear(),
    month: of.getUTCMonth() + 1,
    day: of.getUTCDate(),
    weekday: of.getUTCDay(),
    hour: of.getUTCHours(),
    minute: of.getUTCMinutes(),
  }
}

/** Days since 1970 in China: the difference of two is the number of nights between them. */
export const dayNumber = (at: string | number | Date): number =>
  Math.floor((new Date(at).getTime() + 8 * HOUR) / 86_400_000)

const two = (n: number) => String(n).padStart(2, '0')

/** `09:12`. */
export const formatHour = (at: string | number | Date): string => {
  const { hour, minute } = moment(at)
  return `${two(hour)}:${two(minute)}`
}

/** `11月20日` (`2025年11月20日` in another year than `now`), `20 Nov`; takes an instant or a day. */
export const formatDay = (at: string | number | Date, now: string | number | Date = Date.now()): string => {
  const { year, month, day } = moment(at)
  const other = year !== moment(now).year
  if (currentLocale() === 'en') return `${day} ${t(`kit.month.${month}`)}${other ? ` ${year}` : ''}`
  return `${other ? `${year}年` : ''}${month}月${day}日`
}

/** `11月20日 09:12`. */
export const formatTime = (at: string | number | Date, now?: string | number | Date): string =>
  `${formatDay(at, now)} ${formatHour(at)}`
