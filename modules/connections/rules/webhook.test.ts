import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPublicIp, wrongAddress } from './address.ts'
import { eventOf, nextTry, waits } from './webhook.ts'

const allowed = ['esb.deqing.gov.cn', '10.1.2.3']
const wrong = (url: string) => wrongAddress(URL.canParse(url) ? new URL(url) : undefined, allowed)

test('a message is tried eight times in about a day, each wait at least as long as the one before', () => {
  expect(waits.length + 1).toBe(8)
  const whole = waits.reduce((sum, wait) => sum + wait, 0)
  expect(whole).toBeGreaterThan(24 * 3_600_000)
  expect(whole).toBeLessThan(30 * 3_600_000)
  for (let n = 1; n < waits.length; n++) expect(waits[n]).toBeGreaterThanOrEqual(waits[n - 1] ?? 0)
  expect(nextTry(8, 0)).toBeUndefined()
  expect(nextTry(1, 7)).toBe(5007)
})

test('a fact is told as the state a matter came into, not as what left it where it was', () => {
  expect(eventOf({ act: 'report', from: null, to: 'reported' })).toBe('matter.reported')
  expect(eventOf({ act: 'note', from: 'handling', to: 'handling' })).toBeUndefined()
  expect(eventOf({ act: 'ask', from: 'handling', to: 'asked' })).toBeUndefined()
  expect(eventOf({ act: 'supervise', from: 'handling', to: 'handling' })).toBe('matter.supervised')
})

test.each([
  ['https://example.com/hook', undefined],
  ['https://example.com:8443/hook?a=1', undefined],
  ['http://example.com/hook', 'not-https'],
  ['ftp://example.com/hook', 'not-https'],
  ['https://user:secret@example.com/', 'wrong-shape'],
  ['nonsense', 'wrong-shape'],
  ['https://localhost/', 'private-address'],
  ['https://a.localhost/', 'private-address'],
  ['https://printer/', 'private-address'],
  ['https://db.internal/', 'private-address'],
  ['https://127.0.0.1/', 'private-address'],
  ['https://0x7f.1/', 'private-address'],
  ['https://2130706433/', 'private-address'],
  ['https://169.254.169.254/latest', 'private-address'],
  ['https://192.168.1.1/', 'private-address'],
  ['https://[::1]/', 'private-address'],
  ['https://[::ffff:10.0.0.1]/', 'private-address'],
  ['https://[fd00::1]/', 'private-address'],
  ['https://8.8.8.8/', undefined],
  ['https://[2606:4700:4700::1111]/', undefined],
  // named by the installation as its own
  ['http://10.1.2.3:8080/in', undefined],
  ['http://esb.deqing.gov.cn/in', undefined],
])('%s: %s', (url, expected) => {
  expect(wrong(url)).toBe(expected)
})

test('no private IPv4 address is public, in whatever clothes', () => {
  const byte = fc.integer({ min: 0, max: 255 })
  const inside = fc.oneof(
    fc.tuple(fc.constant(10), byte, byte, byte),
    fc.tuple(fc.constant(127), byte, byte, byte),
    fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
    fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
    fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
  )
  fc.assert(
    fc.property(inside, (parts) => {
      const ip = parts.join('.')
      const [a = 0, b = 0, c = 0, d = 0] = parts
      const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
      for (const clothes of [ip, `::ffff:${ip}`, `::ffff:${hex}`, `::${ip}`, `64:ff9b::${ip}`, `2002:${hex}::1`])
        expect(isPublicIp(clothes), clothes).toBe(false)
    }),
  )
  for (const ip of ['1.1.1.1', '100.63.255.255', '100.128.0.0', '172.32.0.1', '223.255.255.255', '2400:3200::1'])
    expect(isPublicIp(ip), ip).toBe(true)
  for (const junk of ['', '1.2.3', '1.2.3.256', ':::', '1::2::3', 'g::1', '1:2:3:4:5:6:7', 'fe80::1%eth0'])
    expect(isPublicIp(junk), junk).toBe(false)
})
