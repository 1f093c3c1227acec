import { randomUUID } from 'node:crypto'
import { media } from '@gongzhi/kernel/endpoint.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import Excel from 'exceljs'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jinlin, jinxi, openTestHouse, type TestHouse } from './testing-house.ts'

/* A roll of hundreds: brought in from a sheet, read page by page, looked through by name (R1). */

let h: TestHouse
let app: FastifyInstance
const cookies = new Map<string, string>()
const body = `${jinlin}.villagers`
const term = { class: 'resident', from: '2026-01-01', until: '2030-12-31' }
const SURNAMES = '陈林黄梁何区莫李张王'

beforeAll(async () => {
  h = await openTestHouse('2026-11-16T09:00:00+08:00')
  app = await h.serve()
  expect((await post('/bodies', { unit: jinlin, kind: 'villagers', title: '金林村村民名册' })).statusCode).toBe(201)
})
afterAll(async () => {
  await app?.close()
  await h?.close()
})

const clerk = () => h.at(`${jinlin}.service.village-clerk`)
const cookieOf = async (who: Actor): Promise<string> => {
  const known = cookies.get(who.account ?? '')
  if (known) return known
  const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account: who.account } })
  const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? ''
  cookies.set(who.account ?? '', cookie)
  return cookie
}
const headers = async (who: Actor | null) => (who ? { cookie: await cookieOf(who) } : {})
const get = async (url: string, who: Actor | null = clerk()) =>
  app.inject({ method: 'GET', url: `/api${url}`, headers: await headers(who) })
const post = async (url: string, payload: object, who = clerk()) =>
  app.inject({
    method: 'POST',
    url: `/api${url}`,
    payload,
    headers: { ...(await headers(who)), 'idempotency-key': randomUUID() },
  })

type Row = { member: string; name: string | null; shown: string; state: string }
type View = { list: Row[]; next: string | null; members: number; women: number; households: number; keeps: boolean }
const page = async (query: Record<string, string>, who?: Actor | null): Promise<View> =>
  (await get(`/bodies/${body}?${new URLSearchParams(query)}`, who)).json()
/** Every page to the last. */
const pages = async (query: Record<string, string>, who?: Actor | null): Promise<View[]> => {
  const all: View[] = []
  for (let after: string | null | undefined; after !== null; after = all.at(-1)?.next)
    all.push(await page({ ...query, ...(after ? { after } : {}) }, who))
  return all
}

test('a roll is read page by page: everybody once, the counts of the whole roll on each page, those who left at its end', async () => {
  for (let n = 0; n < 65; n++) {
    const said = { ...term, name: `${SURNAMES[n % 10]}示例${n}`, household: String(n >> 1), woman: n % 5 === 0 }
    expect((await post(`/bodies/${body}/members`, { ...said, ...(n % 7 ? {} : { class: 'away' }) })).statusCode).toBe(
      201,
    )
  }
  const [first] = (await page({ limit: '1' })).list
  expect((await post(`/members/${first?.member}/leaving`, { reason: '迁出。' })).statusCode).toBe(201)
  const keeper = await pages({ limit: '20' })
  expect(keeper.map(({ list }) => list.length)).toEqual([20, 20, 20, 5])
  const counts = keeper.map(({ members, women, households }) => ({ members, women, households }))
  expect(counts).toEqual(Array(4).fill({ members: 64, households: 33, women: counts[0]?.women }))
  expect([12, 13]).toContain(counts[0]?.women)
  const all = keeper.flatMap(({ list }) => list)
  expect(new Set(all.map(({ member }) => member)).size).toBe(65)
  expect(all.map(({ state }) => state)).toEqual([...Array(64).fill('on-roll'), 'ended'])
  // fifty at a time unless more are asked for, two hundred at most
  expect((await page({})).list).toHaveLength(50)
  expect((await page({ limit: '200' })).next).toBeNull()
  expect((await get(`/bodies/${body}?limit=201`)).statusCode).toBe(400)
  // somebody who leaves between two pages moves nobody else out of sight
  const [one] = await pages({ limit: '20' })
  const last = one?.list.at(-1)
  expect((await post(`/members/${last?.member}/leaving`, { reason: '迁出。' })).statusCode).toBe(201)
  const rest = (await pages({ limit: '20', after: one?.next ?? '' })).flatMap(({ list }) => list)
  expect(rest.filter(({ state }) => state === 'on-roll')).toHaveLength(44)
})

