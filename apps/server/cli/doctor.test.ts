import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@gongzhi/kernel/server/config.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { calendarLine } from './doctor/calendar.ts'
import { databaseLines } from './doctor/database.ts'
import type { Line } from './doctor/line.ts'
import { backupLine, machineLines } from './doctor/machine.ts'
import { outsideLines } from './doctor/outside.ts'
import { noteBackup } from './last-backup.ts'
import { tryCli } from './testing-cli.ts'

let t: Awaited<ReturnType<typeof tryCli>>
const dir = mkdtempSync(join(tmpdir(), 'gongzhi-doctor-'))
beforeAll(async () => {
  t = await tryCli()
})
afterAll(async () => {
  await t?.close()
  rmSync(dir, { recursive: true, force: true })
})
const levels = (lines: readonly Line[]) => Object.fromEntries(lines.map(({ id, level }) => [id, level]))
const at = (day: string) => Date.parse(`${day}T09:00:00+08:00`)

test('next year’s swapped working days are missed in time: looked at from January, wrong from December on, this year’s at once', () => {
  expect(calendarLine(at('2026-11-25'), ['2025', '2026', '2027'])).toMatchObject({ level: 'ok' })
  expect(calendarLine(at('2026-11-25'), ['2025', '2026'])).toMatchObject({ level: 'look' })
  expect(calendarLine(at('2026-12-10'), ['2025', '2026'])).toMatchObject({ level: 'wrong' })
  expect(calendarLine(at('2027-01-01'), ['2025', '2026'])).toMatchObject({ level: 'wrong' })
})

test('a backup of last night is well, one of two days is looked at, one of ten days and none are wrong', () => {
  const now = Date.now()
  expect(backupLine(dir, now)).toMatchObject({ level: 'wrong' })
  const file = join(dir, 'a.tar')
  writeFileSync(file, '')
  const after = (hours: number) => {
    noteBackup(dir, { at: new Date(now - hours * 3_600_000).toISOString(), file, bytes: 0 })
    return backupLine(dir, now).level
  }
  expect([after(10), after(48), after(240)]).toEqual(['ok', 'look', 'wrong'])
  rmSync(file)
  expect(after(1)).toBe('look')
})

test('a folder or a key that others may touch, and a demo that the network may enter, are wrong', () => {
  const config = (env: Record<string, string> = {}) => readConfig({ DATA_DIR: dir, ...env })
  mkdirSync(join(dir, 'secrets'))
  writeFileSync(join(dir, 'secrets', 'master.key'), '5a'.repeat(32), { mode: 0o600 })
  chmodSync(dir, 0o755)
  expect(levels(machineLines(config()))).toMatchObject({ node: 'ok', folder: 'ok', secrets: 'ok', door: 'ok' })
  chmodSync(dir, 0o777)
  chmodSync(join(dir, 'secrets', 'master.key'), 0o644)
  const open = config({ HOST: '0.0.0.0' })
  expect(levels(machineLines(open))).toMatchObject({ folder: 'wrong', secrets: 'wrong', door: 'wrong' })
  expect(levels(machineLines({ ...open, demo: false }))).toMatchObject({ door: 'look' })
})

test('what a setting names and cannot be reached is said, with the machine and never the key in its address', async () => {
  const lines = await outsideLines(readConfig({ DEMO: '0' }), { SMS_URL: 'http://127.0.0.1:9/send?key=secret-key' })
  expect(levels(lines)).toMatchObject({ sms_url: 'look', smtp_url: 'look', clamd_host: 'ok' })
  expect(JSON.stringify(lines)).toContain('127.0.0.1:9')
  expect(JSON.stringify(lines)).not.toContain('secret-key')
})

test('of a database: settings that lose data, too few connections, another key, missing and unknown migrations', async () => {
  const look = (env: Record<string, string> = {}, files = new Set<string>()) =>
    asOwner(t.url, (owner) => databaseLines(owner, readConfig({ DATA_DIR: t.dir, ...env }), files))
  // the tests' own PostgreSQL runs without fsync: that must be seen
  expect(levels(await look())).toMatchObject({
    postgres: 'ok',
    durable: 'wrong',
    encoding: 'ok',
    clock: 'ok',
    migrations: 'look',
  })
  expect(levels(await look({ WORKERS: '60' }))).toMatchObject({ connections: 'wrong' })
  const made = await t.run(['init', '--county', '441226', '--name', '黄示例', '--phone', '13800000001'])
  expect(made.code, made.err).toBe(0)
  const files = new Set(
    (await t.rows<{ one: string }>(`SELECT module || '/' || name AS one FROM kernel.migration`)).map(({ one }) => one),
  )
  expect(levels(await look({}, files))).toMatchObject({
    migrations: 'ok',
    key: 'ok',
    relay: 'ok',
    sweep: 'ok',
    role: 'ok',
  })
  expect(levels(await look({}, new Set([...files, 'kernel/9999-later.sql'])))).toMatchObject({ migrations: 'look' })
  expect(levels(await look({}, new Set([...files].slice(1))))).toMatchObject({ migrations: 'wrong' })
  writeFileSync(join(t.dir, 'secrets', 'master.key'), '77'.repeat(32))
  expect(levels(await look({}, files))).toMatchObject({ key: 'wrong' })
  rmSync(join(t.dir, 'secrets', 'master.key'))
  expect(levels(await look({}, files))).toMatchObject({ key: 'wrong' })
  const whole = await t.run(['doctor', '--json'])
  expect(whole.code).toBe(1)
  expect(JSON.parse(whole.out)).toContainEqual(expect.objectContaining({ id: 'key', level: 'wrong' }))
})
