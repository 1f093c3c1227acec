import { expect, test } from 'vitest'
import { placeIn } from './place-in.ts'

const town = (code: string, short: string) => ({ code, name: short, short, level: 'town' })
const village = (code: string, short: string) => ({ code, name: `${short}民委员会`, short, level: 'village' })
const places = [
  town('441226103000', '官圩镇'),
  town('441226104000', '马圩镇'),
  village('441226103213', '金林村'),
  village('441226103201', '官圩社区'),
  village('441226103205', '河村'),
  village('441226104205', '河村'),
  village('441226104206', '上河村'),
]
const code = (address: string) => placeIn(address, places)?.code

test('an address that names one village goes there, with or without its town', () => {
  expect(code('金林村口小卖部旁, 官圩镇, 德庆县')).toBe('441226103213')
  expect(code('德庆县官圩金林三组')).toBe('441226103213')
  expect(code('金林村民委员会门前')).toBe('441226103213')
})

test('a name that two villages bear is settled by the town, and by nothing else', () => {
  expect(code('马圩镇河村水塘')).toBe('441226104205')
  expect(code('官圩镇河村水塘')).toBe('441226103205')
  expect(code('河村水塘')).toBeUndefined()
})

test('the longer name wins: 上河村 is not 河村', () => {
  expect(code('马圩镇上河村')).toBe('441226104206')
})

test('a town alone is the town, and its own name does not make it its village', () => {
  expect(code('官圩镇政府门口')).toBe('441226103000')
  expect(code('官圩镇官圩社区')).toBe('441226103201')
  expect(code('官圩社区')).toBe('441226103201')
})

test('an address that names nothing known, or two towns, is left to the county', () => {
  expect(code('人民路 5 号')).toBeUndefined()
  expect(code('官圩镇和马圩镇交界')).toBeUndefined()
})
