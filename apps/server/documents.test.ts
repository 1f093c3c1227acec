import Excel from 'exceljs'
import type { FastifyInstance } from 'fastify'
import JSZip from 'jszip'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cast, TestHouse } from './testing-house.ts'
import { castOf, concluded, guanxu, jinlin, jinxi, openTestHouse } from './testing-house.ts'

/* Lists as spreadsheets and papers as PDF and Word, read back by hands that did not write them. */

let h: TestHouse
let c: Cast
let app: FastifyInstance
let answered = ''
let order = ''
const cookies = new Map<string, string>()

const signedIn = async (account: string | null): Promise<string> => {
  const known = cookies.get(account ?? '')
  if (known) return known
  const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account } })
  const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? ''
  cookies.set(account ?? '', cookie)
  return cookie
}
const get = async (who: { account: string | null }, url: string) =>
  app.inject({ method: 'GET', url: `/api${url}`, headers: { cookie: await signedIn(who.account) } })

/** The rows of the last sheet, heads first, and what the first sheet says. */
const opened = async (bytes: Buffer) => {
  const book = new Excel.Workbook()
  await book.xlsx.load(bytes as never)
  const [notes, sheet] = book.worksheets
  if (!notes || !sheet) throw new Error('two sheets')
  const rows: unknown[][] = []
  sheet.eachRow((row) => rows.push((row.values as unknown[]).slice(1)))
  const said: [string, string][] = []
  notes.eachRow((row) => said.push([String(row.getCell(1).value), String(row.getCell(2).value)]))
  return { sheet, rows, said: Object.fromEntries(said) as Record<string, string> }
}
const textOf = async (pdf: Buffer): Promise<string> => {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })
  return text.replaceAll(/\s/g, '')
}
const wordText = async (docx: Buffer): Promise<string> => {
  const xml = (await (await JSZip.loadAsync(docx)).file('word/document.xml')?.async('string')) ?? ''
  return xml.replaceAll(/<[^>]+>/g, '')
}

beforeAll(async () => {
  h = await openTestHouse('2026-11-16T09:00:00+08:00')
  c = castOf(h)
  app = await h.serve()
  const late = await h.report(c.reporter, { text: '水渠塌了一段，没人来看。', category: 'water-works' })
  await h.report(h.resident(jinxi, 0), { unit: jinxi, text: '=HYPERLINK("x")不是公式；\u0007铃\ud800声' })
  await h.report(c.neighbour, { about: `${jinlin}.committee`, text: '评议没有公示。', category: 'opinion' })
  for (const day of ['17', '18', '19', '20']) {
    h.setNow(`2026-11-${day}T18:00:00+08:00`)
    await h.sweep()
  }
  order = (await h.children(late.id, 'order'))[0]?.id ?? ''
  h.setNow('2026-11-20T23:30:00+08:00')
  answered = await concluded(h, c, { text: '晒谷场拐角的灯三晚没亮了。#let x = 1 <b>粗</b>', title: '路灯不亮' })
  expect(await h.does(c.clerk, 'answer', answered, { text: '灯已换好。\n今后坏了请随时说。' })).toMatchObject({
    status: 201,
  })
})
afterAll(async () => {
  await app?.close()
  await h?.close()
})

test('the list of matters comes out as a spreadsheet: every matter of the list, texts as texts, times on China’s clock, the head frozen', async () => {
  const reply = await get(c.dispatcher, `/exports/matters?unit=${guanxu}`)
  expect(reply.statusCode).toBe(200)
  expect(reply.headers['content-type']).toContain('spreadsheetml')
  expect(decodeURIComponent(String(reply.headers['content-disposition']))).toContain('官圩镇事项清单-20261120.xlsx')
  const { sheet, rows, said } = await opened(reply.rawPayload)
  const [heads = [], ...body] = rows
  const listed = (await get(c.dispatcher, `/matters?unit=${guanxu}&size=100`)).json().rows as { number: string }[]
  expect(body.map((row) => row[0])).toEqual(listed.map(({ number }) => number))
  expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
  const cell = (row: number, head: string) => sheet.getRow(row).getCell(heads.indexOf(head) + 1)
  // opened half an hour before midnight in China, which is another day's afternoon in UTC
  expect(cell(2, '反映时间').value).toEqual(new Date('2026-11-20T23:30:00Z'))
  expect(cell(2, '环节').value).toBe('已答复，待回访')
  expect(cell(2, '答复').value).toBe('灯已换好。\n今后坏了请随时说。')
  const odd = body.findIndex((row) => String(row[2]).startsWith('=')) + 2
  // a text that looks like a formula stays a text, and what XML cannot hold is left out
  expect(cell(odd, '反映内容').type).toBe(Excel.ValueType.String)
  expect(cell(odd, '反映内容').value).toBe('=HYPERLINK("x")不是公式；铃\ufffd声')
  expect(said).toMatchObject({ 范围: '官圩镇', 条件: '全部', 导出时间: '2026年11月20日 23:30' })
  expect(said.导出人).toContain('综治中心')
  expect(said.导出编号).toMatch(/^2026-E-\d{4}$/)
})

