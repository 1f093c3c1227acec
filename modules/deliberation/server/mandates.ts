import { attachStatements, listKept } from '@gongzhi/files/server'
import { closeOf, dayNumber, dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Request } from '@gongzhi/kernel/endpoint.ts'
import { invalid, notYours, refused } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { type Act, act, type Call } from '@gongzhi/kernel/server/act.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { capacityAt } from '@gongzhi/kernel/server/docket.ts'
import type { Context, Listener } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import { prospectsOf } from '@gongzhi/kernel/server/prospects-of.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Env, Subject } from '@gongzhi/kernel/server/subject.ts'
import { lawAt } from '@gongzhi/law/server'
import { toRecord } from '@gongzhi/record/server'
import { findPlace, inForce } from '@gongzhi/territory/server'
import { endpoints } from '../contract.ts'
import { seatOf } from '../rules/bodies.ts'
import {
  lackingInMandate,
  type Mandate,
  type MandateFacts,
  type MandateState,
  mandate,
  verdictsOfMandate,
} from '../rules/mandate.ts'
import { mandateAccess, meetingAccess } from './access.ts'
import { publicReach } from './reading.ts'
import { spoken } from './spoken.ts'
import { insertMandate, listMandates, loadMandate, patchMandate, readMandate } from './store-mandate.ts'
import { noDoor } from './system-endpoint.ts'
import { filesKept } from './with-photos.ts'
import { RULE, written } from './written.ts'

/* 授权: what the villagers’ meeting gave into the hands of the representatives; it met on paper, its numbers are kept (X4). */

/** A mandate: stands until its last day, or until the villagers’ meeting takes it back. */
const mandateSubject: Subject<MandateState, MandateFacts, Mandate> = {
  kind: 'mandate',
  series: 'G',
  rule: RULE,
  procedure: mandate,
  access: mandateAccess,
  load: loadMandate,
  read: readMandate,
  insert: insertMandate,
  patch: patchMandate,
  facts: ({ input }) => ({ reason: written(input, 'reason') }),
  standing: (state, row) => ({
    ...{ holderOrg: null, holder: null, dueAt: null, pausedFor: null, supervised: false },
    alarm: state === 'given' ? { at: closeOf(dayNumber(row.until)) + 60_000, act: 'run-out' } : null,
  }),
  units: (row) => [seatOf(`${row.unitCode}.representatives`)],
}

/** Keeps a mandate. 409 with all that is missing: its matters, its term, the numbers of the meeting that gave it. */
export const giveMandate = async (env: Env, body: Request<typeof endpoints.giveMandate>['body'], call: Call) => {
  const { actor, key } = call
  const place = findPlace(body.unit)
  if (!place || !inForce(place) || !body.unit.startsWith(actor.county))
    throw invalid([{ pointer: '/body/unit', code: 'unknown' }])
  const capacity = capacityAt(mandateAccess['give-mandate'], actor, body.unit)
  if (!capacity) throw notYours('give-mandate')
  const { id = derivedId(key, 'mandate'), unit, files, ...given } = body
  const [kept] = await env.db.batch(noScope, [listKept(files.map((file) => file.id))])
  filesKept(
    'files',
    files.map((file) => file.id),
    kept,
  )
  const law = lawAt(unit, given.on)
  const unmet = lackingInMandate(law, given, isoDay(dayOf(env.now())))
  if (unmet.length > 0) throw refused('give-mandate', unmet, [])
  const row: Mandate = { unitCode: unit, ...given, files, verdicts: [...verdictsOfMandate(law, given)], ended: null }
  return openSubject(
    env,
    { subject: mandateSubject, id, title: '授权村民代表会议', unitCode: unit, capacity, row, data: body, asked: body },
    call,
    attachStatements(actor.county, id, [], [...files]),
  )
}

/** Handles POST /mandates. */
export const giveMandateHere = ({ env, actor, body, key, madeAt }: Context<typeof endpoints.giveMandate>) =>
  giveMandate(env, body, { actor, key, madeAt })

const takeBack = act({
  subject: mandateSubject,
  act: 'take-back',
  endpoint: endpoints.takeBack,
  change: ({ input }) => ({ ended: input.reason }),
})
const runOut = act({
  subject: mandateSubject,
  act: 'run-out',
  endpoint: noDoor,
  change: () => ({ ended: '' }),
  data: () => ({}),
})
export const mandateActs: readonly Act[] = [takeBack, runOut]

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
    const { unitCode: _unit, ended, verdicts, concerns, files, ...said } = readMandate(row)
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
      ended: ended === '' ? null : ended,
      verdicts: verdicts.map(spoken),
      prospects: prospectsOf(env, mandateSubject, readMandate(row), docket as never, actor),
    }
  })
}

/** A mandate and its end are public for good (P16): a decision of the representatives is worth what it rests on. */
export const publishMandate: Listener = {
  id: 'deliberation.publish-mandate',
  kinds: ['mandate'],
  wants: ({ act }) => act === 'give-mandate' || act === 'take-back',
  hear: async (_env, tx, fact) => {
    const [stored] = await tx.rows(loadMandate(fact.county, fact.subject))
    const [held] = await tx.rows(findDocket(fact.county, fact.subject))
    if (!stored || !held) return
    const { files: _, ended, ...row } = readMandate(stored)
    const { number } = readDocket(held)
    const at = new Date(fact.at).toISOString()
    const given = fact.act === 'give-mandate'
    const words = given ? { ...row, at, number } : { at, number, reason: ended, unit: row.unitCode }
    const [kind, no] = given ? ['mandate', number] : ['mandate-ended', `${number}-D`]
    await tx.rows(toRecord(fact.county, kind, fact.subject, fact.seq, no, words))
  },
}
