import { bigramsOf } from '@gongzhi/kernel/server/docket.ts'
import categories from '../modules/matters/data/categories.json' with { type: 'json' }
import weights from '../modules/matters/data/likeness.json' with { type: 'json' }
import things from '../modules/matters/data/things.json' with { type: 'json' }
import { likeness, type Sample, type Weights } from '../modules/matters/rules/likeness.ts'
import { blurred } from '../modules/matters/rules/metres.ts'
import { tellingGrams, thingsIn } from '../modules/matters/rules/things.ts'
import { type Pair, pairsFrom, type Told } from './duplicate-pairs.ts'
import type { Figure } from './print.ts'

export type Hits = {
  readonly precision: number
  readonly recall: number
  readonly found: number
  readonly same: number
}
type Face = 'desk' | 'resident'

/** What each face compares: the desk all words, a resident of others' reports only the things and a blurred place. */
const sampleOf = (told: Told, face: Face, theirs: boolean): Sample => ({
  category: told.category,
  group: categories.find(({ id }) => id === told.category)?.group ?? null,
  grams: face === 'desk' ? tellingGrams(bigramsOf(`${told.text} ${told.spot ?? ''}`), things) : new Set(),
  things: thingsIn(told.text, things),
  spot: told.spot,
  grid: null,
  point: told.point && theirs && face === 'resident' ? blurred(told.point) : told.point,
  openedAt: told.openedAt,
  prints: told.prints,
})

const hitsOf = (pairs: readonly Pair[], says: (pair: Pair) => boolean): Hits => {
  const said = pairs.filter(says)
  const right = said.filter(({ same }) => same).length
  const same = pairs.filter((pair) => pair.same).length
  return { precision: said.length === 0 ? 0 : right / said.length, recall: right / same, found: said.length, same }
}

/** Precision and recall on one half of the phrases from a number of points on. */
export const hitsFrom = (seed: number, half: 0 | 1, face: Face, points: number, count = 6000): Hits =>
  hitsOf(
    pairsFrom(seed, half, count),
    ({ one, other }) =>
      likeness(sampleOf(one, face, false), sampleOf(other, face, true), weights as unknown as Weights).points >= points,
  )

/** What the same category in the same village alone would say: the way before. */
export const hitsByCategory = (seed: number, half: 0 | 1, count = 6000): Hits =>
  hitsOf(pairsFrom(seed, half, count), ({ one, other }) => one.category === other.category)

const percent = (share: number): number => Math.round(share * 1000) / 10

/** What the two thresholds reach on both halves, for both faces, beside the category alone (`plain`). */
export const measureDuplicates = (say: (line: string) => void): Figure[] => {
  say(`duplicates: 6,000 pairs a half, a third of them the same; chosen on half 0, half 1 is new phrases and places`)
  return ([0, 1] as const).flatMap((half) => {
    const before = hitsByCategory(1 + half, half)
    return (['desk', 'resident'] as const).flatMap((face) =>
      (['likely', 'worth'] as const).flatMap((name) => {
        const hits = hitsFrom(1 + half, half, face, weights[name])
        say(`half ${half}, ${face}, ${name} (${weights[name]} points): ${hits.found} said, ${hits.same} are`)
        return (['precision', 'recall'] as const).map((what) => ({
          name: `duplicates-${half}-${face}-${name}-${what}`,
          value: percent(hits[what]),
          unit: '%',
          plain: percent(before[what]),
        }))
      }),
    )
  })
}
