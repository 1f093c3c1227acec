import type { Reply } from '@gongzhi/kernel/endpoint.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Route } from '@gongzhi/kernel/server/module.ts'
import { bind } from '@gongzhi/kernel/server/module.ts'
import { answersTo } from '@gongzhi/kernel/server/pinyin.ts'
import { endpoints } from '../contract.ts'
import { countyOf, prefixOf } from '../rules/division-code.ts'
import { mergeVillages } from './merge-villages.ts'
import { nearestVillage } from './nearest.ts'
import type { Place } from './places.ts'
import { findOrg, findPlace, getPlace, listBelow, listUnder, orgsAt, pathOf, servedCounties } from './places.ts'
import { gridsOf, mergesOf, studiosOf } from './store.ts'

const shown = ({ code, name, short, latin, level }: Place) => ({ code, name, short, latin, level })
const MOST = 50

const searched = (parent: string, q: string): Place[] => {
  const prefix = prefixOf(parent)
  if (prefix === undefined || q.trim() === '') return []
  return listUnder(prefix)
    .filter((place) => place.code !== parent && answersTo(place.name, q))
    .slice(0, MOST)
}

const countyOfSeat = (code: string): string => {
  const county = countyOf(code)
  if (county === undefined) throw notFound()
  return county
}

type Studios = Reply<typeof endpoints.studios>
type HostKind = Studios['studios'][number]['host']

const hostName = (host: string): string => findOrg(host)?.name ?? findPlace(host)?.short ?? host

/** Coverage is counted over towns and villages in force: every one of them is to have a studio (B03). */
const coverage = (county: string, unit: string, rows: readonly Row[]): Studios => {
  const studios = rows.map((r) => ({
    id: r.id as string,
    name: r.name as string,
    host: r.host_kind as HostKind,
    hostName: hostName(r.host as string),
    seat: r.seat as string,
    hours: r.hours as string,
    delegates: r.delegates as string[],
    capacity: r.capacity as number,
  }))
  const hosts = new Set(rows.map((r) => r.host as string))
  const byHost: Record<string, number> = {}
  for (const { host } of studios) byHost[host] = (byHost[host] ?? 0) + 1
  const without = listUnder(unit.length > 6 ? unit : county)
    .filter(({ code, level }) => (level === 'town' || level === 'village') && !hosts.has(code))
    .map(({ code, short }) => ({ id: code, name: short }))
  return { total: studios.length, byHost, without, studios }
}

export const routes: readonly Route[] = [
  bind(endpoints.counties, async () => servedCounties().map(shown)),
  bind(endpoints.places, async ({ query }) => {
    getPlace(query.parent)
    return (query.q === undefined ? listBelow(query.parent) : searched(query.parent, query.q)).map(shown)
  }),
  bind(endpoints.place, async ({ params }) => {
    const place = getPlace(params.code)
    const successor = place.successor === null ? undefined : findPlace(place.successor)
    return {
      ...shown(place),
      path: pathOf(place.code).map(shown),
      validFrom: place.validFrom,
      validTo: place.validTo,
      successor: successor ? shown(successor) : null,
    }
  }),
  bind(endpoints.nearest, async ({ query }) => {
    const found = nearestVillage(listUnder(query.county), query)
    return found
      ? { ...shown(found.place), metres: found.metres, schematic: found.place.point?.schematic ?? true }
      : null
  }),
  bind(endpoints.orgs, async ({ query }) =>
    orgsAt(query.seat).map(({ id, name, kind, seat, phone }) => ({ id, name, kind, seat, phone })),
  ),
  bind(endpoints.grids, async ({ env, query }) => {
    const [rows = []] = await env.db.batch(noScope, [gridsOf(countyOfSeat(query.village), query.village)])
    return rows as Reply<typeof endpoints.grids>
  }),
  bind(endpoints.studios, async ({ env, query }) => {
    const unit = query.unit ?? query.county
    const [rows = []] = await env.db.batch(noScope, [studiosOf(query.county, unit)])
    return coverage(query.county, unit, rows)
  }),
  bind(endpoints.merges, async ({ env, actor }) => {
    // a merger is a public fact of the county: every post of it may read all of them
    const scope = { scopes: [actor.county], orgs: [], account: null }
    const [rows = []] = await env.db.batch(scope, [mergesOf(actor.county)])
    return rows.map((r) => ({
      id: r.id as string,
      number: r.number as string,
      from: (r.from_codes as string[]).map((code) => shown(getPlace(code))),
      into: shown(getPlace(r.into_code as string)),
      on: r.merged_on as string,
      people: r.people as number,
      matters: r.matters as number,
    }))
  }),
  bind(endpoints.merge, async ({ env, actor, body, key, madeAt }) => mergeVillages(env, body, { actor, key, madeAt })),
]
