import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSecrets } from './secrets.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gongzhi-secrets-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const file = () => join(dir, 'secrets', 'master.key')

test('the first start makes a key only its owner can read, later starts find the same', () => {
  const first = openSecrets(dir, {}).keyFor('a')
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  expect(statSync(join(dir, 'secrets')).mode & 0o777).toBe(0o700)
  expect(openSecrets(dir, {}).keyFor('a')).toEqual(first)
  expect(first).toHaveLength(32)
})

test('two purposes get two keys, and neither is the master key', () => {
  const secrets = openSecrets(dir, {})
  expect(secrets.keyFor('a')).not.toEqual(secrets.keyFor('b'))
  expect(readFileSync(file(), 'utf8').trim()).not.toBe(secrets.keyFor('a').toString('hex'))
})

test('a key in the environment comes first, in hex or base64, and writes nothing', () => {
  const key = Buffer.alloc(32, 3)
  const hex = openSecrets(dir, { GONGZHI_KEY: key.toString('hex') }).keyFor('a')
  expect(openSecrets(dir, { GONGZHI_KEY: key.toString('base64') }).keyFor('a')).toEqual(hex)
  expect(openSecrets(dir, { GONGZHI_KEY: key.toString('base64url') }).keyFor('a')).toEqual(hex)
  expect(() => statSync(file())).toThrow()
})

test('a short, garbled or empty key is refused rather than replaced', () => {
  for (const wrong of ['abc', 'x'.repeat(64), Buffer.alloc(31).toString('base64')]) {
    expect(() => openSecrets(dir, { GONGZHI_KEY: wrong })).toThrow('32 bytes')
  }
  openSecrets(dir, {})
  writeFileSync(file(), '')
  expect(() => openSecrets(dir, {})).toThrow('32 bytes')
})

test('a key file opened to others is closed again', () => {
  openSecrets(dir, {})
  chmodSync(file(), 0o644)
  openSecrets(dir, {})
  expect(statSync(file()).mode & 0o777).toBe(0o600)
})
