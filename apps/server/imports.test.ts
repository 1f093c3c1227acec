import { randomUUID } from 'node:crypto'
import { media } from '@gongzhi/kernel/endpoint.ts'
import Excel from 'exceljs'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cast, TestHouse } from './testing-house.ts'
import { castOf, deqing, guanxu, jinlin, openTestHouse } from './testing-house.ts'

/* Last year's ledger comes in from Excel: looked through, confirmed, found, taken back. */

let h: TestHouse
let c: Cast
let app: FastifyInstance
let clerk: Cast['clerk']
const cookies = new Map<string, string>()

beforeAll(async () => {
  h = await openTestHouse('2026-11-16T09:00:00+08:00')
  c = castOf(h)
  clerk = h.at(`${guanxu}000.service.town-clerk`)
  app = await h.serve()
})
afterAll(async () => {
  await app?.close()
  await h?.close()
})

const cookieOf = async (who: { account: string | null }): Promise<string> => {
  const known = cookies.get(who.account ?? '')
  if (known) return known
  const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account: who.account } })
  const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? ''
  cookies.set(who.account ?? '', cookie)
  return cookie
}
type Who = { account: string | null }
const get = async (who: Who, url: string) =>
  app.inject({ method: 'GET', url: `/api${url}`, headers: { cookie: await cookieOf(who) } })
const act = async (who: Who, url: string, payload: object = {}, key: string = randomUUID()) =>
  app.inject({
    method: 'POST',
    url: `/api${url}`,
    payload,
    headers: { cookie: await cookieOf(who), 'idempotency-key': key },
  })
const send = async (who: Who, file: Buffer, kind = 'past', key: string = randomUUID()) =>
  app.inject({
    method: 'POST',
    url: `/api/imports?kind=${kind}&file=${encodeURIComponent('2025年台账.xlsx')}`,
    payload: file,
    headers: { cookie: await cookieOf(who), 'idempotency-key': key, 'content-type': media.sheet },
  })
const bookOf = async (...sheets: unknown[][][]): Promise<Buffer> => {
  const book = new Excel.Workbook()
  sheets.forEach((rows, i) => {
    book.addWorksheet(`表${i + 1}`).addRows(rows)
  })
  return Buffer.from(await book.xlsx.writeBuffer())
}
const view = async (who: Who, id: string) => (await get(who, `/imports/${id}`)).json()
const write = async () => {
  for (const chore of h.house.modules.flatMap((m) => m.chores ?? []).filter(({ id }) => id === 'documents.write-rows'))
    await chore.run(h.env)
}
const past = () =>
  h.rows<{ id: string; title: string; number: string; state: string }>(
    `SELECT id, title, number, state FROM kernel.docket WHERE kind = 'past' ORDER BY number`,
  )

const heads = [
  '序号',
  '登记时间',
  '村名',
  '问题类别',
  '反映问题',
  '姓名',
  '电话',
  '责任单位',
  '结果',
  '答复',
  '办结时间',
  '是否满意',
]
/** As real ledgers are: dates in four shapes, phones as numbers, a title and a unit above the heads. */
const ledger = () =>
  bookOf([
    ['官圩镇2025年群众反映事项台账'],
    ['单位：官圩镇便民服务中心', null, '制表：2025年12月31日'],
    heads,
    [
      1,
      new Date('2025-03-07T00:00:00Z'),
      '金林村',
      '环境卫生',
      '村口垃圾池满了没人清。',
      '黄某',
      13800000001,
      '环卫所',
      '解决',
      '当天清运',
      '2025/3/9',
      '满意',
    ],
    [
      2,
      '2025年4月1日',
      '金林',
      '路灯',
      '晒谷场的灯不亮',
      null,
      null,
      '供电所',
      '已解决',
      '换了灯泡',
      45752,
      '基本满意',
    ],
    [3, '2025.5.6', jinlin, '其他', '想问医保怎么交', null, null, null, '解释', '已告知办法', null, null],
    // the same as row 1 but for its own number in the list: no second matter
    [
      4,
      '2025-03-07',
      '金林村',
      '环境卫生',
      '村口垃圾池满了没人清。',
      '黄某',
      '138 0000 0001',
      '环卫所',
      '解决',
      '当天清运',
      '2025年3月9日',
      '满意',
    ],
  ])

test('a ledger is looked through before anything is written: what is new, what is there twice', async () => {
  const reply = await send(clerk, await ledger())
  expect(reply.statusCode, reply.body).toBe(201)
  const found = await view(clerk, reply.json().id)
  expect(found).toMatchObject({ state: 'checked', rows: 4, fresh: 3, same: 1, faulty: 0, faults: 0, done: 0 })
  expect(await past()).toEqual([])
  // people's words lie sealed until they are written
  const kept = await h.rows('SELECT sealed FROM documents.import_row')
  expect(kept).toHaveLength(3)
  expect(JSON.stringify(kept)).not.toContain('垃圾池')
  await act(clerk, `/imports/${found.id}/discarding`)
  expect(await h.rows('SELECT FROM documents.import_row')).toEqual([])
})

