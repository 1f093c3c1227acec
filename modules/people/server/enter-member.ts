import { maskName } from '@gongzhi/identity/rules'
import { residentByPhone, residentsOfPhones, sealName } from '@gongzhi/identity/server'
import type { Request } from '@gongzhi/kernel/endpoint.ts'
import { invalid, notFound, notYours, Problem, refused } from '@gongzhi/kernel/problem.ts'
import { type Actor, scopesOf } from '@gongzhi/kernel/reach.ts'
import { type Call, scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { capacityAt } from '@gongzhi/kernel/server/docket.ts'
import { type NewSubject, openingOf, openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import { withSeries } from '@gongzhi/kernel/server/repeat.ts'
import type { Receipt } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { endpoints } from '../contract.ts'
import { memberAccess, memberSubject } from './roll-subjects.ts'
import { type BodyRow, findBody, type MemberRow, memberWith, readBody } from './store-roll.ts'

export type Entering = Request<typeof endpoints.enter>['body']
/** Somebody to be entered, under the key of their own entry. */
export type Entry = { readonly key: string; readonly entering: Entering }

const capacityIn = (actor: Actor, unit: string) => {
  const capacity = capacityAt(memberAccess.enter, actor, unit)
  if (!capacity) throw notYours('enter')
  return capacity
}

const standing = async (env: Env, actor: Actor, of: string): Promise<BodyRow> => {
  const [found = []] = await env.db.batch(scopeOf(actor), [findBody(actor.county, of)])
  const stored = found[0]
  if (stored?.state !== 'standing') throw notFound()
  return readBody(stored)
}

/** What is wrong with an entry by itself: 400 with every field. */
const weigh = ({ from, until, class: of }: Entering, { classes }: BodyRow): void => {
  const errors = []
  if (until < from) errors.push({ pointer: '/body/until', code: 'before-from' })
  if (classes.length > 0 && !classes.some(({ code }) => code === of))
    errors.push({ pointer: '/body/class', code: 'unknown' })
  if (errors.length > 0) throw invalid(errors)
}

const freshMember = (
  crypto: Crypto,
  known: BodyRow,
  { key, entering: body }: Entry,
  account: string | null,
  capacity: NewSubject<MemberRow>['capacity'],
): NewSubject<MemberRow> => {
  const row: MemberRow = {
    body: known.body,
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
  return {
    subject: memberSubject,
    id: derivedId(key, 'member'),
    // a roll says who is on it; the docket, which many read, does not
    title: known.title,
    unitCode: known.unitCode,
    party: account,
    ...(capacity ? { capacity } : {}),
    row,
    data: { body: known.body, class: row.class, from: row.from, until: row.until },
    asked: { ...body, name: crypto.keyedHash('people.member', body.name), phone: body.phone ? true : undefined },
  }
}

/** Puts a person on the roll of a body for a term. 409 `phone-not-on-roll`: the phone’s owner is on it already. */
export const enterMember = async (
  env: Env,
  crypto: Crypto,
  of: string,
  entering: Entering,
  call: Call,
): Promise<Receipt> => {
  const { actor, key } = call
  const capacity = capacityIn(actor, of.slice(0, 12))
  const known = await standing(env, actor, of)
  weigh(entering, known)
  const { phone, name } = entering
  const account = phone === undefined ? null : await residentByPhone(env, crypto, actor.county, phone, name)
  const fresh = freshMember(crypto, known, { key, entering }, account, capacity)
  try {
    return await openSubject(env, fresh, call)
  } catch (error) {
    // one person stands once on a roll: whose phone it is, is on it already
    if (account === null || !(error instanceof Problem && error.body.status === 422)) throw error
    const [there = []] = await env.db.batch(scopeOf(actor), [memberWith(actor.county, of, account)])
    throw there.some(({ id }) => id !== fresh.id) ? refused('enter', ['phone-not-on-roll']) : error
  }
}

/**
 * Puts many on the roll of a body in one transaction, each by the same act under a key of its own: all of them or none. A key
 * that was used before, or a phone that is on the roll, stops all; then they are entered one by one. Answers their ids.
 */
export const enterMembers = async (
  env: Env,
  crypto: Crypto,
  of: string,
  entries: readonly Entry[],
  actor: Actor,
): Promise<readonly string[]> => {
  const { county } = actor
  const capacity = capacityIn(actor, of.slice(0, 12))
  const known = await standing(env, actor, of)
  for (const { entering } of entries) weigh(entering, known)
  const phones = entries.flatMap(({ entering: { phone } }) => (phone === undefined ? [] : [phone]))
  const accounts = new Map(phones.length > 0 ? await residentsOfPhones(env, crypto, county, phones) : [])
  for (const { phone, name } of entries.map(({ entering }) => entering))
    if (phone !== undefined && !accounts.has(phone))
      accounts.set(phone, await residentByPhone(env, crypto, county, phone, name))
  const fresh = entries.map((entry) =>
    freshMember(crypto, known, entry, accounts.get(entry.entering.phone ?? '') ?? null, capacity),
  )
  const when = { now: env.now(), calendar: env.calendar, hears: env.hears }
  const statements = fresh.flatMap((one, i) => openingOf(when, one, { actor, key: entries[i]?.key ?? '' }))
  const scope = { scopes: [...scopesOf(actor), known.unitCode], orgs: [], account: actor.account }
  await withSeries(env, () => env.db.batch(scope, statements))
  return fresh.map(({ id }) => id)
}
