import { bitsApart } from '@gongzhi/files/rules'
import { dayOf } from '@gongzhi/kernel/clock.ts'
import { metresApart, type Point } from './metres.ts'

/*
 * How alike two reports are, and in what: many say the same thing in different words, and two things of one kind may stand
 * near each other. A number to sort by and reasons to read; whether it is the same, a person decides (P10). It compares
 * reports, never people (P9).
 */

/** What is compared of a report. What is not known says nothing, neither for nor against. */
export type Sample = {
  readonly category: string
  /** The group its category stands in. */
  readonly group: string | null
  /** Bigrams of its words; empty where whoever asks may not read them. */
  readonly grams: ReadonlySet<string>
  /** What it is about, by the list of things. */
  readonly things: ReadonlySet<string>
  readonly spot: string | null
  readonly grid: string | null
  readonly point: Point | null
  readonly openedAt: number
  /** Prints of its photos. */
  readonly prints: readonly string[]
}

type Curve = readonly (readonly [at: number, points: number])[]
export type Weights = {
  readonly category: { readonly same: number; readonly kin: number; readonly group: number; readonly other: number }
  readonly kin: readonly (readonly string[])[]
  readonly metres: Curve
  readonly days: Curve
  readonly text: Curve
  readonly things: { readonly shared: number; readonly apart: number }
  readonly spot: Curve
  readonly grid: { readonly same: number; readonly apart: number }
  readonly group: { readonly same: number; readonly apart: number }
  readonly photo: Curve
  /** From here on it is said that it may be the same. */
  readonly likely: number
  /** From here on it is worth a look. */
  readonly worth: number
  readonly reach: { readonly days: number; readonly candidates: number }
}

/** Why two may be the same, to be put into words. `days`: how much later the first one was reported; below zero, earlier. */
export type Reason =
  | { readonly why: 'category' }
  | { readonly why: 'metres'; readonly metres: number }
  | { readonly why: 'days'; readonly days: number }
  | { readonly why: 'things'; readonly things: readonly string[] }
  | { readonly why: 'text' | 'spot' | 'grid' | 'photo' }

export type Likeness = { readonly points: number; readonly reasons: readonly Reason[] }

const DAY = 86_400_000

/** Points of a curve at a value, straight between its corners, level beyond its ends. */
export const along = (curve: Curve, value: number): number => {
  let before = curve[0] ?? [0, 0]
  if (value <= before[0]) return before[1]
  for (const corner of curve) {
    if (value < corner[0]) return before[1] + ((value - before[0]) / (corner[0] - before[0])) * (corner[1] - before[1])
    before = corner
  }
  return before[1]
}

const shared = (one: ReadonlySet<string>, other: ReadonlySet<string>): string[] =>
  [...one].filter((it) => other.has(it))

/** Shared part of two sets, 0–1 (Ochiai): a short report and a long one of the same may be alike. */
const overlap = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  one.size === 0 || other.size === 0 ? 0 : shared(one, other).length / Math.sqrt(one.size * other.size)

const FIGURES = '零一二三四五六七八九十'
/** Place words as they are compared: 三组, 第3小组 and 3 组 are one; so are 边 and 旁. */
const plainSpot = (spot: string): string =>
  spot
    .toLowerCase()
    .replace(/[零一二三四五六七八九十](?=(村民)?(小)?[组队巷号])/g, (figure) => String(FIGURES.indexOf(figure)))
    .replace(/第(?=\d)|村民(?=小?组)|小(?=组)|\s/g, '')
    .replace(/旁边|边上|附近|门口|前面|后面|那里|那边|旁/g, '')
const groupOf = (spot: string | null): string | undefined => /(\d+)组/.exec(spot === null ? '' : plainSpot(spot))?.[1]
const spotGrams = (spot: string): ReadonlySet<string> => {
  const letters = [...plainSpot(spot).replace(/[^\p{L}\p{N}]/gu, '')]
  return new Set(letters.slice(1).map((letter, at) => `${letters[at]}${letter}`))
}
/** How far the shorter of two places is named in the other, 0–1. */
const spotsAlike = (one: string, other: string): number | undefined => {
  const [a, b] = [spotGrams(one), spotGrams(other)]
  const least = Math.min(a.size, b.size)
  return least === 0 ? undefined : shared(a, b).length / least
}

/** Two places said; or one said and named in the other's words, where silence says nothing. */
const spotPoints = (one: Sample, other: Sample, w: Weights): number => {
  if (one.spot !== null && other.spot !== null) {
    const alike = spotsAlike(one.spot, other.spot)
    return alike === undefined ? 0 : along(w.spot, alike)
  }
  const [spot, grams] = one.spot === null ? [other.spot, one.grams] : [one.spot, other.grams]
  const named = spot === null ? new Set<string>() : spotGrams(spot)
  return named.size === 0 ? 0 : Math.max(0, along(w.spot, shared(named, grams).length / named.size))
}

const categoryPoints = (one: Sample, other: Sample, w: Weights): number => {
  if (one.category === other.category) return w.category.same
  if (w.kin.some((pair) => pair.includes(one.category) && pair.includes(other.category))) return w.category.kin
  return one.group !== null && one.group === other.group ? w.category.group : w.category.other
}

/** Which photos of two reports come nearest, in bits. */
const photosApart = (one: Sample, other: Sample): number | undefined => {
  const bits = one.prints.flatMap((a) => other.prints.map((b) => bitsApart(a, b)))
  return bits.length === 0 ? undefined : Math.min(...bits)
}

/** Points from 0 to 100 that two reports are about one thing, and the reasons for it, for `one` beside `other`. */
export const likeness = (one: Sample, other: Sample, w: Weights): Likeness => {
  const reasons: Reason[] = []
  const category = categoryPoints(one, other, w)
  if (one.category === other.category) reasons.push({ why: 'category' })

  let metresPoints = 0
  if (one.point && other.point) {
    const metres = metresApart(one.point, other.point)
    metresPoints = along(w.metres, metres)
    reasons.push({ why: 'metres', metres: Math.round(metres) })
  }

  const apart = one.openedAt - other.openedAt
  reasons.push({ why: 'days', days: dayOf(one.openedAt) - dayOf(other.openedAt) })

  const things = shared(one.things, other.things)
  const thingsPoints =
    one.things.size === 0 || other.things.size === 0 ? 0 : things.length > 0 ? w.things.shared : w.things.apart
  if (things.length > 0) reasons.push({ why: 'things', things: things.sort() })

  const readable = one.grams.size > 0 && other.grams.size > 0
  const text = readable ? along(w.text, overlap(one.grams, other.grams)) : 0
  if (text >= w.things.shared && things.length === 0) reasons.push({ why: 'text' })

  const spot = spotPoints(one, other, w)
  if (spot > 0) reasons.push({ why: 'spot' })

  const [groupA, groupB] = [groupOf(one.spot), groupOf(other.spot)]
  const group = groupA === undefined || groupB === undefined ? 0 : groupA === groupB ? w.group.same : w.group.apart
  const grid = one.grid === null || other.grid === null ? 0 : one.grid === other.grid ? w.grid.same : w.grid.apart
  if (grid > 0) reasons.push({ why: 'grid' })

  const bits = photosApart(one, other)
  const photo = bits === undefined ? 0 : along(w.photo, bits)
  if (photo > w.things.shared) reasons.push({ why: 'photo' })

  const points =
    category + metresPoints + along(w.days, Math.abs(apart) / DAY) + thingsPoints + text + spot + group + grid + photo
  return { points: Math.round(Math.max(0, Math.min(100, points))), reasons }
}
