import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Law } from '@gongzhi/law/rules'
import { lawAt } from '@gongzhi/law/server'

/**
 * The law of a village on the day of an instant, what its county and the village itself have set included. Nobody changes
 * what holds today, and a talk asks for the day it begins: so it finds one law from its opening to its end.
 */
export const lawNow = (unit: string, at: number): Law => lawAt(unit, isoDay(dayOf(at)))

/** The law a notice is measured by: that of the day it went out, so that a later rule makes no notice too late that was not. */
export const lawOfNotice = (row: { readonly unitCode: string; readonly notifiedAt: number | null }, now: number): Law =>
  lawNow(row.unitCode, row.notifiedAt ?? now)
