import { type Calendar, dayNumber, dayOf, dueAt, isoDay } from '@gongzhi/kernel/clock.ts'
import { amountOf, type Law, type Source } from '@gongzhi/law/rules'

/* The clock of a voter roll (R1, 村民委员会组织法 Art. 17): posted 20 days before, objected to for 5, answered in 3. */

/** How the law of the place measures a voter roll; amounts in days and persons, each with where it stands. */
export type RollLaw = {
  readonly posted: Said
  readonly objection: Said
  readonly decision: Said
  readonly proxies: Said
}
export type Said = { readonly amount: number; readonly source: Source }

/** RangeError where the law says nothing: no roll without a rule. */
export const rollLaw = (law: Law): RollLaw => {
  const said = (id: string): Said => {
    const word = amountOf(law, id)
    if (!word) throw new RangeError(`no rule ${id} at ${law.place} on ${law.on}`)
    return { amount: word.rule.amount, source: word.rule.source }
  }
  return {
    posted: said('election.rollPublic'),
    objection: said('election.objection'),
    decision: said('election.decision'),
    proxies: said('election.proxies'),
  }
}

/** Full days between an instant and the election day (ISO). */
export const daysBefore = (electionDay: string, at: number): number => dayNumber(electionDay) - dayOf(at)

/** The last day (ISO) on which one may object: the day of posting is not counted, a day off moves it on (民法典 Art. 201, 203). */
export const lastObjectionDay = (publishedAt: number, days: number, calendar: Calendar): string =>
  isoDay(dayOf(dueAt(publishedAt, { amount: days, unit: 'day' }, calendar) ?? publishedAt))

/** Whether the days for objecting are over: from the day after the last one. */
export const objectionsOver = (until: string, at: number): boolean => isoDay(dayOf(at)) > until
