import { expect, test } from 'vitest'
import weights from '../modules/matters/data/likeness.json' with { type: 'json' }
import { pairsFrom } from './duplicate-pairs.ts'
import { hitsByCategory, hitsFrom } from './duplicates.ts'

test('the same seed makes the same pairs, another seed others, and a third of them are the same thing', () => {
  expect(pairsFrom(7, 0, 30)).toEqual(pairsFrom(7, 0, 30))
  expect(pairsFrom(7, 0, 30)).not.toEqual(pairsFrom(8, 0, 30))
  expect(pairsFrom(7, 0, 300).filter(({ same }) => same)).toHaveLength(100)
})

// figures of `npm run bench -- --only duplicates`, less what another seed may make of them
test('on phrases and places never chosen on, the desk is told of two in three with six of seven right', () => {
  const { precision, recall } = hitsFrom(2, 1, 'desk', weights.likely)
  expect(precision).toBeGreaterThan(0.84)
  expect(recall).toBeGreaterThan(0.62)
})

test('strangers, who compare with less, are told of fewer and rightly; what is worth a look holds nine of ten', () => {
  const likely = hitsFrom(2, 1, 'resident', weights.likely)
  expect(likely.precision).toBeGreaterThan(0.94)
  expect(likely.recall).toBeGreaterThan(0.36)
  expect(hitsFrom(2, 1, 'resident', weights.worth).recall).toBeGreaterThan(0.9)
})

test('it says more than the same category in the same village did', () => {
  const before = hitsByCategory(2, 1)
  const desk = hitsFrom(2, 1, 'desk', weights.likely)
  expect(desk.precision).toBeGreaterThan(before.precision + 0.3)
})
