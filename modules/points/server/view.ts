import { signedResolutions } from '@gongzhi/deliberation/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { capacityAt, everMay } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { prospectsOf } from '@gongzhi/kernel/server/prospects-of.ts'
import type { Env, Subject } from '@gongzhi/kernel/server/subject.ts'
import { membershipsOf } from '@gongzhi/people/server'
import { findPlace } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { type ActCode, balanceOf, postingDays } from '../rules/index.ts'
import { entryAccess, ruleAccess } from './access.ts'
import { bookId, yearOf } from './new-entry.ts'
import { books, entries, exchanges, rules } from './store.ts'
import {
  exchangesAsked,
  exchangesOf,
  linesIn,
  linesOf,
  onPaperMembers,
  onRoll,
  rulesOf,
  takingPart,
} from './store-find.ts'
import { entrySubject, exchangeSubject, ruleSubject } from './subjects.ts'

/* What is read. Everybody reads the rule, members their own ledger and what is posted; nobody a sum of anybody else (P1). */

const NAMED = ['points-entry', 'points-exchange']
/** The acts this person may ever do with a listed row; only what has an owner is anybody’s party. */
const prospectsIn = (env: Env, subject: unknown, row: unknown, stored: Row, actor: Actor, told: object = {}) => {
  const { kind } = subject as Subject<string, unknown, unknown>
  const docket = {
    ...{ id: stored.id as string, unitCode: stored.unit_code as string, state: stored.state as string },
    ...{ holderOrg: null, holder: null, sealedFrom: null, openedAt: 0 },
    party: NAMED.includes(kind) ? (stored.account as string | null) : null,
  }
  return prospectsOf(env, subject, row, docket, actor, told)
}
const nameOf = (body: string): string => findPlace(body.slice(0, 12))?.short ?? body
const iso = (at: unknown): string | null => (at instanceof Date ? at.toISOString() : null)
const whole = (actor: Actor, county: string) => ({ ...scopeOf(actor), scopes: [county] })

const ruleOf = (env: Env, actor: Actor, stored: Row, signed: readonly Row[]) => {
  const row = rules.read(stored)
  const gone = (stored.gone ?? {}) as Record<string, number>
  const by = signed.find(({ id }) => id === row.resolution)
  return {
    id: stored.id as string,
    number: stored.number as string,
    state: stored.state as string,
    title: row.title,
    text: row.text,
    clauses: row.clauses.map((one) => ({ ...one })),
    yearMost: row.yearMost,
    goods: row.goods.map((one, at) => ({ ...one, left: Math.max(0, one.stock - (gone[at] ?? 0)) })),
    adoptedAt: iso(stored.adopted_at),
    resolution: by ? { id: by.id as string, number: by.number as string, title: by.title as string } : null,
    prospects: prospectsIn(env, ruleSubject, row, stored, actor).filter(({ act }) => act !== 'exchange'),
  }
}
const lineOf = (env: Env, actor: Actor, stored: Row) => ({
  id: stored.id as string,
  number: stored.number as string,
  state: stored.state as string,
  act: stored.act as ActCode,
  about: stored.reference as string,
  points: stored.points as number,
  at: (stored.happened_at as Date).toISOString(),
  dueAt: iso(stored.due_at),
  dispute: (stored.dispute as string | null) ?? null,
  prospects: prospectsIn(env, entrySubject, entries.read(stored), stored, actor),
})
const shownOf = (stored: Row) => (stored.shown as string | null) ?? '—'
const exchangeOf = (env: Env, actor: Actor, stored: Row) => ({
  id: stored.id as string,
  number: stored.number as string,
  state: stored.state as string,
  name: stored.name as string,
  points: stored.points as number,
  at: (stored.asked_at as Date).toISOString(),
  prospects: prospectsIn(env, exchangeSubject, exchanges.read(stored), stored, actor),
})
const may = (access: typeof entryAccess, act: string, actor: Actor, body: string) => {
  const rules = (access[act] ?? []).filter((rule) => 'roles' in rule)
  return body.startsWith(actor.county || '-') && capacityAt(rules, actor, body.slice(0, 12)) !== undefined
}

