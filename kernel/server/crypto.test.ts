import { createCipheriv, createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decrypt, encrypt, keyedHash, openCrypto, type Suite } from './crypto.ts'
import { openSecrets } from './secrets.ts'

const key = Buffer.alloc(32, 7)
const other = Buffer.alloc(32, 8)

test('SM3 and SM4 of this Node give the vectors of GB/T 32905 and GB/T 32907', () => {
  expect(createHash('sm3').update('abc').digest('hex')).toBe(
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
  )
  const block = Buffer.from('0123456789abcdeffedcba9876543210', 'hex')
  const cipher = createCipheriv('sm4-ecb', block, null).setAutoPadding(false)
  expect(cipher.update(block).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246')
})

test.each<Suite>(['a1', 's1'])('any text sealed with %s opens again, whatever the suite of today', (suite) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const sealed = encrypt(key, text, suite)
      expect(sealed.startsWith(`${suite}.`)).toBe(true)
      expect(decrypt(key, sealed)).toBe(text)
    }),
    { numRuns: 50 },
  )
})

test.each<Suite>(['a1', 's1'])('one flipped bit anywhere makes a text sealed with %s unreadable', (suite) => {
  const bytes = Buffer.from(encrypt(key, '13800000000', suite).slice(3), 'base64url')
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ (1 << bit)
      expect(() => decrypt(key, `${suite}.${changed.toString('base64url')}`)).toThrow('sealed text')
    }),
  )
})

test.each<Suite>(['a1', 's1'])('another key, a cut text or a swapped tag does not open %s', (suite) => {
  const sealed = encrypt(key, '村民小组', suite)
  expect(() => decrypt(other, sealed)).toThrow('sealed text')
  expect(() => decrypt(key, sealed.slice(0, 12))).toThrow('sealed text')
  expect(() => decrypt(key, `${suite === 'a1' ? 's1' : 'a1'}${sealed.slice(2)}`)).toThrow('sealed text')
  expect(() => decrypt(key, '村民小组')).toThrow('sealed text')
})

test('the same text is never sealed to the same bytes twice, but hashes to the same value', () => {
  expect(encrypt(key, 'x')).not.toBe(encrypt(key, 'x'))
  expect(keyedHash(key, 'x')).toBe(keyedHash(key, 'x'))
  expect(keyedHash(key, 'x')).not.toBe(keyedHash(other, 'x'))
  expect(keyedHash(key, 'x', 's1')).toMatch(/^s1\./)
})

test('HMAC-SHA-256 is that of RFC 4231, case 2', () => {
  const expected = Buffer.from('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843', 'hex')
  expect(keyedHash(Buffer.from('Jefe'), 'what do ya want for nothing?')).toBe(expected.toString('base64url'))
})

test('a text sealed for one purpose does not open for another', () => {
  const crypto = openCrypto(openSecrets('unused', { GONGZHI_KEY: key.toString('hex') }), 's1')
  const sealed = crypto.encrypt('people.phone', '13800000000')
  expect(crypto.decrypt('people.phone', sealed)).toBe('13800000000')
  expect(() => crypto.decrypt('people.id-card', sealed)).toThrow('sealed text')
  expect(crypto.keyedHash('people.phone', 'x')).not.toBe(crypto.keyedHash('people.id-card', 'x'))
})
