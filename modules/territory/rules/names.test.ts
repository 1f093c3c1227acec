import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortName } from './names.ts'

test.each([
  ['金林村民委员会', '金林村'],
  ['金林村委会', '金林村'],
  ['石龙村村民委员会', '石龙村'],
  ['高村村委会', '高村'],
  ['城西社区居民委员会', '城西社区'],
  ['新圩社区居委会', '新圩社区'],
  ['太平社区村民委员会', '太平社区'],
  ['巴音敖包嘎查委员会', '巴音敖包嘎查'],
  ['郭尔村嘎查村民委员会', '郭尔村嘎查'],
  ['漓东街道办事处', '漓东街道'],
  ['哈雷居民委员会', '哈雷居委会'],
])('%s is spoken as %s', (official, spoken) => {
  expect(shortName(official)).toBe(spoken)
})

test.each([
  '德庆县',
  '官圩镇',
  '德城街道',
  '城东居委会',
  '十间房镇',
  '德包图乡',
  '碧桂园社区',
  '石龙村',
  '南洞林场管理区',
])('%s is already spoken so and stays', (name) => {
  expect(shortName(name)).toBe(name)
})

test('an ending with no place before it stays whole', () => {
  expect(shortName('村民委员会')).toBe('村民委员会')
  expect(shortName('')).toBe('')
})

test('shortening twice is shortening once', () => {
  const piece = fc.constantFrom(
    '金林',
    '城西',
    '村',
    '社区',
    '嘎查',
    '村民委员会',
    '居民委员会',
    '居委会',
    '镇',
    '村委会',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
      const once = shortName(pieces.join(''))
      expect(shortName(once)).toBe(once)
    }),
  )
})