/** Handles GET /points/rules. */
export const viewRules = async ({ env, actor, query: { body } }: Context<typeof endpoints.rules>) => {
  const county = body.slice(0, 6)
  if (!findPlace(body.slice(0, 12))) throw notFound()
  const [found = [], signed = []] = await env.db.batch(whole(actor, county), [
    rulesOf(county, body),
    signedResolutions(county, body),
  ])
  const drafts = may(ruleAccess, 'draft-rule', actor, body)
  return {
    body,
    village: nameOf(body),
    posting: postingDays,
    rules: found.filter(({ state }) => state !== 'withdrawn').map((row) => ruleOf(env, actor, row, signed)),
    drafts,
  }
}

/** Handles GET /points/mine. */
export const viewMine = async ({ env, actor }: Context<typeof endpoints.mine>) => {
  if (actor.account === null) return []
  const { account, county } = actor
  const on = isoDay(dayOf(env.now()))
  const [sits = []] = await env.db.batch(scopeOf(actor), [membershipsOf(county, account, on)])
  return Promise.all(
    sits
      .filter(({ kind }) => kind === 'council')
      .map(async (seat) => {
        const [body, member] = [seat.body as string, seat.member as string]
        const [found = [], signed = [], held = []] = await env.db.batch(whole(actor, county), [
          rulesOf(county, body),
          signedResolutions(county, body),
          books.load(county, bookId(body, member)),
        ])
        const stored = found.find(({ state }) => state === 'in-force')
        const year = stored ? (stored.cleared as number) + 1 : yearOf(env.now())
        const [lines = [], out = []] = await env.db.batch(scopeOf(actor), [
          linesOf(county, body, member, year),
          exchangesOf(county, body, member, year),
        ])
        const total = (rows: readonly Row[], states: readonly string[]) =>
          rows.reduce((sum, row) => (states.includes(row.state as string) ? sum + (row.points as number) : sum), 0)
        const [effective, spent] = [total(lines, ['effective']), total(out, ['asked', 'handed'])]
        const book = held[0]
        return {
          body,
          title: seat.title as string,
          village: nameOf(body),
          book: book ? (book.id as string) : null,
          joined: book?.active === true,
          year,
          effective,
          spent,
          left: balanceOf(effective, spent),
          posting: postingDays,
          rule: stored ? ruleOf(env, actor, stored, signed) : null,
          entries: lines.map((row) => lineOf(env, actor, row)),
          exchanges: out.map((row) => exchangeOf(env, actor, row)),
        }
      }),
  )
}

/** Handles GET /points/posted: for members of that council, and those who keep its papers. */
export const viewPosted = async ({ env, actor, query: { body } }: Context<typeof endpoints.posted>) => {
  if (!body.startsWith(actor.county || '-')) throw notFound()
  const on = isoDay(dayOf(env.now()))
  const [self = [], found = []] = await env.db.batch(whole(actor, actor.county), [
    onRoll(actor.county, body, on, { account: actor.account }),
    linesIn(actor.county, body, ['posted', 'frozen']),
  ])
  if (self.length === 0 && !may(entryAccess, 'see', actor, body)) throw notFound()
  return found.map((row) => ({ ...lineOf(env, actor, row), shown: shownOf(row) }))
}

/** Handles GET /points/work. */
export const viewWork = async ({ env, actor, query: { body } }: Context<typeof endpoints.work>) => {
  if (!may(entryAccess, 'see', actor, body)) throw notFound()
  const { county } = actor
  const on = isoDay(dayOf(env.now()))
  const [members = [], paper = [], signed = [], found = [], out = []] = await env.db.batch(scopeOf(actor), [
    takingPart(county, body, on),
    onPaperMembers(county, body, on),
    signedResolutions(county, body),
    linesIn(county, body, ['recorded', 'frozen']),
    exchangesAsked(county, body),
  ])
  const keeps = may(entryAccess, 'record-entry', actor, body)
  return {
    village: nameOf(body),
    members: keeps ? members.map((one) => ({ member: one.member as string, shown: one.shown as string })) : [],
    onPaper: (keeps ? paper : []).map((one) => ({
      member: one.member as string,
      shown: one.shown as string,
      book: one.book as string | null,
      joined: one.active === true,
    })),
    resolutions: signed.map((one) => ({
      id: one.id as string,
      number: one.number as string,
      title: one.title as string,
    })),
    entries: found.map((row) => ({ ...lineOf(env, actor, row), shown: shownOf(row) })),
    exchanges: out.map((row) => ({
      ...exchangeOf(env, actor, row),
      shown: shownOf(row),
      letter: row.kind === 'thanks',
    })),
  }
}

/** What a page offers at all. */
export const mayDo = (actor: Actor): readonly string[] => everMay(entryAccess, ['see'], actor).map(() => 'points.work')
