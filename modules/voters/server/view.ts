import { openName } from '@gongzhi/identity/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { capacityAt, everMay } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { prospectsOf } from '@gongzhi/kernel/server/prospects-of.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { findSeal } from '@gongzhi/record/server'
import { findPlace } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import * as rules from '../rules/index.ts'
import { objectionAccess, rollAccess } from './access.ts'
import { lawOn } from './law-on.ts'
import * as store from './store.ts'
import { countFor, countVillagers, membersNamed, standingProxies } from './store-change.ts'
import { objectionSubject, rollSubject } from './subjects.ts'

/** A village’s election is its people’s to read: the whole county is in reach. */
export const publicScope = (actor: Actor, county: string) => ({ ...scopeOf(actor), scopes: [county] })
const iso = (at: unknown): string | null =>
  at instanceof Date ? at.toISOString() : typeof at === 'number' ? new Date(at).toISOString() : null
/** Whether somebody keeps the papers of a village’s election committee. */
export const keepsAt = (actor: Actor, unit: string): boolean =>
  capacityAt(rollAccess['post-roll'], actor, unit) !== undefined

type Reader = {
  readonly env: Env
  readonly actor: Actor
  readonly names: boolean
  readonly keeps: boolean
  readonly crypto: Crypto
}
export const lineShown = (
  { names, crypto }: Pick<Reader, 'names' | 'crypto'>,
  { no, shown, nameEnc }: rules.Listed,
) => ({
  no,
  shown,
  name: names ? openName(crypto, nameEnc) : null,
})

const objectionShown = ({ env, actor, keeps, crypto }: Reader, stored: Row, rollState: string) => {
  const row = store.readObjection(stored)
  const mine = row.account !== null && row.account === actor.account
  const due = stored.due_at as Date | null
  const docket = {
    ...{ id: stored.id as string, unitCode: row.unitCode, state: stored.state as string, party: row.account },
    ...{ holderOrg: null, holder: null, sealedFrom: null },
  }
  return {
    ...{ id: docket.id, number: stored.number as string, state: docket.state, kind: row.kind, shown: row.shown, mine },
    about: keeps || mine ? openName(crypto, row.aboutEnc) : null,
    by: keeps && row.byEnc !== null ? openName(crypto, row.byEnc) : null,
    // a reason is the objector’s own word about somebody: for the committee, and whoever said it
    reason: keeps || mine ? row.reason : null,
    ...{
      lodgedAt: new Date(row.lodgedAt).toISOString(),
      dueAt: iso(due),
      late: due !== null && due.getTime() < env.now(),
    },
    ...{ decision: row.decision, deciders: row.deciders.length },
    prospects: prospectsOf(env, objectionSubject, row, docket, actor, { rollState }),
  }
}

const rollShown = async (reader: Reader, id: string, county: string, me: rules.Listed | undefined) => {
  const { env, actor, names, keeps, crypto } = reader
  const [loaded = [], dockets = [], objections = [], proxies = [], counted = []] = await env.db.batch(
    publicScope(actor, county),
    [
      store.loadRoll(county, id),
      findDocket(county, id),
      store.objectionsTo(county, id),
      standingProxies(county, id),
      countFor(county, id),
    ],
  )
  if (!loaded[0] || !dockets[0]) throw notFound()
  const [row, docket] = [store.readRoll(loaded[0]), readDocket(dockets[0])]
  const numbers = [
    ...row.candidates,
    ...proxies.flatMap(({ principal, holder }) => [principal as number, holder as number]),
  ]
  const [committee = [], lines = []] = await env.db.batch(publicScope(actor, county), [
    membersNamed(county, row.committee),
    store.linesAt(county, id, numbers),
  ])
  const at = new Map(lines.map((line) => [line.no as number, lineShown(reader, store.readListed(line))]))
  const line = (no: unknown) => at.get(no as number) ?? { no: no as number, shown: '', name: null }
  const [postedSeal, settledSeal] = await Promise.all([
    row.postedAt === null ? null : findSeal(env, county, `${docket.number}-P`),
    row.settledAt === null ? null : findSeal(env, county, docket.number),
  ])
  const { postedVerdict: verdict, objectUntil, postedDigest, digest } = row
  const open = objections.filter(({ state }) => state === 'lodged').length
  return {
    ...{ id, number: docket.number, state: docket.state, title: docket.title },
    ...{ electionDay: row.electionDay, seats: row.seats, chosenBy: row.chosenBy, chosenOn: row.chosenOn },
    committee: row.committee.map((member) => {
      const found = committee.find((one) => one.id === member)
      const shown = (found?.shown as string | undefined) ?? ''
      return { member, shown, name: names && found ? openName(crypto, found.name_enc as string) : null }
    }),
    decidersNeeded: rules.decidersNeeded(row.committee.length),
    posted:
      row.postedAt === null || objectUntil === null || postedDigest === null
        ? null
        : {
            ...{
              at: new Date(row.postedAt).toISOString(),
              until: objectUntil,
              digest: postedDigest,
              record: postedSeal,
            },
            over: rules.objectionsOver(objectUntil, env.now()),
            verdict: verdict && {
              met: verdict.met,
              given: verdict.given,
              bar: verdict.bar,
              source: { ...verdict.source },
            },
          },
    settled:
      row.settledAt === null || digest === null
        ? null
        : { at: new Date(row.settledAt).toISOString(), digest, record: settledSeal },
    ...{ voters: row.voters, women: row.women },
    candidates: row.candidates.map(line),
    proxies: proxies.map((one) => ({
      ...{ principal: line(one.principal), holder: line(one.holder), at: (one.given_at as Date).toISOString() },
    })),
    objections: objections.map((one) => objectionShown(reader, one, docket.state)),
    me: me ? lineShown({ names: true, crypto }, me) : null,
    keeps,
    prospects: prospectsOf(env, rollSubject, row, docket, actor, {
      voters: counted[0]?.n as number | undefined,
      open,
    }),
  }
}

/** Handles GET /voter-rolls: names in full for the village’s own voters and those who keep the roll, masked for others. */
export const viewAt =
  (crypto: Crypto) =>
  async ({ env, actor, query: { unit } }: Context<typeof endpoints.at>) => {
    const county = unit.slice(0, 6)
    const place = findPlace(unit)
    if (!place) throw notFound()
    const now = env.now()
    const scope = publicScope(actor, county)
    const [found = [], counted = []] = await env.db.batch(scope, [
      store.newestRoll(county, unit),
      countVillagers(county, unit, isoDay(dayOf(now))),
    ])
    const id = found[0]?.id as string | undefined
    const [mine = []] = id === undefined ? [] : await env.db.batch(scope, [store.lineOf(county, id, actor.account)])
    const me = mine[0] && store.readListed(mine[0])
    const keeps = keepsAt(actor, unit)
    return {
      unit: { code: unit, name: place.short },
      villagers: (counted[0]?.n as number | undefined) ?? null,
      law: structuredClone(rules.rollLaw(lawOn(unit, now))),
      committee: {
        ...{ least: rules.limits.committee.least, basis: rules.limits.committee.basis },
        deciding: rules.limits.deciding.basis,
      },
      draws: keeps,
      roll:
        id === undefined
          ? null
          : await rollShown({ env, actor, crypto, keeps, names: keeps || me !== undefined }, id, county, me),
    }
  }

/** What somebody may ever do with voter rolls, for the session. */
export const mayDo = (actor: Actor): string[] => [
  ...everMay(rollAccess, ['draw-up'], actor).map((act) => `voters.${act}`),
  ...everMay(objectionAccess, ['decide-objection'], actor).map((act) => `voters.${act}`),
]
