import { dayNumber } from '@gongzhi/kernel/clock.ts'

/** Nine in the morning in China of an ISO day, ms. */
const morning = (on: string): number => dayNumber(on) * 86_400_000 + 3_600_000

/** 年度清零: announced a month ahead, then on New Year's Day; `cleared`: the last year that is over (D10). */
export const clockOf = (cleared: number, announced: number): { at: number; act: string } =>
  announced <= cleared
    ? { at: morning(`${cleared + 1}-12-01`), act: 'announce-clearing' }
    : { at: morning(`${announced + 1}-01-01`), act: 'clear-year' }
