import { uuidv7 } from '@gongzhi/kernel/ids.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import { countyOf, covers } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import { noScope, type Row } from '@gongzhi/kernel/server/db.ts'
import { capacityFor } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { readDocket } from '@gongzhi/kernel/server/store-act.ts'
import { currentCode } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import weighed from '../data/likeness.json' with { type: 'json' }
import things from '../data/things.json' with { type: 'json' }
import { likeness, type Reason, type Sample, type Weights } from '../rules/likeness.ts'
import { stepOf } from '../rules/loop.ts'
import { blurred, type Point } from '../rules/metres.ts'
import { tellingGrams, thingsIn } from '../rules/things.ts'
import { matterAccess } from './access.ts'
import { overseenBy } from './lists.ts'
import { findCategory } from './reference.ts'
import { loadMatter, readMatter } from './store.ts'
import { listNear, loadForNear } from './store-near.ts'
import { childrenOf } from './store-view.ts'
import { seenBy } from './view.ts'

/*
 * What may be the same thing, most alike first. Strangers compare with less: of what another reported, only what the list
 * of things names, the spot that is shown anyway and a blurred point; so no question put here reads another's report.
 */

// typed wider than the file: its curves are pairs
const weights = weighed as unknown as Weights
const DAY = 86_400_000
const named: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = things.things
/** Never offered to strangers, not even as a category and a spot: what is between people. */
const PERSONAL = ['dispute', 'livelihood', 'opinion']
/** Most that are shown. */
const SHOWN = 8
const SHOWN_TO_STRANGERS = 5
/** Distances are said to strangers in steps of this many metres. */
const STEP = 50

const groupOf = (category: string): string | null => findCategory(category)?.group ?? null
const pointOf = (lat: unknown, lng: unknown): Point | null =>
  typeof lat === 'number' && typeof lng === 'number' ? { lat, lng } : null

/** A stored report as the desk compares it: with all its words. */
const sampleOf = (row: Row): Sample => ({
  category: row.category as string,
  group: groupOf(row.category as string),
  grams: tellingGrams((row.bigrams as string[] | null) ?? [], things),
  things: thingsIn(row.body as string, things),
  spot: row.spot as string | null,
  grid: row.grid as string | null,
  point: pointOf(row.lat, row.lng),
  openedAt: (row.opened_at as Date).getTime(),
  prints: row.prints as string[],
})

/** The same as a stranger may compare with it. */
const shownSample = (row: Row): Sample => {
  const sample = sampleOf(row)
  return { ...sample, grams: new Set(), point: sample.point && blurred(sample.point) }
}

/** The words of a thing on the list. */
const wordsOf = (id: string): { zh: string; en: string } => {
  const { zh = id, en = id } = named[id] ?? {}
  return { zh, en }
}

type Found = { readonly row: Row; readonly points: number; readonly reasons: readonly Reason[] }

/** Those worth a look, most alike first, then newest. */
const sorted = (asked: Sample, rows: readonly Row[], sample: (row: Row) => Sample, most: number): Found[] =>
  rows
    .map((row) => ({ row, ...likeness(asked, sample(row), weights) }))
    .filter(({ points }) => points >= weights.worth)
    .sort((a, b) => b.points - a.points || ((a.row.id as string) < (b.row.id as string) ? 1 : -1))
    .slice(0, most)

const lineOf = ({ row, points, reasons }: Found) => ({
  id: row.id as string,
  number: row.number as string,
  title: row.title as string,
  state: row.state as string,
  step: stepOf(row.state as string),
  openedAt: (row.opened_at as Date).toISOString(),
  joined: row.joined as number,
  likeness: points,
  likely: points >= weights.likely,
  reasons: reasons.map((reason) => ({
    ...reason,
    things: reason.why === 'things' ? reason.things.map(wordsOf) : undefined,
  })),
})

const since = (at: number): string => uuidv7(Math.max(0, at - weights.reach.days * DAY), new Uint8Array(10))

const coarse = (reason: Reason): Reason =>
  reason.why === 'metres' ? { why: 'metres', metres: Math.max(1, Math.ceil(reason.metres / STEP)) * STEP } : reason

/** What is open nearby and like what is being written, for joining; sealed ones, complaints and what is personal never. */
export const nearby = async ({ env, body }: Context<typeof endpoints.nearby>) => {
  const unit = currentCode(body.unit)
  const { candidates: most } = weights.reach
  const [rows = []] = await env.db.batch({ ...noScope, scopes: [unit] }, [
    listNear({ county: countyOf(unit), unit, since: since(env.now()), except: null, most }),
  ])
  const asked: Sample = {
    category: body.category,
    group: groupOf(body.category),
    grams: new Set(),
    things: thingsIn(`${body.text} ${body.spot}`, things),
    spot: body.spot || null,
    grid: body.grid ?? null,
    point: body.point ?? null,
    openedAt: env.now(),
    prints: body.prints,
  }
  const open = rows.filter(
    (row) => row.sealed !== true && row.about_org === null && !PERSONAL.includes(row.category as string),
  )
  return sorted(asked, open, shownSample, SHOWN_TO_STRANGERS).map((found) => ({
    ...lineOf({ ...found, reasons: found.reasons.map(coarse) }),
    // a title is the reporter's own words: strangers are told the category and the spot
    title: [findCategory(found.row.category as string)?.zh, found.row.spot].filter(Boolean).join(' · '),
  }))
}

/** What may be the same as a matter, for who oversees its place. */
export const similar = async ({ env, actor, params }: Context<typeof endpoints.similar>) => {
  const [[own] = [], [stored] = [], children] = await env.db.batch(scopeOf(actor), [
    loadForNear(actor.county, params.id),
    loadMatter(actor.county, params.id),
    childrenOf(actor.county, params.id),
  ])
  if (!own || !stored) throw notFound()
  const docket = readDocket(own)
  if (!seenBy(actor, docket, readMatter(stored), children)) throw notFound()
  // the others of the place are for who oversees the place
  if (!overseenBy(actor).some((prefix) => covers(prefix, docket.unitCode))) return []
  const from = since(docket.openedAt)
  const { candidates: most } = weights.reach
  const [rows = []] = await env.db.batch(scopeOf(actor), [
    listNear({ county: actor.county, unit: docket.unitCode, since: from, except: docket.id, most }),
  ])
  const see = matterAccess.see ?? []
  // P8, and whatever else the table says: what one may not see is no candidate either
  const mine = rows.filter((row) => capacityFor(see, actor, readDocket(row), []) !== undefined)
  return sorted(sampleOf(own), mine, sampleOf, SHOWN).map(lineOf)
}
