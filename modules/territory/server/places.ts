// Divisions and organisations of the served counties in memory: every request needs them, they change a few times a year.

import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { type DivisionLevel, parentOf } from '../rules/division-code.ts'
import { organisationId } from '../rules/organisations.ts'
import { latinName } from './latin-name.ts'
import { readStamp, servedDivisions, servedOrganisations } from './store.ts'

/** One division. Days are ISO; `validTo` is the first day on which it is no more. */
export type Place = {
  readonly code: string
  readonly name: string
  readonly short: string
  /** In Latin letters: Jinlin Cun. */
  readonly latin: string
  readonly level: DivisionLevel
  readonly parent: string | null
  readonly validFrom: string
  readonly validTo: string | null
  readonly successor: string | null
  readonly point: { readonly lat: number; readonly lng: number; readonly schematic: boolean } | null
}

export type Organisation = {
  readonly id: string
  readonly county: string
  readonly kind: string
  readonly name: string
  readonly seat: string
  readonly phone: string | null
  readonly validFrom: string
  readonly validTo: string | null
  readonly successor: string | null
}

type Territory = {
  readonly stamp: number
  readonly places: ReadonlyMap<string, Place>
  readonly children: ReadonlyMap<string, readonly Place[]>
  readonly orgs: ReadonlyMap<string, Organisation>
  readonly seats: ReadonlyMap<string, readonly Organisation[]>
  readonly counties: readonly Place[]
}

// one process serves one database
let territory: Territory = {
  stamp: -1,
  places: new Map(),
  children: new Map(),
  orgs: new Map(),
  seats: new Map(),
  counties: [],
}

const placeOf = (r: Row): Place => ({
  code: r.code as string,
  name: r.name as string,
  short: r.short as string,
  latin: latinName(r.code as string, r.short as string),
  level: r.level as DivisionLevel,
  parent: r.parent as string | null,
  validFrom: r.valid_from as string,
  validTo: r.valid_to as string | null,
  successor: r.successor as string | null,
  point:
    r.point_lat === null
      ? null
      : { lat: r.point_lat as number, lng: r.point_lng as number, schematic: r.schematic as boolean },
})

const organisationOf = (r: Row): Organisation => ({
  id: r.id as string,
  county: r.county as string,
  kind: r.kind as string,
  name: r.name as string,
  seat: r.seat as string,
  phone: r.phone as string | null,
  validFrom: r.valid_from as string,
  validTo: r.valid_to as string | null,
  successor: r.successor as string | null,
})

const grouped = <T>(items: readonly T[], keyOf: (item: T) => string | null): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** Reads divisions and organisations of the served counties into memory; call it at start and after a merger. */
export const loadTerritory = async (env: Env): Promise<void> => {
  // the stamp first: what changes while we read is read again at the next look
  const [stamps = [], divisions = [], organisations = []] = await env.db.batch(noScope, [
    readStamp,
    servedDivisions,
    servedOrganisations,
  ])
  const places = divisions.map(placeOf)
  const orgs = organisations.map(organisationOf)
  const served = new Set(orgs.map((org) => org.county))
  territory = {
    stamp: Number(stamps[0]?.n ?? 0),
    places: new Map(places.map((place) => [place.code, place])),
    children: grouped(places, (place) => place.parent),
    orgs: new Map(orgs.map((org) => [org.id, org])),
    seats: grouped(orgs, (org) => org.seat),
    counties: places.filter((place) => place.level === 'county' && served.has(place.code.slice(0, 6))),
  }
}

/** Reads again when another process changed something; answers whether it did. */
export const refreshTerritory = async (env: Env): Promise<boolean> => {
  const [stamps] = await env.db.batch(noScope, [readStamp])
  if (Number(stamps?.[0]?.n ?? 0) === territory.stamp) return false
  await loadTerritory(env)
  return true
}

/** True while the division or organisation stands. */
export const inForce = (unit: { readonly validTo: string | null }): boolean => unit.validTo === null

/** The division of a 12-digit code, ended ones included. */
export const findPlace = (code: string): Place | undefined => territory.places.get(code)

/** The division of a 12-digit code, ended ones included; 404 when there is none. */
export const getPlace = (code: string): Place => {
  const place = territory.places.get(code)
  if (!place) throw notFound()
  return place
}

/** What a code has become: the code itself while it stands, else the last of its successors (I06). */
export const currentCode = (code: string): string => {
  const seen = new Set<string>()
  let now = code
  for (;;) {
    const successor = territory.places.get(now)?.successor
    if (!successor || seen.has(successor)) return now
    seen.add(now)
    now = successor
  }
}

/** The divisions above a code and itself, from the province down. */
export const pathOf = (code: string): readonly Place[] => {
  const path: Place[] = []
  for (let place = findPlace(code); place; place = place.parent === null ? undefined : findPlace(place.parent))
    path.unshift(place)
  return path
}

/** Divisions directly below, in force. */
export const listBelow = (code: string): readonly Place[] => (territory.children.get(code) ?? []).filter(inForce)

/** All divisions in force whose code begins with a prefix, in order of code. */
export const listUnder = (prefix: string): readonly Place[] =>
  [...territory.places.values()].filter((place) => inForce(place) && place.code.startsWith(prefix))

/** Counties this installation serves. */
export const servedCounties = (): readonly Place[] => territory.counties

/** The organisation of an id, closed ones included. */
export const findOrg = (id: string): Organisation | undefined => territory.orgs.get(id)

/** Organisations in force seated at a division. */
export const orgsAt = (seat: string): readonly Organisation[] => (territory.seats.get(seat) ?? []).filter(inForce)

const seatAt = (code: string, level: 'village' | 'town' | 'county'): string | undefined => {
  for (let at: string | undefined = currentCode(code); at !== undefined; at = parentOf(at)) {
    if (findPlace(at)?.level === level) return at
  }
  return undefined
}

/** Id of the organisation of a kind at the village, town or county of a place; undefined when none stands there. */
export const orgFor = (code: string, level: 'village' | 'town' | 'county', kind: string): string | undefined => {
  const seat = seatAt(code, level)
  if (seat === undefined) return undefined
  const org = findOrg(organisationId(seat, kind))
  return org && inForce(org) ? org.id : undefined
}

/** Name as people say it with its town, e.g. 官圩镇金林村; the code itself where it is unknown. */
export const spokenPlace = (code: string): string => {
  const place = findPlace(code)
  if (!place) return code
  if (place.level !== 'village' || place.parent === null) return place.short
  return `${findPlace(place.parent)?.short ?? ''}${place.short}`
}
