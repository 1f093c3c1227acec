import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Law } from '@gongzhi/law/rules'
import { lawAt, lawUnset } from '@gongzhi/law/server'
import type { Meeting } from '../rules/rows.ts'

/**
 * The law of a village on the day of an instant, what its county and the village itself have set included. Nobody changes
 * what holds today, and a talk asks for the day it begins: so it finds one law from its opening to its end.
 */
export const lawNow = (unit: string, at: number): Law => lawAt(unit, isoDay(dayOf(at)))

/**
 * The law by which people are elected and recalled: what county and village have set for the meetings of their representatives
 * is not in it, since there a greater number takes something from those who choose (0028).
 */
export const lawOfChoosing = (unit: string, at: number): Law => lawUnset(unit, isoDay(dayOf(at)))

/** The law a meeting needs its quorum by: called for an election or a recall it opens with what these need; a vote asks again. */
export const lawOfOpening = (row: Pick<Meeting, 'unitCode' | 'startsAt' | 'election'>): Law =>
  (row.election === null ? lawNow : lawOfChoosing)(row.unitCode, row.startsAt)

/** The law a notice is measured by: that of the day it went out, so that a later rule makes no notice too late that was not. */
export const lawOfNotice = (row: { readonly unitCode: string; readonly notifiedAt: number | null }, now: number): Law =>
  lawNow(row.unitCode, row.notifiedAt ?? now)