test('filters of the list are the filters of the file, and the file says them', async () => {
  const reply = await get(
    c.dispatcher,
    `/exports/matters?unit=${jinlin}&state=answered&q=${encodeURIComponent('拐角')}`,
  )
  const { rows, said } = await opened(reply.rawPayload)
  expect(rows.slice(1).map((row) => row[1])).toEqual(['路灯不亮'])
  expect(said.条件).toBe('环节：已答复，待回访；含“拐角”')
  expect((await get(c.dispatcher, '/exports/matters?level=huge&before=x')).json().errors).toHaveLength(2)
  expect((await get(c.dispatcher, '/exports/nothing-such')).statusCode).toBe(404)
})

test('nobody takes out what the list would not show them, and nobody’s name or phone goes along (P7, P8)', async () => {
  for (const who of [c.clerk, c.chair, c.gridWorker, c.unitWorker, c.supervisor, c.stranger]) {
    const { rows } = await opened((await get(who, '/exports/matters')).rawPayload)
    const listed = (await get(who, '/matters?size=100')).json().rows as { number: string }[]
    expect(rows.slice(1).map((row) => row[0])).toEqual(listed.map(({ number }) => number))
    for (const head of rows[0] ?? []) expect(String(head)).not.toMatch(/姓名|电话|手机|身份证|反映人/)
  }
  // the committee complained about does not find the complaint
  const { rows } = await opened((await get(c.chair, '/exports/matters')).rawPayload)
  expect(rows.some((row) => String(row[2]).includes('评议没有公示'))).toBe(false)
  expect((await get(c.reporter, '/exports/matters')).statusCode).toBe(404)
})

test('duties, sessions, figures and posts come out as they stand on their pages', async () => {
  const heads = async (who: { account: string | null }, url: string) => {
    const reply = await get(who, url)
    expect(reply.statusCode, `${url} ${reply.statusCode}`).toBe(200)
    return (await opened(reply.rawPayload)).rows
  }
  const duties = await heads(c.clerk, `/exports/duties?unit=${jinlin}`)
  expect(duties.length - 1).toBe((await get(c.clerk, `/duties?unit=${jinlin}`)).json().length)
  const figures = await heads(c.dispatcher, `/exports/figures?unit=${guanxu}&from=2026-11-01&to=2026-11-30`)
  expect(figures[0]).toContain('满意率（%）')
  // fewer than five: no rate, but its denominator (P9)
  expect(figures[1]?.[figures[0]?.indexOf('满意率（%）') ?? 0]).toBeUndefined()
  const posts = await heads(c.dispatcher, `/exports/posts?seat=${guanxu}000`)
  expect(posts.slice(1).every((row) => String(row[3]) === '空缺' || String(row[3]).includes('○'))).toBe(true)
  expect((await heads(c.keeper, '/exports/receptions?county=441226'))[0]).toContain('党代表')
  for (const [who, url] of [
    [c.clerk, '/exports/receptions?county=510704'],
    [c.clerk, `/exports/figures?unit=${jinxi}&from=2026-11-01&to=2026-11-30`],
    [c.clerk, `/exports/posts?seat=${guanxu}000`],
  ] as const)
    expect((await get(who, url)).statusCode, url).toBe(404)
})