test('everything wrong is named at once, with its cell, and nothing is written while it is', async () => {
  const file = await bookOf([
    heads,
    [1, '2025年2月30日', '火星村', '打酱油', '', null, '123', null, '不知道', null, '昨天', '还行'],
    [
      2,
      '2025-03-07',
      '金林村',
      '其他',
      { formula: 'A1&"x"', result: '一' },
      null,
      null,
      null,
      null,
      null,
      '2025-03-01',
      null,
    ],
    [3, '2027-01-01', '金林村', '其他', '还没发生的事', null, null, null, null, null, null, null],
    [4, '2025-06-01', '金林村', '其他', '这一行没有错', null, null, null, null, null, null, null],
  ])
  const { id } = (await send(clerk, file)).json()
  const found = await view(clerk, id)
  expect(found).toMatchObject({ rows: 4, fresh: 1, faulty: 3 })
  const said = (found.list as { cell: string; code: string }[]).map(({ cell, code }) => `${cell} ${code}`)
  expect(said).toEqual([
    '表1 B2 no-day',
    '表1 D2 no-choice',
    '表1 E2 missing',
    '表1 G2 no-phone',
    '表1 I2 no-choice',
    '表1 K2 no-day',
    '表1 L2 no-choice',
    // and in the light of the world: 火星村 is nowhere, and nothing is concluded before it was reported
    '表1 C2 no-place',
    '表1 E3 formula',
    '表1 K3 before-reported',
    '表1 B4 in-the-future',
  ])
  const refused = await act(clerk, `/imports/${id}/confirmation`)
  expect([refused.statusCode, refused.json().unmet]).toEqual([409, ['rows-right']])
  const sheet = new Excel.Workbook()
  await sheet.xlsx.load((await get(clerk, `/imports/${id}/faults`)).rawPayload as never)
  expect(sheet.worksheets[0]?.rowCount).toBe(1 + said.length)
  expect(sheet.worksheets[0]?.getCell('D2').value).toBe('不是日期')
  // the rows that are right may come in without the others
  expect((await act(clerk, `/imports/${id}/confirmation`, { skip: true })).statusCode).toBe(201)
  await write()
  expect(await view(clerk, id)).toMatchObject({ state: 'written', done: 1, list: [] })
  expect((await past()).map(({ title }) => title)).toEqual(['这一行没有错'])
})

test('confirmed rows are written as what they are: matters of an old ledger, found in list and search, out of every rate', async () => {
  const before = (await get(c.dispatcher, `/figures?unit=${guanxu}&from=2025-01-01&to=2026-11-30`)).json()
  const { id } = (await send(clerk, await ledger())).json()
  expect((await act(clerk, `/imports/${id}/confirmation`)).statusCode).toBe(201)
  await write()
  expect(await view(clerk, id)).toMatchObject({ state: 'written', fresh: 3, done: 3, failed: 0 })

  const rows = (await get(c.dispatcher, `/matters?unit=${guanxu}&q=${encodeURIComponent('垃圾池')}`)).json().rows
  expect(rows).toMatchObject([
    {
      kind: 'past',
      title: '村口垃圾池满了没人清',
      state: 'kept',
      openedAt: '2025-03-06T16:00:00+00:00',
      closedAt: '2025-03-08T16:00:00+00:00',
    },
  ])
  const one = (await get(c.dispatcher, `/past-matters/${rows[0].id}`)).json()
  expect(one).toMatchObject({
    reportedOn: '2025-03-07',
    concludedOn: '2025-03-09',
    outcome: 'resolved',
    rated: '满意',
    org: '环卫所',
  })
  // who reported is kept sealed and shown to nobody (P7)
  expect(JSON.stringify(one)).not.toMatch(/黄某|13800000001/)
  const [row] = await h.rows<{ name_enc: string }>('SELECT name_enc, phone_enc FROM matters.past WHERE id = $1', [
    one.id,
  ])
  expect(row?.name_enc).toMatch(/^a1\./)
  // one opening act, no acts made up; the ledger's own days stand in its data
  const entries = await h.rows<{ act: string; data: unknown }>(
    'SELECT act, data FROM kernel.journal WHERE subject = $1',
    [one.id],
  )
  expect(entries).toEqual([
    {
      act: 'import',
      data: {
        import: expect.stringMatching(/^2026-I-/),
        row: 4,
        ledger: { number: null, reportedOn: '2025-03-07', concludedOn: '2025-03-09' },
      },
    },
  ])
  expect((await get(c.dispatcher, `/figures?unit=${guanxu}&from=2025-01-01&to=2026-11-30`)).json()).toEqual(before)
  expect(
    (await get(c.dispatcher, `/matters?unit=${guanxu}&open=yes`)).json().rows.map((r: { kind: string }) => r.kind),
  ).not.toContain('past')
  for (const who of [c.reporter, c.stranger, c.otherClerk])
    expect((await get(who, `/past-matters/${one.id}`)).statusCode).toBe(404)
  expect(await h.broken()).toEqual([])
})

