import { expect, test } from 'vitest'
import divisions from '../data/divisions.json' with { type: 'json' }
import { levelOf, parentOf } from './division-code.ts'

const rows = divisions.map(([code, name]) => ({ code: String(code), name: String(name) }))

test.each([
  ['150921', '卓资县', 8, 119],
  ['150922', '化德县', 7, 96],
  ['210124', '法库县', 19, 245],
  ['441226', '德庆县', 13, 193],
  ['510704', '游仙区', 15, 195],
])('%s %s has %i towns and %i villages', (county, name, towns, villages) => {
  const own = rows.filter((row) => row.code.startsWith(county))
  expect(own.filter((row) => levelOf(row.code) === 'county')).toEqual([{ code: `${county}000000`, name }])
  expect(own.filter((row) => levelOf(row.code) === 'town')).toHaveLength(towns)
  expect(own.filter((row) => levelOf(row.code) === 'village')).toHaveLength(villages)
})

test('every row is a division whose parent stands on an earlier line', () => {
  const seen = new Set<string>()
  for (const { code } of rows) {
    const parent = parentOf(code)
    if (levelOf(code) !== 'province') expect(seen.has(parent ?? '')).toBe(true)
    expect(levelOf(code)).toBeDefined()
    seen.add(code)
  }
  expect(seen.size).toBe(rows.length)
})