test('a calendar of one’s own holds what is due by number, category and time, without a word of any matter; renewed or ended, the old address opens nothing', async () => {
  const headers = async () => ({ cookie: await signedIn(c.clerk.account) })
  const make = async () =>
    (await app.inject({ method: 'POST', url: '/api/me/calendar', headers: await headers() })).json().path as string
  const path = await make()
  const [kept] = await h.rows<{ token_hash: Buffer }>('SELECT token_hash FROM documents.feed')
  expect(kept?.token_hash).toHaveLength(32)
  const reply = await app.inject({ method: 'GET', url: path })
  expect(reply.headers['content-type']).toContain('text/calendar')
  const text = reply.body.replaceAll('\r\n ', '')
  const due = await h.rows<{ number: string; due_at: Date }>(
    `SELECT number, due_at FROM kernel.docket WHERE holder_org = $1 AND due_at IS NOT NULL AND closed_at IS NULL AND (holder IS NULL OR holder = $2)`,
    [c.clerk.posts[0]?.org, c.clerk.account],
  )
  expect(due.length).toBeGreaterThan(0)
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(due.length)
  for (const { number, due_at } of due) {
    const event = text.split('BEGIN:VEVENT').find((one) => one.includes(number)) ?? ''
    expect(event).toContain(`DTEND:${due_at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`)
  }
  for (const words of ['水渠', '不亮', '晒谷场', 'TZID']) expect(text).not.toContain(words)
  expect((await get(c.clerk, '/me/calendar')).json().readAt).not.toBeNull()
  const fresh = await make()
  expect((await app.inject({ method: 'GET', url: path })).statusCode).toBe(404)
  expect((await app.inject({ method: 'GET', url: fresh })).statusCode).toBe(200)
  await app.inject({ method: 'DELETE', url: '/api/me/calendar', headers: await headers() })
  expect((await app.inject({ method: 'GET', url: fresh })).statusCode).toBe(404)
})

test('an export stands in the journal before its first row leaves; words that were searched for are not kept', async () => {
  await get(c.clerk, `/exports/matters?q=${encodeURIComponent('黄某某')}`)
  const [entry] = await h.rows<{ act: string; data: unknown; actor: string }>(
    `SELECT j.act, j.data, j.actor FROM kernel.journal j JOIN kernel.docket d ON d.county = j.county AND d.id = j.subject
     WHERE d.kind = 'export' ORDER BY d.number DESC LIMIT 1`,
  )
  expect(entry).toEqual({ act: 'export', actor: c.clerk.account, data: { list: 'matters', asked: { q: '…' } } })
  const mine = (await get(c.clerk, '/exports')).json().rows as { by: string }[]
  expect(mine.length).toBeGreaterThan(0)
  const all = (await get(c.admin, '/exports')).json().rows as unknown[]
  expect(all.length).toBeGreaterThan(mine.length)
  expect((await get(c.stranger, '/exports')).json().rows).toHaveLength(1)
  expect(await h.broken()).toEqual([])
})

test('the answer is a paper, as PDF and as Word, in the layout of the standard, and says only what the record holds', async () => {
  const pdf = await get(c.clerk, `/papers/answer/${answered}/pdf`)
  expect(pdf.statusCode, pdf.body).toBe(200)
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  // what is used of the fonts is in it, and no more
  expect(pdf.rawPayload.length).toBeLessThan(120_000)
  const said = await textOf(pdf.rawPayload)
  for (const words of [
    '德庆县官圩镇金林村便民服务站',
    '关于“路灯不亮”的答复',
    '您于2026年11月20日反映',
    '已换灯泡，亮了。',
    '今后坏了请随时说。',
    '2026年11月20日',
  ])
    expect(said).toContain(words)
  expect(said).not.toContain('#let')
  const proxy = await getDocumentProxy(new Uint8Array(pdf.rawPayload))
  expect(proxy.numPages).toBe(1)
  // A4 in points
  expect((await proxy.getPage(1)).view.map(Math.round)).toEqual([0, 0, 595, 842])

  const word = await get(c.clerk, `/papers/answer/${answered}/word`)
  const zip = await JSZip.loadAsync(word.rawPayload)
  const xml = (await zip.file('word/document.xml')?.async('string')) ?? ''
  for (const words of ['关于“路灯不亮”的答复', '已换灯泡，亮了。', '今后坏了请随时说。']) expect(xml).toContain(words)
  // a letter: its mark 30 mm under the edge; 28, 35 and 26 mm, 22 lines; the faces the standard names
  expect(xml).toMatch(/w:top="1701"[^>]*w:right="1474"[^>]*w:bottom="1984"[^>]*w:left="1587"/)
  expect(xml).toContain('w:linePitch="579"')
  for (const face of ['方正小标宋简体', '仿宋_GB2312', '黑体']) expect(xml).toContain(face)
})

