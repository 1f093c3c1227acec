import { type Procedure, prospects } from '../procedure.ts'
import type { Actor } from '../reach.ts'
import { capacityFor, type DocketRow } from './docket.ts'
import type { Env, Subject } from './subject.ts'

/** As much of a docket as acts are foreseen by. */
type Foreseen = Parameters<typeof capacityFor>[2] & Pick<DocketRow, 'state'>

/** The acts this person may ever do here, each with what stands in its way; `told`: facts that reads of the act would find. */
export const prospectsOf = (
  env: Env,
  subject: unknown,
  row: unknown,
  docket: Foreseen,
  actor: Actor,
  told: object = {},
) => {
  const { procedure, access, facts } = subject as Subject<string, unknown, unknown> & {
    procedure: Procedure<string, unknown>
  }
  const units = docket.holderOrg === null ? [] : [docket.holderOrg]
  return Object.keys(procedure.acts).flatMap((act) => {
    const capacity = capacityFor(access[act] ?? [], actor, docket, units)
    if (!capacity) return []
    const moment = { row, docket, actor, capacity, now: env.now(), calendar: env.calendar, input: told }
    const found = prospects(procedure, docket.state, facts(moment as never)).find((one) => one.act === act)
    return found ? [{ act, unmet: found.unmet, asks: found.asks, from: [...found.from] }] : []
  })
}
