// The packs that places wrote themselves, in memory beside those that come with the house: every talk needs them, they change
// a few times a year.

import { dayNumber, dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { noScope, type Row } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { findPlace } from '@gongzhi/territory/server'
import { above, type Law, lawOf, type Pack, scopeOfPlace, shippedPacks } from '../rules/index.ts'
import { publishedRules, readLocalRule, readStamp } from './store.ts'

// one process serves one database
let own: { readonly stamp: number; readonly byPlace: ReadonlyMap<string, readonly Pack[]> } = {
  stamp: -1,
  byPlace: new Map(),
}
const known = new Map<string, Law>()

const kinds = new Map(shippedPacks.flatMap(({ rules }) => rules.map(({ id, kind }) => [id, kind] as const)))

const packOf = (stored: Row): Pack => {
  const row = readLocalRule(stored)
  return {
    id: stored.id as string,
    title: findPlace(row.place)?.short ?? row.place,
    scope: scopeOfPlace(row.place),
    from: row.from,
    until: row.until === null ? null : isoDay(dayNumber(row.until) + 1),
    version: row.publishedAt === null ? '' : isoDay(dayOf(row.publishedAt)),
    // a law that now counts otherwise than when the place spoke leaves its word without meaning: it no longer speaks
    rules: kinds.get(row.rule) === row.said.kind ? [row.said] : [],
  }
}

/** Reads what places have published into memory; once before listening. */
export const loadLocalRules = async (env: Env): Promise<void> => {
  // the stamp first: what changes while we read is read again at the next look
  const [stamps = [], rows = []] = await env.db.batch(noScope, [readStamp, publishedRules])
  const packs = rows.map(packOf)
  const byPlace = new Map<string, Pack[]>()
  for (const pack of packs) byPlace.set(pack.scope, [...(byPlace.get(pack.scope) ?? []), pack])
  own = { stamp: Number(stamps[0]?.n ?? 0), byPlace }
  known.clear()
}

/** Reads again when anybody published or withdrew something; answers whether it did. */
export const refreshLocalRules = async (env: Env): Promise<boolean> => {
  const [stamps] = await env.db.batch(noScope, [readStamp])
  if (Number(stamps?.[0]?.n ?? 0) === own.stamp) return false
  await loadLocalRules(env)
  return true
}

/** Every pack that may speak at a place, its county's and its own among them. */
const packsAt = (place: string): readonly Pack[] => [
  ...shippedPacks,
  ...(own.byPlace.get(place.slice(0, 6)) ?? []),
  ...(place.length === 12 ? (own.byPlace.get(place) ?? []) : []),
]

const remembered = (key: string, make: () => Law): Law => {
  const found = known.get(key) ?? make()
  if (known.size > 500) known.clear()
  known.set(key, found)
  return found
}

/** The law of a place (division code or prefix) on a day (ISO), the place's own word included. */
export const lawAt = (place: string, on: string): Law =>
  remembered(`${place} ${on}`, () => lawOf(packsAt(place), place, on))

/** The law of a place on a day without anything that its county or itself has set: people are elected and recalled by it (0028). */
export const lawUnset = (place: string, on: string): Law =>
  remembered(`${place} ${on} unset`, () => lawOf(shippedPacks, place, on))

/** The law above a place on a day: what its own word is measured against. */
export const lawAbove = (place: string, on: string): Law => lawOf(above(packsAt(place), place), place, on)
