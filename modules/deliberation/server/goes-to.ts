import type { Row } from '@gongzhi/kernel/server/db.ts'
import type { BodyKind } from '../rules/bodies.ts'
import { bodiesFor, mayDecide } from '../rules/concerns.ts'
import { mandatedOn } from '../rules/mandate.ts'
import type { Entrusted } from '../rules/rows.ts'

/* Where a council’s resolution goes on to, when the decision is another body’s by law (X1, X4). */

type Input = { readonly to?: unknown; readonly mandates?: unknown }

/** The mandates that `findMandates` read; for an act’s `finds`. */
export const mandatesIn = (read: readonly (readonly Row[])[]) => ({
  mandates: (read[0]?.[0]?.mandates ?? []) as readonly Entrusted[],
})

/** Whether a body may take up a matter on a day (YYYY-MM-DD): the representatives only with a mandate that holds. */
export const mayTake = (to: BodyKind | undefined, concerns: string, { mandates }: Input, on: string): boolean =>
  to !== undefined && mayDecide(to, concerns, mandatedOn((mandates ?? []) as readonly Entrusted[], on))

/** The body it goes on to: the one named, else the representatives where they have a mandate, else the villagers’ meeting. */
export const goesTo = (concerns: string, input: Input, on: string): BodyKind | undefined => {
  const may = bodiesFor(concerns)
  if (typeof input.to === 'string') return may.find((kind) => kind === input.to)
  return may.find((kind) => mayTake(kind, concerns, input, on))
}
