import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import data from '@gongzhi/kernel/data/calendar-cn.json' with { type: 'json' }
import { type Line, look, ok, wrong } from './line.ts'

/** Whether the swapped working days of this year and the next are known; the State Council publishes the next in November. */
export const calendarLine = (now: number, years: readonly string[] = Object.keys(data.years)): Line => {
  const today = isoDay(dayOf(now))
  const year = Number(today.slice(0, 4))
  const has = (wanted: number) => years.includes(String(wanted))
  const bring = {
    zh: '请升级到带新日历的版本（kernel/data/calendar-cn.json），否则时限会算错。',
    en: 'Upgrade to a release that brings it (kernel/data/calendar-cn.json): deadlines would come on the wrong day.',
  }
  if (!has(year))
    return wrong(
      'calendar',
      `没有 ${year} 年的调休日历。${bring.zh}`,
      `The swapped working days of ${year} are missing. ${bring.en}`,
    )
  if (!has(year + 1))
    return today.slice(5) >= '12-10'
      ? wrong(
          'calendar',
          `没有 ${year + 1} 年的调休日历。${bring.zh}`,
          `The swapped working days of ${year + 1} are missing. ${bring.en}`,
        )
      : look(
          'calendar',
          `还没有 ${year + 1} 年的调休日历，一般每年 11 月公布；跨年的时限标为“暂定”。公布后请升级。`,
          `The swapped working days of ${year + 1} are not here yet; they are published in November. Deadlines into it are provisional.`,
        )
  return ok('calendar', `调休日历到 ${year + 1} 年`, `swapped working days known until ${year + 1}`)
}
