import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Request } from '@gongzhi/kernel/endpoint.ts'
import { invalid, notYours, Problem, refused } from '@gongzhi/kernel/problem.ts'
import { type Call, scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { capacityAt } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { endpoints } from '../contract.ts'
import { daysBefore, limits, rollLaw } from '../rules/index.ts'
import { rollAccess } from './access.ts'
import { lawOn } from './law-on.ts'
import { openVillagers, whoIsMeant } from './resolve.ts'
import { countVillagers, villagersOn } from './store-change.ts'
import { rollSubject } from './subjects.ts'

/** 换届选举登记 (R1, Art. 15, 16): the election day, the seats, and the committee that the village chose. */
export const drawUp = async (env: Env, crypto: Crypto, body: Request<typeof endpoints.drawUp>['body'], call: Call) => {
  const { actor, key } = call
  const { unit, electionDay, seats, chosenBy, chosenOn } = body
  const capacity = capacityAt(rollAccess['draw-up'], actor, unit)
  if (!capacity) throw notYours('draw-up')
  const now = env.now()
  if (chosenOn > isoDay(dayOf(now))) throw invalid([{ pointer: '/body/chosenOn', code: 'in-future' }])
  const [counted = [], rows = []] = await env.db.batch(scopeOf(actor), [
    countVillagers(actor.county, unit, electionDay),
    villagersOn(actor.county, unit, electionDay),
  ])
  const listed = counted.length > 0
  const committee = listed ? whoIsMeant(body.committee, openVillagers(crypto, rows), (n) => `/body/committee/${n}`) : []
  const unmet = [
    ...(listed ? [] : ['villagers-listed']),
    ...((listed ? committee.length : body.committee.length) >= limits.committee.least ? [] : ['committee-enough']),
    ...(daysBefore(electionDay, now) >= rollLaw(lawOn(unit, now)).posted.amount ? [] : ['posted-long-enough']),
  ]
  if (unmet.length > 0) throw refused('draw-up', unmet, [])
  return openSubject(
    env,
    {
      subject: rollSubject,
      id: derivedId(key, 'voter-roll'),
      title: `${electionDay.slice(0, 4)}年村民委员会选举村民名单`,
      unitCode: unit,
      capacity,
      row: {
        ...{ unitCode: unit, electionDay, seats, chosenBy, chosenOn, committee: committee.map(({ member }) => member) },
        ...{ live: true, postedAt: null, postedVerdict: null, objectUntil: null, postedDigest: null },
        ...{ settledAt: null, digest: null, voters: null, women: null, candidates: [] },
      },
      data: { electionDay, seats, chosenBy, chosenOn, committee: committee.length },
      asked: { ...body, committee: crypto.keyedHash('people.member', JSON.stringify(body.committee)) },
    },
    call,
  ).catch((error: unknown): never => {
    // one at a time in a village: a second one is stopped by the table
    throw error instanceof Problem && error.body.status === 422 ? refused('draw-up', ['no-other-roll'], []) : error
  })
}
/** Handles POST /voter-rolls. */
export const drawUpRoute =
  (crypto: Crypto) =>
  ({ env, actor, body, key, madeAt }: Context<typeof endpoints.drawUp>) =>
    drawUp(env, crypto, body, { actor, key, madeAt })
