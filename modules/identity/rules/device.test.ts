import { expect, test } from 'vitest'
import { deviceOf } from './device.ts'

test('a device is told by the families of its browser and system, never by model or version', () => {
  const phone =
    'Mozilla/5.0 (Linux; Android 9; REDMI-7A-SN1234) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0 MicroMessenger/8.0'
  expect(deviceOf(phone)).toBe('WeChat · Android')
  expect(
    deviceOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126'),
  ).toBe('Edge · Windows')
  expect(deviceOf('curl/8')).toBe('')
  expect(deviceOf(undefined)).toBe('')
})
