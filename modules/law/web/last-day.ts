import { dayNumber, isoDay } from '@gongzhi/kernel/clock.ts'

/** The last day of a pack, whose `until` is the first on which it holds no more. */
export const lastDay = (until: string | null): string | null => (until === null ? null : isoDay(dayNumber(until) - 1))
