import { dayNumber, formatHour, moment } from './day.ts'
import type { T } from './i18n.ts'

/** What a clock shows. `workdaysLeft` counts working days after today up to the due day; below 0 it is late by so many. */
export type TimeLeft = { dueAt: string | number; workdaysLeft: number; now: string | number; pausedFor?: string }
export type Tone = 'calm' | 'soon' | 'late' | 'paused'

// Closing time of a government office is 17:00 to 18:30 by season and county; nobody says "17:30" for that.
const atClosing = (at: string | number) => {
  const { hour, minute } = moment(at)
  const minutes = hour * 60 + minute
  return minutes >= 17 * 60 && minutes <= 18 * 60 + 30
}

// Monday begins the week: 周日 belongs to the week before, and 下周一 is never "周一".
const week = (at: string | number) => Math.floor((dayNumber(at) + 3) / 7)

const dayWords = (at: string | number, now: string | number, t: T): string => {
  const { month, day, weekday } = moment(at)
  const nights = dayNumber(at) - dayNumber(now)
  if (nights === 1) return t('kit.day.tomorrow')
  const name = t(`kit.weekday.${weekday}`)
  if (week(at) === week(now)) return name
  if (week(at) === week(now) + 1) return t('kit.day.nextWeek', { weekday: name })
  return t('kit.day.on', { month, monthName: t(`kit.month.${month}`), day })
}

/** The time left in words a person uses, and how alarming it is: `还有 2 个工作日，周四下班前`. */
export const timeLeft = ({ dueAt, workdaysLeft, now, pausedFor }: TimeLeft, t: T): { words: string; tone: Tone } => {
  if (pausedFor !== undefined) return { words: t('kit.clock.paused', { reason: pausedFor }), tone: 'paused' }
  const past = new Date(now).getTime() > new Date(dueAt).getTime()
  if (past) {
    const late = Math.max(0, -workdaysLeft)
    if (late > 0) return { words: t('kit.clock.late', { n: late }), tone: 'late' }
    return { words: t('kit.clock.justLate', { hour: formatHour(dueAt) }), tone: 'late' }
  }
  const nights = dayNumber(dueAt) - dayNumber(now)
  if (nights === 0) return { words: t('kit.clock.today', { hour: formatHour(dueAt) }), tone: 'soon' }
  const day = dayWords(dueAt, now, t)
  const by = atClosing(dueAt)
    ? t('kit.clock.byClosing', { day })
    : t('kit.clock.byHour', { day, hour: formatHour(dueAt) })
  // A due day that is itself a rest day (natural-day clocks) leaves no working day to count.
  if (workdaysLeft < 1) return { words: by, tone: 'soon' }
  return { words: t('kit.clock.left', { n: workdaysLeft, by }), tone: workdaysLeft === 1 ? 'soon' : 'calm' }
}
