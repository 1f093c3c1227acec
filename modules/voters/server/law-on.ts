import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Law } from '@gongzhi/law/rules'
import { lawAt } from '@gongzhi/law/server'

/** The law of a village on the day of an instant, its own word included. */
export const lawOn = (unit: string, at: number): Law => lawAt(unit, isoDay(dayOf(at)))
