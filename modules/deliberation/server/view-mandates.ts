import type { Actor } from '@gongzhi/kernel/reach.ts'
import { capacityAt } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { prospectsOf } from '@gongzhi/kernel/server/prospects-of.ts'
import type { endpoints } from '../contract.ts'
import { mandateAccess, meetingAccess } from './access.ts'
import { mandateSubject } from './mandate-subject.ts'
import { publicReach } from './reading.ts'
import { spoken } from './spoken.ts'
import { listMandates, readMandate } from './store-mandate.ts'

/** The minutes of a villagers’ meeting carry names: for those who keep the mandate, and the town. */
export const readsMandates = (actor: Actor, unit: string): boolean =>
  capacityAt([...(mandateAccess['give-mandate'] ?? []), ...(meetingAccess.guide ?? [])], actor, unit) !== undefined

/** Handles GET /mandates: for everybody, as the decisions rest on them. */
export const mandateList = async ({ env, actor, query }: Context<typeof endpoints.mandates>) => {
  const { county, scope } = publicReach(actor, query.unit)
  if (!query.unit.startsWith(county)) return []
  const [found = []] = await env.db.batch(scope, [listMandates(county, query.unit)])
  const reads = readsMandates(actor, query.unit)
  return found.map((row) => {
    const { unitCode: _unit, resolution, ended, verdicts, concerns, files, ...said } = readMandate(row)
    const docket = {
      ...{ county, id: row.id as string, kind: 'mandate', unitCode: query.unit, state: row.state as string },
      ...{ holderOrg: null, holder: null, party: null, sealedFrom: null },
    }
    return {
      id: docket.id,
      number: row.number as string,
      state: docket.state,
      ...said,
      concerns: [...concerns],
      files: reads ? [...files] : [],
      ended,
      resolution: resolution === null ? null : { id: resolution, number: row.resolution_number as string },
      verdicts: verdicts.map(spoken),
      prospects: prospectsOf(env, mandateSubject, readMandate(row), docket, actor),
    }
  })
}