test('those who keep a roll look for part of a name or its pinyin, others for part of the masked name', async () => {
  const found = async (q: string, who?: Actor | null) =>
    (await pages({ q, limit: '3' }, who)).flatMap(({ list }) => list)
  expect((await found('示例12')).map(({ name }) => name)).toEqual(['黄示例12'])
  expect(new Set((await found('huang')).map(({ name }) => name?.[0]))).toEqual(new Set(['黄']))
  expect(await found('黄')).toHaveLength(7)
  const masked = await found('黄', null)
  expect(masked.length).toBeGreaterThanOrEqual(5)
  expect(masked.every(({ name, shown }) => name === null && shown.startsWith('黄'))).toBe(true)
  // a name that only those who keep the roll read is no way to find out who is on it
  expect(await found('示例12', null)).toEqual([])
  expect(await found('示例12', h.at(`${jinxi}.service.village-clerk`))).toEqual([])
})

const heads = ['姓名', '手机号', '户号', '性别', '类别', '出生日期', '任期起', '任期止']
const LIVES = '户籍在本村并在本村居住'
const years = ['2026-01-01', '2030-12-31']
const sheet = async (rows: readonly unknown[][]): Promise<Buffer> => {
  const book = new Excel.Workbook()
  book.addWorksheet('表1').addRows([heads, ...rows])
  return Buffer.from(await book.xlsx.writeBuffer())
}
const send = async (bytes: Buffer, file = '花名册.xlsx', who = clerk(), into = body, key: string = randomUUID()) =>
  app.inject({
    method: 'POST',
    url: `/api/imports?${new URLSearchParams({ kind: 'roll', into, file })}`,
    payload: bytes,
    headers: { ...(await headers(who)), 'idempotency-key': key, 'content-type': media.sheet },
  })
type Found = { id: string; state: string; list: { cell: string; code: string; value: string; right: string }[] }
const look = async (id: string): Promise<Found> => (await get(`/imports/${id}`)).json()
const bring = async (...rows: unknown[][]): Promise<Found> => {
  const reply = await send(await sheet(rows))
  expect(reply.statusCode, reply.body).toBe(201)
  return look(reply.json().id)
}
const said = ({ list }: Found) => list.map(({ cell, code }) => `${cell} ${code}`)
const write = async () => {
  for (const chore of h.house.modules.flatMap((m) => m.chores ?? []).filter((one) => one.id === 'documents.write-rows'))
    await chore.run(h.env)
}
const confirm = async ({ id }: Found, skip = false) => {
  const reply = await post(`/imports/${id}/confirmation`, { skip })
  await write()
  return { status: reply.statusCode, ...(await look(id)) }
}
const named = async (name: string) => (await page({ q: name, limit: '200' })).list.filter((one) => one.name === name)

test('everything wrong in a list is said at once with its line, before anybody is entered', async () => {
  const { members: before, list } = await page({})
  const there = list[0]?.name ?? ''
  const household = String(Number(there.slice(3)) >> 1)
  const found = await bring(
    ['甲小', '138', '1', '不详', '没有这一类', '1960-02-03', '一月', '2030-12-31'],
    ['乙小', null, '2', '女', LIVES, '2010-06-03', ...years],
    ['丙小', '13800000901', '3', '男', null, null, '2026-01-01', '2025-01-01'],
    ['丁小', '13800000901', '4', '男', 'away', 23_000, ...years],
    ['戊 小', null, '5', '女', LIVES, null, ...years],
    ['戊小', null, '5', '女', LIVES, null, ...years],
    ['己小', null, null, '女', LIVES, null, ...years],
    ['己小', null, '6', '女', LIVES, null, ...years],
    // of one name in two households, and one who is on the roll already
    ['戊小', null, '7', '男', LIVES, null, ...years],
    [there, null, household, '男', LIVES, null, ...years],
    [there, null, null, '男', LIVES, null, ...years],
  )
  expect(said(found)).toEqual([
    '表1 B2 no-phone',
    '表1 D2 no-choice',
    '表1 E2 no-choice',
    '表1 G2 no-day',
    '表1 F3 under-age',
    '表1 H4 until-before',
    '表1 B5 two-names',
    '表1 A7 twice',
    '表1 A9 same-name',
    '表1 A12 same-name',
  ])
  expect(found).toMatchObject({ rows: 11, fresh: 3, same: 1, faulty: 7, into: body })
  expect(found.list[4]?.right).toContain('2028年6月3日满十八周岁')
  expect(await confirm(found)).toMatchObject({ status: 409, state: 'checked' })
  expect((await page({})).members).toBe(before)
  expect(await confirm(found, true)).toMatchObject({ state: 'written', done: 3, failed: 0 })
  expect((await named('戊小')).map(({ state }) => state)).toEqual(['on-roll', 'on-roll'])
  // a date of birth is nowhere, and each was entered by the act as by hand, by whoever brought the list
  const entered = await h.rows<{ data: object }>(
    `SELECT data FROM kernel.journal WHERE act = 'enter' AND actor = $1 AND data->>'body' = $2`,
    [clerk().account, body],
  )
  expect(entered).toHaveLength(65 + 3)
  expect(JSON.stringify(entered)).not.toContain('19')
})