test('staff read the masked name, the reporter their own; a stranger finds no paper, and before the answer there is none', async () => {
  const name = h.rows<{ shown: string }>('SELECT shown FROM identity.account WHERE id = $1', [c.reporter.account])
  const [{ shown } = { shown: '' }] = await name
  expect(await wordText((await get(c.clerk, `/papers/answer/${answered}/word`)).rawPayload)).toContain(`${shown}：`)
  const own = await wordText((await get(c.reporter, `/papers/answer/${answered}/word`)).rawPayload)
  expect(own).toContain(shown.slice(0, 1))
  expect(own).not.toContain(shown)
  for (const who of [c.neighbour, c.stranger, c.otherClerk])
    expect((await get(who, `/papers/answer/${answered}/pdf`)).statusCode).toBe(404)
  const fresh = await h.report(c.reporter)
  const early = await get(c.reporter, `/papers/answer/${fresh.id}/pdf`)
  expect([early.statusCode, early.json().type]).toEqual([409, '/problems/not-answered'])
})

test('the supervision order names the matter, whose it is and by when, and never who reported', async () => {
  const [{ shown } = { shown: '' }] = await h.rows<{ shown: string }>(
    'SELECT shown FROM identity.account WHERE id = $1',
    [c.reporter.account],
  )
  const pdf = await get(c.supervisor, `/papers/order/${order}/pdf`)
  expect(pdf.statusCode, pdf.body).toBe(200)
  const said = await textOf(pdf.rawPayload)
  for (const words of ['德庆县督查室', '督办单', '金林村便民服务站', '水渠塌了一段', '报结果期限'])
    expect(said).toContain(words)
  expect(said).not.toContain(shown)
  expect((await get(c.clerk, `/papers/order/${order}/word`)).statusCode).toBe(200)
  for (const who of [c.stranger, c.reporter, c.otherClerk])
    expect((await get(who, `/papers/order/${order}/pdf`)).statusCode).toBe(404)
  expect((await get(c.supervisor, `/papers/order/${answered}/pdf`)).statusCode).toBe(404)
})

test('the ledger of a period holds the matters of the period, lies across the page, and is recorded like a list', async () => {
  const url = (form: string, from = '2026-11-01', to = '2026-11-30') =>
    `/papers/ledger/${guanxu}/${form}?from=${from}&to=${to}`
  const reply = await get(c.dispatcher, url('pdf'))
  expect(reply.statusCode, reply.body).toBe(200)
  const said = await textOf(reply.rawPayload)
  const numbers = (await get(c.dispatcher, `/matters?unit=${guanxu}&size=100`)).json().rows as { number: string }[]
  for (const { number } of numbers) expect(said).toContain(number)
  expect(said).toContain(`共反映${numbers.length}件`)
  const page = await (await getDocumentProxy(new Uint8Array(reply.rawPayload))).getPage(1)
  expect(page.view.map(Math.round)).toEqual([0, 0, 842, 595])
  expect(await textOf((await get(c.dispatcher, url('pdf', '2025-01-01', '2025-12-31'))).rawPayload)).toContain(
    '共反映0件',
  )
  const word = await wordText((await get(c.dispatcher, url('word'))).rawPayload)
  expect(word).toContain('官圩镇群众事项办理台账')
  for (const { number } of numbers) expect(word).toContain(number)
  const lists = ((await get(c.dispatcher, '/exports')).json().rows as { list: string }[]).map(({ list }) => list)
  expect(lists.filter((list) => list === 'ledger').length).toBe(3)
  expect((await get(c.reporter, url('pdf'))).statusCode).toBe(404)
})
