import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Request } from '@gongzhi/kernel/endpoint.ts'
import { invalid, notYours, refused } from '@gongzhi/kernel/problem.ts'
import type { Call } from '@gongzhi/kernel/server/act.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { capacityAt } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { lawAt } from '@gongzhi/law/server'
import { findPlace, inForce } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { lackingInMandate, type Mandate, verdictsOfMandate } from '../rules/mandate.ts'
import { mandateAccess } from './access.ts'
import { mandateSubject, mandateTitle } from './mandate-subject.ts'
import { attachDocuments, documentIds, documentsIn, filesKept } from './with-photos.ts'

/** Keeps a mandate. 409 with all that is missing: its matters, its term, the numbers of the meeting that gave it. */
export const giveMandate = async (env: Env, body: Request<typeof endpoints.giveMandate>['body'], call: Call) => {
  const { actor, key } = call
  const place = findPlace(body.unit)
  if (!place || !inForce(place) || !body.unit.startsWith(actor.county))
    throw invalid([{ pointer: '/body/unit', code: 'unknown' }])
  const capacity = capacityAt(mandateAccess['give-mandate'], actor, body.unit)
  if (!capacity) throw notYours('give-mandate')
  const { id = derivedId(key, 'mandate'), unit, files, ...given } = body
  const [kept] = await env.db.batch(noScope, [documentsIn(files)])
  filesKept('files', documentIds(files), kept)
  const law = lawAt(unit, given.on)
  const unmet = lackingInMandate(law, given, isoDay(dayOf(env.now())))
  if (unmet.length > 0) throw refused('give-mandate', unmet, [])
  const row: Mandate = {
    unitCode: unit,
    ...given,
    files,
    verdicts: [...verdictsOfMandate(law, given)],
    resolution: null,
    ended: null,
  }
  return openSubject(
    env,
    { subject: mandateSubject, id, title: mandateTitle, unitCode: unit, capacity, row, data: body, asked: body },
    call,
    attachDocuments(actor.county, id, files),
  )
}

/** Handles POST /mandates. */
export const giveMandateHere = ({ env, actor, body, key, madeAt }: Context<typeof endpoints.giveMandate>) =>
  giveMandate(env, body, { actor, key, madeAt })