test('a list brought in by mistake is taken back whole: those it entered leave the roll, with its number as the reason', async () => {
  const before = (await page({})).members
  const rows = ['壬小', '癸小'].map((name, n) => [name, null, `撤${n}`, '女', LIVES, null, ...years])
  const found = await bring(...rows)
  expect(await confirm(found)).toMatchObject({ state: 'written', done: 2 })
  const [one] = await named('壬小')
  // one has left meanwhile by another's hand
  expect((await post(`/members/${one?.member ?? ''}/leaving`, { reason: '写错了。' })).statusCode).toBe(201)
  expect((await post(`/imports/${found.id}/undoing`, {})).statusCode).toBe(201)
  await write()
  await write()
  expect(await look(found.id)).toMatchObject({ state: 'undone', done: 0 })
  expect((await page({})).members).toBe(before)
  const reasons = await h.rows<{ reason: string }>(
    `SELECT reason FROM people.member WHERE body = $1 AND ended_on IS NOT NULL AND household LIKE '撤%' ORDER BY reason`,
    [body],
  )
  expect(reasons).toMatchObject([{ reason: '写错了。' }, { reason: expect.stringMatching(/^撤销导入/) }])
  // and the same list, put right, comes in again
  expect(await confirm(await bring(...rows))).toMatchObject({ state: 'written', done: 2 })
})

test('a list that comes twice, is confirmed twice, or whose server dies while it writes enters everybody once', async () => {
  const rows = Array.from({ length: 40 }, (_, n) => {
    const phone = n % 3 === 0 ? 13_800_100_000 + n : null
    return [`${SURNAMES[n % 10]}村民${n}`, phone, `丙${n >> 2}`, n % 2 ? '男' : '女', null, null, ...years]
  })
  const bytes = await sheet(rows)
  // two files looked through before either is written
  const key = randomUUID()
  const [one, two] = [await send(bytes, 'a.xlsx', clerk(), body, key), await send(bytes, 'b.xlsx')]
  expect((await send(bytes, 'a.xlsx', clerk(), body, key)).json()).toEqual(one.json())
  const before = (await page({})).members
  for (const { id } of [one.json(), two.json()])
    expect((await post(`/imports/${id}/confirmation`, {})).statusCode).toBe(201)
  // the connection is lost after rows were written and before that was noted
  const chore = h.house.modules.flatMap((m) => m.chores ?? []).find((it) => it.id === 'documents.write-rows')
  const { db } = h.env
  const losing = {
    ...db,
    within: ((scope, work) =>
      db.within(scope, (tx) =>
        work({
          ...tx,
          rows: (statement) =>
            statement.text.includes('import_row r SET') ? Promise.reject(new Error('lost')) : tx.rows(statement),
        }),
      )) as typeof db.within,
  }
  await expect(chore?.run({ ...h.env, db: losing })).rejects.toThrow('lost')
  await Promise.all([write(), write()])
  await write()
  for (const { id } of [one.json(), two.json()])
    expect(await look(id)).toMatchObject({ state: 'written', done: 40, failed: 0 })
  expect((await page({})).members).toBe(before + 40)
  expect(await bring(...rows)).toMatchObject({ fresh: 0, same: 40, faulty: 0 })
  // by hand a phone that is on the roll is refused in words, under another key or name
  const taken = { ...term, name: '某小', phone: '13800100000' }
  const refusal = await post(`/bodies/${body}/members`, taken)
  expect([refusal.statusCode, refusal.json().unmet]).toEqual([409, ['phone-not-on-roll']])
  // who left and is in the list again comes back, once
  const [gone] = await named('陈村民0')
  expect((await post(`/members/${gone?.member}/leaving`, { reason: '迁出。' })).statusCode).toBe(201)
  const again = await bring(...rows.slice(0, 1))
  expect(again).toMatchObject({ fresh: 1, same: 0 })
  expect(await confirm(again)).toMatchObject({ done: 1, failed: 0 })
  expect((await named('陈村民0')).map(({ state }) => state)).toEqual(['on-roll', 'ended'])
  expect(await h.broken()).toEqual([])
})

