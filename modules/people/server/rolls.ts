import { maskName } from '@gongzhi/identity/rules'
import { residentByPhone, sealName } from '@gongzhi/identity/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Request } from '@gongzhi/kernel/endpoint.ts'
import { invalid, notFound, notYours, Problem, refused } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { type Call, scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { type AccessTable, capacityFor } from '@gongzhi/kernel/server/docket.ts'
import { bind, type Route } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { organisationId } from '@gongzhi/territory/rules'
import { findPlace, inForce, loadOrganisations, writeStamp } from '@gongzhi/territory/server'
import { endpoints } from '../contract.ts'
import { bodyId, classesOf } from '../rules/bodies.ts'
import { bodyAccess, bodySubject, memberAccess, memberSubject } from './roll-subjects.ts'
import type { PeoplePorts } from './routes.ts'
import { insertPosts } from './store.ts'
import { findBody, listBodies, type MemberRow, membershipsOf, readBody } from './store-roll.ts'
import { viewBody } from './view-roll.ts'

const capacityAt = (access: AccessTable, act: string, actor: Actor, unit: string) => {
  const at = { id: '', unitCode: unit, holderOrg: null, holder: null, party: null, sealedFrom: null }
  const capacity = capacityFor(access[act] ?? [], actor, at, [])
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
  const capacity = capacityAt(bodyAccess, 'found-body', actor, body.unit)
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

/** Puts a person on the roll of a body for a term. */
export const enterMember = async (
  env: Env,
  crypto: Crypto,
  of: string,
  body: Request<typeof endpoints.enter>['body'],
  call: Call,
) => {
  const { actor, key } = call
  const { county } = actor
  const unit = of.slice(0, 12)
  const capacity = capacityAt(memberAccess, 'enter', actor, unit)
  const [found = []] = await env.db.batch(scopeOf(actor), [findBody(county, of)])
  const stored = found[0]
  if (stored?.state !== 'standing') throw notFound()
  const known = readBody(stored)
  const errors = []
  if (body.until < body.from) errors.push({ pointer: '/body/until', code: 'before-from' })
  if (known.classes.length > 0 && !known.classes.some(({ code }) => code === body.class))
    errors.push({ pointer: '/body/class', code: 'unknown' })
  if (errors.length > 0) throw invalid(errors)
  const account =
    body.phone === undefined ? null : ((await residentByPhone(env, crypto, county, body.phone, body.name)) ?? null)
  const row: MemberRow = {
    body: of,
    account,
    nameEnc: sealName(crypto, body.name),
    shown: maskName(body.name),
    class: body.class ?? null,
    household: body.household ?? null,
    woman: body.woman,
    from: body.from,
    until: body.until,
    suspended: false,
    endedOn: null,
    reason: null,
  }
  return openSubject(
    env,
    {
      subject: memberSubject,
      id: derivedId(key, 'member'),
      // a roll says who is on it; the docket, which many read, does not
      title: known.title,
      unitCode: unit,
      party: account,
      capacity,
      row,
      data: { body: of, class: row.class, from: row.from, until: row.until },
      asked: { ...body, name: crypto.keyedHash('people.member', body.name), phone: body.phone ? true : undefined },
    },
    call,
  )
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
