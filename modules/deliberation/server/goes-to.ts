import type { Row } from '@gongzhi/kernel/server/db.ts'
import type { BodyKind } from '../rules/bodies.ts'
import { bodiesFor, mayDecide } from '../rules/concerns.ts'
import type { Resolution } from '../rules/rows.ts'

/* Where a council’s resolution goes on to, when the decision is another body’s by law (X1, X4). */

type Input = Record<string, unknown>
/** What `findReferral` answers: who brought the topic, and the mandates that have not been taken back. */
export type Referral = {
  readonly party: string | null
  readonly mandates: readonly { readonly concerns: readonly string[]; readonly on: string; readonly until: string }[]
}
/** For an act’s `finds`. */
export const referralIn = (read: readonly (readonly Row[])[]) => ({ referral: read[0]?.[0] as Referral | undefined })

/** Concerns that the representatives of the village may decide on, on a day (YYYY-MM-DD). */
export const mandatedOn = ({ referral }: Input, on: string): string[] =>
  (referral as Referral | undefined)?.mandates
    .filter((one) => one.on <= on && on <= one.until)
    .flatMap(({ concerns }) => concerns) ?? []

/** Whether a body may take up a matter on a day: the representatives only with a mandate that holds. */
export const mayTake = (to: BodyKind | undefined, concerns: string, input: Input, on: string): boolean =>
  to !== undefined && mayDecide(to, concerns, mandatedOn(input, on))

/** The body it goes on to: the one named, else the representatives where they have a mandate, else the villagers’ meeting. */
export const goesTo = ({ concerns }: Pick<Resolution, 'concerns'>, input: Input, on: string): BodyKind | undefined => {
  const may = bodiesFor(concerns)
  if (typeof input.to === 'string') return may.find((kind) => kind === input.to)
  return may.find((kind) => kind !== 'representatives' || mandatedOn(input, on).includes(concerns))
}