/** What Node decodes and does not encode: the characters of this file in GB 18030. */
const GB18030: Readonly<Record<string, readonly number[]>> = {
  姓: [208, 213],
  名: [195, 251],
  手: [202, 214],
  机: [187, 250],
  号: [186, 197],
  户: [187, 167],
  性: [208, 212],
  别: [177, 240],
  类: [192, 224],
  出: [179, 246],
  生: [201, 250],
  日: [200, 213],
  期: [198, 218],
  任: [200, 206],
  起: [198, 240],
  止: [214, 185],
  庚: [184, 253],
  小: [208, 161],
  女: [197, 174],
  年: [196, 234],
  月: [212, 194],
}

test('a CSV comes in as a sheet does, as Excel in Chinese saves it too; one that is none is refused by name', async () => {
  const text = `${heads.join(',')}\r\n"庚小",,8,女,,1950年1月2日,2026/1/1,2030/12/31\r\n`
  // 庚小 in GB 18030
  const wide = Buffer.concat([...text].map((letter) => Buffer.from(GB18030[letter] ?? Array.from(Buffer.from(letter)))))
  expect(new TextDecoder('gb18030').decode(wide)).toBe(text)
  for (const bytes of [wide, Buffer.from(`\ufeff${text}`)]) {
    const reply = await send(bytes, '花名册.csv')
    expect(reply.statusCode, reply.body).toBe(201)
    expect(await look(reply.json().id)).toMatchObject({ rows: 1, fresh: 1, faulty: 0 })
  }
  expect((await send(Buffer.from([0, 1, 2, 0]), 'x.csv')).json().type).toBe('/problems/not-a-sheet')
  expect((await send(Buffer.from('甲,乙\n1,2'), 'x.csv')).json()).toMatchObject({
    type: '/problems/no-heads',
    missing: ['姓名', '性别', '任期起', '任期止'],
  })
})

test('a roll is brought in by those who keep it alone; its template has the classes of its body', async () => {
  const bytes = await sheet([['辛小', null, '9', '女', null, null, ...years]])
  for (const who of [h.at(`${jinxi}.service.village-clerk`), h.resident(jinlin)])
    expect((await send(bytes, 'x.xlsx', who)).statusCode).toBeGreaterThanOrEqual(403)
  expect((await send(bytes, 'x.xlsx', clerk(), `${jinlin}.nothing`)).statusCode).toBe(404)
  expect((await get(`/imports?into=${body}`, h.at(`${jinxi}.service.village-clerk`))).statusCode).toBe(404)
  const offered = (await get(`/imports?into=${body}`)).json()
  expect(offered).toMatchObject({ into: { href: `/rolls/${body}`, title: '金林村村民名册' }, kinds: [{ id: 'roll' }] })
  expect((await get('/imports')).json().kinds.map(({ id }: { id: string }) => id)).not.toContain('roll')
  const book = new Excel.Workbook()
  await book.xlsx.load((await get(`/import-templates/roll?into=${body}`)).rawPayload as never)
  expect(book.worksheets[1]?.getRow(1).values).toEqual([undefined, ...heads])
  const list = book.worksheets[1]?.getCell('E2').dataValidation.formulae?.join('')
  expect(list).toContain(LIVES)
  expect(list).not.toContain('resident')
})
