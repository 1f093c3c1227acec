import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csvRow, rowsOfCsv } from './csv.ts'
import { tryCli } from './testing-cli.ts'

let t: Awaited<ReturnType<typeof tryCli>>
const head = '姓名,手机号,区划代码,岗位,任期从,任期到'
const put = (name: string, ...rows: string[]) => {
  const file = join(t.dir, name)
  writeFileSync(file, `\uFEFF${[head, ...rows].join('\r\n')}\r\n`)
  return file
}

beforeAll(async () => {
  t = await tryCli()
  const made = await t.run(['init', '--county', '441226', '--name', '黄示例', '--phone', '13800000001'])
  expect(made.code, made.err).toBe(0)
})
afterAll(() => t?.close())

test('a table is read as spreadsheets write it: quotes, breaks within a cell, both encodings, lines counted', async () => {
  const file = join(t.dir, 'table.csv')
  const read = async () => Array.fromAsync(rowsOfCsv(file))
  writeFileSync(file, '\uFEFF姓名,"a ""b"""\r\n\r\n"两\n行",2\n,\nlast,')
  expect(await read()).toEqual([
    { line: 1, cells: ['姓名', 'a "b"'] },
    { line: 3, cells: ['两\n行', '2'] },
    { line: 6, cells: ['last', ''] },
  ])
  // 陈示例 in GB 18030
  writeFileSync(file, Buffer.from([0xb3, 0xc2, 0xca, 0xbe, 0xc0, 0xfd, 0x2c, 0x31, 0x0a]))
  expect(await read()).toEqual([{ line: 1, cells: ['陈示例', '1'] }])
  expect(csvRow(['=1+1', 'a"b'])).toBe(`"'=1+1","a""b"\n`)
})

test('every fault of every row is named with its line, and nothing is written', async () => {
  const file = put(
    'wrong.csv',
    '陈示例,13800000011,441226103213,代办员,2026-01-01,2030-12-31',
    '陈,1380000,441226,,2026-02-30,2020-01-01',
    '林示例,13800000012,441226103213,村长,2026-01-01,2030-12-31',
    '梁示例,13800000013,441226103213,村（居）委会主任,2026-01-01,2040-12-31',
    '何示例,13800000014,441226999999,代办员,2026-01-01,2030-12-31',
    '区示例,13800000011,441226103213,网格员,2026-01-01,2030-12-31',
    '莫示例,13800000015,441226103213,代办员,2026-01-01,2030-12-31',
  )
  const { code, err } = await t.run(['import-people', file, '--write', '--slips', join(t.dir, 'no.csv')])
  expect(code).toBe(1)
  for (const name of ['姓名', '手机号', '岗位', '任期从', '任期到']) expect(err).toMatch(new RegExp(`第 3 行.*${name}`))
  expect(err).toMatch(/第 4 行.*代办员/)
  expect(err).toMatch(/第 5 行.*五年/)
  expect(err).toMatch(/第 6 行.*441226999999/)
  expect(err).toMatch(/第 7 行.*两个姓名/)
  expect(err).toMatch(/第 8 行.*已经有人/)
  expect(existsSync(join(t.dir, 'no.csv'))).toBe(false)
  expect(await t.rows('SELECT count(*)::int AS n FROM identity.account')).toEqual([{ n: 1 }])
})

test('good rows are first shown, then written: accounts with slips, one person in two posts, again nothing twice', async () => {
  const file = put(
    'good.csv',
    '陈示例,138 0000 0011,441226103213,代办员,2026/1/1,2030-12-31',
    '林示例,13800000012,441226103213,网格员,2026-01-01,2030-12-31',
    '梁示例,13800000013,441226103213,网格员,2026-01-01,2030-12-31',
    '林示例,13800000012,441226103214,网格员,2026-01-01,2030-12-31',
  )
  expect(await t.run(['import-people', file])).toMatchObject({
    code: 0,
    out: expect.stringContaining('4 rows can be imported'),
  })
  const slips = join(t.dir, 'slips.csv')
  const done = await t.run(['import-people', file, '--write', '--slips', slips])
  expect(done, done.err).toMatchObject({ code: 0, out: expect.stringContaining('4 appointments, 3 new accounts') })
  expect(readFileSync(slips, 'utf8').trim().split('\n')).toHaveLength(4)
  expect(statSync(slips).mode & 0o077).toBe(0)
  const held = await t.rows(`SELECT post FROM people.holding WHERE post LIKE '441226103%' ORDER BY post`)
  expect(held.map(({ post }) => post)).toEqual([
    '441226103213.grid.grid-worker',
    '441226103213.grid.grid-worker.2',
    '441226103213.service.village-clerk',
    '441226103214.grid.grid-worker',
  ])
  expect(await t.run(['import-people', file])).toMatchObject({
    code: 0,
    out: expect.stringContaining('4 were imported before'),
  })
})
