import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Request } from '@gongzhi/kernel/endpoint.ts'
import { invalid, notYours, Problem, refused } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { type Call, scopeOf } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { type AccessTable, capacityAt } from '@gongzhi/kernel/server/docket.ts'
import { bind, type Route } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { organisationId } from '@gongzhi/territory/rules'
import { findPlace, inForce, loadOrganisations, writeStamp } from '@gongzhi/territory/server'
import { endpoints } from '../contract.ts'
import { bodyId, classesOf } from '../rules/bodies.ts'
import { enterMember } from './enter-member.ts'
import { bodyAccess, bodySubject } from './roll-subjects.ts'
import type { PeoplePorts } from './routes.ts'
import { insertPosts } from './store.ts'
import { listBodies, membershipsOf } from './store-roll.ts'
import { viewBody } from './view-roll.ts'

const capacityIn = (access: AccessTable, act: string, actor: Actor, unit: string) => {
  const capacity = capacityAt(access[act], actor, unit)
  if (!capacity) throw notYours(act)
  return capacity
}

/** The organisation a council sits in, with the two posts that run its talks (D08). */
const seatOf = (unit: string, title: string, today: string) => {
  const org = organisationId(unit, 'council')
  const post = (role: string, name: string) => ({ id: `${org}.${role}`, org, role, title: name, prefix: unit })
  return [
    loadOrganisations([{ county: unit.slice(0, 6), seat: unit, kind: 'council', name: title, phone: null }], today),
    insertPosts([post('council-chair', '理事长'), post('council-secretary', '秘书（记录员）')]),
    { text: writeStamp, values: [] },
  ]
}

/** A unit gets a body; a council with its organisation and posts. 409 when it has one. */
export const foundBody = async (env: Env, body: Request<typeof endpoints.foundBody>['body'], call: Call) => {
  const { actor } = call
  const place = findPlace(body.unit)
  if (!place || !inForce(place) || !body.unit.startsWith(actor.county))
    throw invalid([{ pointer: '/body/unit', code: 'unknown' }])
  const capacity = capacityIn(bodyAccess, 'found-body', actor, body.unit)
  const name = bodyId(body.unit, body.kind)
  const id = derivedId('people.body', name)
  // one of a kind in a unit: a second one is stopped by its id
  const once = (error: unknown): never => {
    throw error instanceof Problem && error.body.status === 422 ? refused('found-body', ['one-body'], []) : error
  }
  return openSubject(
    env,
    {
      subject: bodySubject,
      id,
      title: body.title,
      unitCode: body.unit,
      capacity,
      row: {
        body: name,
        unitCode: body.unit,
        kind: body.kind,
        title: body.title,
        classes: body.classes ?? classesOf(body.kind),
      },
      data: { body: name },
      asked: body,
    },
    call,
    body.kind === 'council' ? seatOf(body.unit, body.title, isoDay(dayOf(env.now()))) : [],
  ).catch(once)
}

/** Routes of bodies and rolls. */
export const rollRoutes = (ports: PeoplePorts): readonly Route[] => [
  bind(endpoints.bodies, async ({ env, actor, query }) => {
    const county = query.unit.slice(0, 6)
    const on = isoDay(dayOf(env.now()))
    const [rows = []] = await env.db.batch({ ...scopeOf(actor), scopes: [county] }, [
      listBodies(county, query.unit, on),
    ])
    return rows.map((row) => ({
      body: row.body as string,
      kind: row.kind as string,
      title: row.title as string,
      unit: { code: row.unit_code as string, name: findPlace(row.unit_code as string)?.short ?? '' },
      members: row.members as number,
    }))
  }),
  bind(endpoints.body, viewBody(ports)),
  bind(endpoints.myBodies, async ({ env, actor }) => {
    if (actor.account === null) return []
    const on = isoDay(dayOf(env.now()))
    const [rows = []] = await env.db.batch(scopeOf(actor), [membershipsOf(actor.county, actor.account, on)])
    return rows.map((row) => ({
      member: row.member as string,
      body: row.body as string,
      kind: row.kind as string,
      title: row.title as string,
      unit: { code: row.unit_code as string, name: findPlace(row.unit_code as string)?.short ?? '' },
    }))
  }),
  bind(endpoints.foundBody, ({ env, actor, body, key }) => foundBody(env, body, { actor, key })),
  bind(endpoints.enter, ({ env, actor, params, body, key }) =>
    enterMember(env, ports.crypto, params.body, body, { actor, key }),
  ),
]
