import { randomBytes } from 'node:crypto'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Request } from '@gongzhi/kernel/endpoint.ts'
import { uuidv7 } from '@gongzhi/kernel/ids.ts'
import { invalid, notYours, Problem } from '@gongzhi/kernel/problem.ts'
import type { Call } from '@gongzhi/kernel/server/act.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Row, Statement, Tx } from '@gongzhi/kernel/server/db.ts'
import { capacityAt } from '@gongzhi/kernel/server/docket.ts'
import type { NewSubject } from '@gongzhi/kernel/server/open-subject.ts'
import { openingOf, openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Receipt } from '@gongzhi/kernel/server/store-act.ts'
import { ensureSeries, findByKey, keyUuid } from '@gongzhi/kernel/server/store-act.ts'
import type { Env, Subject } from '@gongzhi/kernel/server/subject.ts'
import type { endpoints } from '../contract.ts'
import type { DivisionLevel } from '../rules/division-code.ts'
import { mergeFaults, merging } from '../rules/merge.ts'
import { shortName } from '../rules/names.ts'
import { organisationKinds, organisationName } from '../rules/organisations.ts'
import { access } from './access.ts'
import { loadTerritory } from './places.ts'
import type { MergeRow } from './store.ts'
import * as store from './store.ts'

type Asked = Request<typeof endpoints.merge>['body']

/** A merger of villages; complete when it is opened. */
export const mergeSubject: Subject<'merged', never, MergeRow> = {
  kind: 'division-merge',
  series: 'Q',
  procedure: merging,
  access,
  rule: 'territory/1',
  load: store.loadMerge,
  read: store.readMerge,
  insert: store.insertMerge,
  patch: () => undefined,
  facts: () => undefined as never,
  standing: () => ({ holderOrg: null, holder: null, dueAt: null, alarm: null, pausedFor: null, supervised: false }),
  units: () => [],
}

const middle = (rows: readonly Row[]): readonly [number, number] | null => {
  const points = rows
    .filter((r) => r.point_lat !== null)
    .map((r) => [r.point_lat as number, r.point_lng as number] as const)
  if (points.length === 0) return null
  const mean = (i: 0 | 1) => points.reduce((sum, point) => sum + point[i], 0) / points.length
  return [mean(0), mean(1)]
}

/** The writes beside docket and journal: divisions, organisations, grids, studios. */
const writesOf = (county: string, asked: Asked, known: ReadonlyMap<string, Row>, orgs: readonly Row[]): Statement[] => {
  const { code, name } = asked.into
  const ended = asked.from.filter((from) => from !== code)
  const there = known.get(code)
  const phone = (kind: string) =>
    (orgs.find((org) => org.kind === kind && org.phone !== null)?.phone ?? null) as string | null
  const fresh = organisationKinds('village').map((kind) => ({
    seat: code,
    kind,
    name: organisationName('village', kind, { code, name }),
    phone: phone(kind),
  }))
  return [
    there
      ? store.renameDivision(code, name, shortName(name))
      : store.insertVillage(
          code,
          name,
          shortName(name),
          asked.on,
          middle(ended.map((from) => known.get(from)).filter((row) => row !== undefined)),
        ),
    store.endDivisions(ended, asked.on, code),
    store.insertOrganisations(county, asked.on, fresh),
    store.endOrganisations(county, ended, asked.on, code),
    store.moveGrids(county, ended, code),
    store.moveStudios(county, ended, code),
    store.raiseStamp,
  ]
}

const readKnown = async (tx: Tx, asked: Asked): Promise<Map<string, Row>> => {
  const codes = [...asked.from, asked.into.code, `${asked.into.code.slice(0, 9)}000`]
  return new Map((await tx.rows(store.divisionsNow(codes))).map((row) => [row.code as string, row]))
}

/**
 * Merges villages into one, new or one of them (I06). Refusals: 403 for another post than the county's administrators,
 * 400 with every malformed field, 409 `in-force` with the codes of villages merged before in `ended`.
 */
export const mergeVillages = async (env: Env, asked: Asked, call: Call): Promise<Receipt> => {
  const { actor } = call
  const { county } = actor
  // the whole county must be in reach, so that a foreign code is told apart from a foreign post
  const capacity = capacityAt(access.merge, actor, `${county}000000`)
  if (!capacity) throw notYours('merge')
  const today = isoDay(dayOf(env.now()))
  const receipt = await env.db.within(scopeOf(actor), async (tx) => {
    await tx.rows(store.lockMerging(county))
    const [earlier, known, orgs] = await Promise.all([
      tx.rows(findByKey(county, keyUuid(call.key))),
      readKnown(tx, asked),
      tx.rows(store.organisationsAt(county, asked.from)),
    ])
    if (earlier.length > 0) return undefined
    const faults = mergeFaults(asked, county, today, (code) => {
      const row = known.get(code)
      return row
        ? { level: row.level as DivisionLevel, parent: row.parent as string | null, ended: row.ended as boolean }
        : null
    })
    if (faults.malformed.length > 0) {
      throw invalid([
        ...faults.malformed,
        ...faults.ended.map((unit) => ({ pointer: '/body/from', code: 'ended', unit })),
      ])
    }
    if (faults.ended.length > 0) {
      throw new Problem(409, 'refused', { act: 'merge', unmet: ['in-force'], from: [], ended: faults.ended })
    }
    const fresh = freshMerge(env, asked, known)
    const writes = [
      ...writesOf(county, asked, known, orgs),
      ...openingOf({ now: env.now(), calendar: env.calendar }, { ...fresh, capacity }, call),
    ]
    await tx.rows(ensureSeries(county, mergeSubject.series, Number(today.slice(0, 4))))
    const results = await Promise.all(writes.map((write) => tx.rows(write)))
    return {
      id: fresh.id,
      number: results.at(-1)?.[0]?.number as string,
      state: 'merged',
      seq: 1,
      at: new Date(env.now()).toISOString(),
    }
  })
  // the same key again: the kernel compares what was asked and answers the earlier receipt, or 422
  if (!receipt) return openSubject(env, { ...freshMerge(env, asked, new Map()), capacity }, call)
  await loadTerritory(env)
  return receipt
}

const freshMerge = (env: Env, asked: Asked, known: ReadonlyMap<string, Row>): NewSubject<MergeRow> => {
  const { code, name } = asked.into
  const ended = asked.from.filter((from) => from !== code)
  return {
    subject: mergeSubject,
    id: uuidv7(env.now(), randomBytes(10)),
    row: { from: asked.from, into: code, name, on: asked.on, basis: asked.basis, people: 0, matters: 0 },
    title: name,
    unitCode: code,
    asked,
    data: {
      ended,
      into: code,
      name,
      on: asked.on,
      basis: asked.basis,
      names: Object.fromEntries([...ended, code].flatMap((c) => (known.has(c) ? [[c, known.get(c)?.name]] : []))),
    },
  }
}
