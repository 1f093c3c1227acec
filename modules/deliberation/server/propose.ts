import { attachStatements, listKept } from '@gongzhi/files/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Request } from '@gongzhi/kernel/endpoint.ts'
import { invalid, refused } from '@gongzhi/kernel/problem.ts'
import type { Call } from '@gongzhi/kernel/server/act.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { findPlace, inForce } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { MANDATE } from '../rules/concerns.ts'
import { lackingInGrants } from '../rules/mandate.ts'
import { topicSubject } from './topic-subject.ts'
import { filesKept } from './with-photos.ts'

/** 提议题: anybody who is signed in, for the council of a village of the county (D11). */
export const proposeTopic = async (env: Env, body: Request<typeof endpoints.propose>['body'], call: Call) => {
  const { actor, key } = call
  const place = findPlace(body.unit)
  if (!place || !inForce(place) || !body.unit.startsWith(actor.county))
    throw invalid([{ pointer: '/body/unit', code: 'unknown' }])
  const { concerns, grants } = body
  if ((concerns === MANDATE) !== (grants !== undefined))
    throw invalid([{ pointer: '/body/grants', code: grants ? 'unexpected' : 'required' }])
  const unmet = grants ? lackingInGrants(grants, isoDay(dayOf(env.now()))) : []
  if (unmet.length > 0) throw refused('propose', unmet, [])
  const { id = derivedId(key, 'topic'), ...said } = body
  const [kept] = await env.db.batch(noScope, [listKept(body.photos)])
  filesKept('photos', body.photos, kept)
  return openSubject(
    env,
    {
      subject: topicSubject,
      id,
      title: body.title,
      unitCode: body.unit,
      party: actor.account,
      row: {
        unitCode: body.unit,
        body: `${body.unit}.council`,
        party: actor.account,
        title: body.title,
        text: body.text,
        photos: body.photos,
        concerns: body.concerns,
        grants: body.grants ?? null,
        rounds: 1,
        ground: null,
        groundText: null,
        article: null,
        appeal: null,
        appealAnswer: null,
        meeting: null,
        resolution: null,
        origin: null,
        supports: 0,
      },
      data: said,
      asked: body,
    },
    call,
    attachStatements(actor.county, id, body.photos),
  )
}

/** Handles POST /topics. */
export const propose = ({ env, actor, body, key, madeAt }: Context<typeof endpoints.propose>) =>
  proposeTopic(env, body, { actor, key, madeAt })