test('the same file again changes nothing, and neither does the same delivery twice', async () => {
  const before = await past()
  const file = await ledger()
  const key = randomUUID()
  const [one, two] = [await send(clerk, file, 'past', key), await send(clerk, file, 'past', key)]
  expect(two.json()).toEqual(one.json())
  const found = await view(clerk, one.json().id)
  expect(found).toMatchObject({ fresh: 0, same: 4 })
  expect((await act(clerk, `/imports/${found.id}/confirmation`)).json().unmet).toEqual(['rows-left'])
  await write()
  expect(await past()).toEqual(before)
})

test('an import is taken back whole by whoever made it, and may be made again', async () => {
  const { rows } = (await get(clerk, '/imports')).json()
  const { id } = (rows as { id: string; done: number }[]).find(({ done }) => done === 3) ?? { id: '' }
  expect((await act(c.dispatcher, `/imports/${id}/undoing`)).statusCode).toBe(404)
  expect((await act(c.admin, `/imports/${id}/undoing`)).statusCode).toBe(403)
  expect((await act(clerk, `/imports/${id}/undoing`)).statusCode).toBe(201)
  await write()
  expect(await view(clerk, id)).toMatchObject({ state: 'undone', done: 0 })
  const search = async () => (await get(c.dispatcher, `/matters?q=${encodeURIComponent('垃圾池')}`)).json().rows
  expect(await search()).toEqual([])
  const again = (await send(clerk, await ledger())).json()
  expect(await view(clerk, again.id)).toMatchObject({ fresh: 3, same: 1 })
  await act(clerk, `/imports/${again.id}/confirmation`)
  await write()
  expect(await search()).toHaveLength(1)
  expect(await h.broken()).toEqual([])
})

test('nobody brings in rows for a place outside their reach, and whoever keeps no ledger brings in nothing', async () => {
  const { id } = (await send(c.otherClerk, await ledger())).json()
  const found = await view(c.otherClerk, id)
  expect(found).toMatchObject({ fresh: 0, faulty: 4 })
  expect(new Set((found.list as { code: string }[]).map(({ code }) => code))).toEqual(new Set(['no-place']))
  for (const who of [c.chair, c.supervisor, c.reporter]) expect((await send(who, await ledger())).statusCode).toBe(404)
  expect((await get(c.dispatcher, `/imports/${id}`)).statusCode).toBe(404)
  // what was wrong are people's words: who supervises sees that there was an import, not what stood in it
  expect(await view(c.supervisor, id)).toMatchObject({ faulty: 4, list: [], prospects: [] })
})

test('the template has the heads that the import knows, and an import of it alone says that there is nothing in it', async () => {
  const file = (await get(clerk, '/import-templates/past')).rawPayload
  const book = new Excel.Workbook()
  await book.xlsx.load(file as never)
  expect(book.worksheets[1]?.getRow(1).values).toContain('反映日期')
  const empty = await send(clerk, file)
  expect([empty.statusCode, empty.json().type]).toEqual([422, '/problems/no-rows'])
  book.worksheets[1]?.addRow(['', '2024-05-01', '金林村', '其他', '用模板填的一件'])
  const filled = await send(clerk, Buffer.from(await book.xlsx.writeBuffer()))
  expect(await view(clerk, filled.json().id)).toMatchObject({ fresh: 1, faulty: 0 })
  const headless = await send(
    clerk,
    await bookOf([
      ['甲', '乙'],
      [1, 2],
    ]),
  )
  expect(headless.json()).toMatchObject({
    type: '/problems/no-heads',
    missing: ['反映日期', '村（社区）', '类别', '反映内容'],
  })
  expect((await send(clerk, Buffer.from('not a sheet'))).json().type).toBe('/problems/not-a-sheet')
})

test('a server that dies while it writes goes on where it was, and two that write write every row once', async () => {
  const rows = Array.from({ length: 250 }, (_, i) => [i, '2024-02-03', '金林村', '其他', `历史事项第${i}件`])
  const { id } = (await send(clerk, await bookOf([heads, ...rows]))).json()
  await act(clerk, `/imports/${id}/confirmation`)
  const chore = h.house.modules.flatMap((m) => m.chores ?? []).find((one) => one.id === 'documents.write-rows')
  // the connection is lost after the rows were written and before that was noted
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
  expect(await view(clerk, id)).toMatchObject({ state: 'writing', done: 0 })
  await Promise.all([write(), write()])
  await write()
  expect(await view(clerk, id)).toMatchObject({ state: 'written', done: 250, failed: 0 })
  const count = await h.rows<{ n: number }>(
    `SELECT count(*)::int AS n FROM matters.past WHERE county = $1 AND body LIKE '历史事项第%'`,
    [deqing],
  )
  expect(count).toEqual([{ n: 250 }])
})

test('what nobody confirms is gone after a day', async () => {
  const { id } = (await send(clerk, await bookOf([heads, [1, '2024-02-03', '金林村', '其他', '没有人确认']]))).json()
  h.setNow('2026-11-17T09:00:01+08:00')
  await h.sweep()
  expect(await h.docket(id)).toMatchObject({ state: 'discarded' })
  expect(await h.rows('SELECT FROM documents.import_row WHERE import = $1', [id])).toEqual([])
})
