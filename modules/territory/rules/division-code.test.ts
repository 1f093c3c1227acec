import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  countyOf,
  isDivisionCode,
  levelOf,
  nextPrefix,
  padCode,
  parentOf,
  prefixOf,
  townKindOf,
  townOf,
  villageKindOf,
} from './division-code.ts'

const digits = (min: number, max: number, width: number) =>
  fc.integer({ min, max }).map((n) => String(n).padStart(width, '0'))
const province = digits(11, 82, 2)
const pair = digits(1, 99, 2)
const triple = digits(1, 999, 3)

const village = fc.tuple(province, pair, pair, triple, triple).map((parts) => parts.join(''))
const anyCode = fc
  .tuple(village, fc.constantFrom(2, 4, 6, 9, 12))
  .map(([code, width]) => code.slice(0, width).padEnd(12, '0'))
const anyPrefix = fc.stringMatching(/^\d{0,12}$/)

test('each level of the real chain above 德庆县 官圩镇 is read from its code', () => {
  expect(levelOf('440000000000')).toBe('province')
  expect(levelOf('441200000000')).toBe('city')
  expect(levelOf('441226000000')).toBe('county')
  expect(levelOf('441226103000')).toBe('town')
  expect(levelOf('441226103201')).toBe('village')
})

test('a town of a city without counties is a town, and its parent is the city', () => {
  expect(levelOf('441900003000')).toBe('town')
  expect(parentOf('441900003000')).toBe('441900000000')
  expect(levelOf('441900000000')).toBe('city')
  expect(countyOf('441900003000')).toBe('441900')
})

test.each([
  '',
  '441226',
  '44122610300',
  '4412261030000',
  '04122610300X',
  '041226103000',
  '440026000000',
  '440000103000',
])('the malformed code "%s" is no division code', (code) => {
  expect(isDivisionCode(code)).toBe(false)
  expect(prefixOf(code)).toBeUndefined()
  expect(parentOf(code)).toBeUndefined()
  expect(countyOf(code)).toBeUndefined()
})

test('a village directly under a county, with no town between, is refused', () => {
  expect(levelOf('441226000201')).toBeUndefined()
})

test('climbing parents from any village passes town, county, city and province, and then ends', () => {
  fc.assert(
    fc.property(village, (code) => {
      const climbed: string[] = []
      for (let at: string | undefined = code; at !== undefined; at = parentOf(at)) climbed.push(levelOf(at) ?? 'none')
      expect(climbed).toEqual(['village', 'town', 'county', 'city', 'province'])
    }),
  )
})

test('padding the prefix of a code gives the code back', () => {
  fc.assert(
    fc.property(anyCode, (code) => {
      expect(padCode(prefixOf(code) ?? '')).toBe(code)
    }),
  )
})

test('a unit lies under its parent: the prefix of the parent begins the prefix of the child', () => {
  fc.assert(
    fc.property(anyCode, (code) => {
      const parent = parentOf(code)
      if (levelOf(code) === 'province') {
        expect(parent).toBeUndefined()
      } else {
        expect(prefixOf(code)?.startsWith(prefixOf(parent ?? '') ?? 'x')).toBe(true)
        expect(parent !== undefined && parent < code).toBe(true)
      }
    }),
  )
})

test('county and town of any village are its first six and nine digits', () => {
  fc.assert(
    fc.property(village, (code) => {
      expect(countyOf(code)).toBe(code.slice(0, 6))
      expect(townOf(code)).toBe(`${code.slice(0, 9)}000`)
    }),
  )
})

test('the county and the town of a unit above them are missing, not guessed', () => {
  expect(countyOf('441200000000')).toBeUndefined()
  expect(townOf('441226000000')).toBeUndefined()
})

test('a code is in the range of a prefix exactly when it begins with the prefix', () => {
  fc.assert(
    fc.property(anyCode, anyPrefix, (code, prefix) => {
      expect(code >= prefix && code < nextPrefix(prefix)).toBe(code.startsWith(prefix))
    }),
  )
  fc.assert(
    fc.property(anyCode, fc.integer({ min: 0, max: 12 }), (code, width) => {
      const prefix = code.slice(0, width)
      expect(code >= prefix && code < nextPrefix(prefix)).toBe(true)
    }),
  )
})

test('the range after a prefix carries over nines', () => {
  expect(nextPrefix('441226')).toBe('441227')
  expect(nextPrefix('441229')).toBe('44123')
  expect(nextPrefix('4499')).toBe('45')
  expect(nextPrefix('99')).toBe(':')
  expect(nextPrefix('')).toBe(':')
})

test.each([
  ['441226001000', 'subdistrict'],
  ['441226099000', 'subdistrict'],
  ['441226100000', 'town'],
  ['441226199000', 'town'],
  ['441226200000', 'township'],
  ['441226399000', 'township'],
  ['510704400000', 'enterprise'],
  ['510704599000', 'enterprise'],
  ['510704600000', undefined],
  ['441226000000', undefined],
])('digits 7–9 of %s say %s', (code, kind) => {
  expect(townKindOf(code)).toBe(kind)
})

test.each([
  ['441226101001', 'residents'],
  ['441226101199', 'residents'],
  ['441226101200', 'villagers'],
  ['441226101399', 'villagers'],
  ['441226101400', 'other'],
  ['441226101000', undefined],
])('digits 10–12 of %s say %s', (code, kind) => {
  expect(villageKindOf(code)).toBe(kind)
})
