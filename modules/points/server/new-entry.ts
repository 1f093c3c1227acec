import { dayOf, dueAt, isoDay } from '@gongzhi/kernel/clock.ts'
import { notYours, Problem, refused } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { NewSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { actList, limits } from '../rules/index.ts'
import type { Entry, Held } from './rows.ts'
import { entrySubject } from './subjects.ts'

/** The year a line begun now counts in: that in which its posting ends, so that no late one is cleared before it could be used. */
export const yearFor = (now: number, calendar: Env['calendar']): number =>
  Number(isoDay(dayOf(dueAt(now, limits.posting, calendar) ?? now)).slice(0, 4))

/** This year in China. */
export const yearOf = (now: number): number => Number(isoDay(dayOf(now)).slice(0, 4))

/** The one book of a member in a council. */
export const bookId = (body: string, member: string): string => derivedId('points.book', body, member)

/** The opening of a line. The docket, which many read, says what for and never who (P1). */
export const entryOpening = (
  id: string,
  row: Entry,
  state: 'recorded' | 'posted',
  more: Pick<NewSubject<Held>, 'capacity' | 'asked'> = {},
): NewSubject<Held> => ({
  subject: entrySubject,
  id,
  title: actList.find(({ code }) => code === row.act)?.zh ?? row.act,
  unitCode: row.unitCode,
  party: row.account,
  state,
  row: { ...row, disputedBy: null },
  data: { act: row.act, points: row.points, rule: row.rule, ...(row.replaces ? { replaces: row.replaces } : {}) },
  ...more,
})

/** For openings whose id says what they are about: a second one under another key is refused by its requirement. */
export const orBefore =
  (act: string, unmet: string) =>
  (error: unknown): never => {
    throw error instanceof Problem && error.body.status === 422 ? refused(act, [unmet], []) : error
  }

/** P13: a word for somebody else is written down by that council's secretary, of somebody without a phone; else 403. */
export const onBehalf = (
  act: string,
  actor: Actor,
  unitCode: string,
  member: string | undefined,
  of: Row | undefined,
) => {
  if (member === undefined || (of !== undefined && of.account === actor.account)) return
  const writes = actor.posts.some(({ role, prefix }) => role === 'council-secretary' && unitCode.startsWith(prefix))
  if (!writes || of?.account !== null) throw notYours(act)
}
