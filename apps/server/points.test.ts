import { randomUUID } from 'node:crypto'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jinlin, youxian } from './testing-house.ts'
import { type Member, openTalkHouse, type TalkHouse, village } from './testing-talk.ts'

/* 履职积分 D10 over HTTP: a rule by resolution, a ledger that writes itself, a dispute, an exchange, a year that ends. */

const body = `${village}.council`
const content = {
  title: '履职积分细则',
  text: '到会、发言、提议题、销号，各记一点；自愿参加，只加不减。',
  clauses: [
    { act: 'attended', points: 2, most: 20 },
    { act: 'spoke', points: 1, most: 10 },
    { act: 'topic-admitted', points: 3, most: 9 },
    { act: 'opinion-given', points: 2, most: 4 },
  ],
  yearMost: 40,
  goods: [
    { kind: 'household', name: '毛巾', points: 2, stock: 1 },
    { kind: 'thanks', name: '表扬信', points: 1, stock: 50 },
  ],
}
type Line = { id: string; state: string; act: string; points: number; about: string; prospects: { act: string }[] }
type Mine = { left: number; effective: number; spent: number; joined: boolean; book: string; entries: Line[] }

let t: TalkHouse
let supervisor: Actor
let rule = ''
beforeAll(async () => {
  t = await openTalkHouse()
  supervisor = t.h.at(`${village}.supervision.village-supervisor`)
}, 60_000)
afterAll(() => t?.close())

const one = (n: number) => t.members()[n] as Actor
const mine = async (who: Actor): Promise<Mine> => (await t.get(who, '/points/mine')).json()[0]
const days = async (n: number) => {
  t.h.setNow(new Date(t.h.env.now() + n * 86_400_000).toISOString())
  await t.h.sweep()
  await t.h.relay()
  t.signInAgain()
}
/** A resolution of the council upon a fresh talk, signed by its chair. */
const resolved = async (title: string): Promise<string> => {
  const { id, topic } = await t.sitting(title)
  const vote = await t.put(id, 'open')
  for (const who of t.members()) await t.done(who, `/votes/${vote}/ballots`, { choice: 'yes' })
  await t.done(t.chair, `/votes/${vote}/closing`)
  await t.end(id)
  await t.h.relay()
  const [row] = await t.h.rows<{ id: string }>('SELECT id FROM deliberation.resolution WHERE topic = $1', [topic])
  await t.done(t.chair, `/resolutions/${row?.id}/signature`)
  return row?.id ?? ''
}

test('a rule takes force by a signed resolution of the same council later than the draft, and by nothing else', async () => {
  const [old] = await t.h.rows<{ id: string }>(
    'SELECT id FROM deliberation.resolution WHERE signed_at IS NOT NULL LIMIT 1',
  )
  expect((await t.post(one(0), '/points/rules', { body, ...content })).statusCode).toBe(404)
  expect((await t.post(t.branch, '/points/rules', { body, ...content })).statusCode).toBe(403)
  const bad = { ...content, goods: [{ kind: 'household', name: '低保名额', points: 2, stock: 1 }] }
  expect((await t.post(t.secretary, '/points/rules', { body, ...bad })).statusCode).toBe(400)
  const minus = { ...content, clauses: [{ act: 'attended', points: -2, most: 20 }] }
  expect((await t.post(t.secretary, '/points/rules', { body, ...minus })).statusCode).toBe(400)
  const invented = { ...content, clauses: [{ act: 'praised-the-town', points: 2, most: 20 }] }
  expect((await t.post(t.secretary, '/points/rules', { body, ...invented })).statusCode).toBe(400)
  rule = (await t.done(t.secretary, '/points/rules', { body, ...content })).id
  expect(await t.unmet(t.chair, `/points/rules/${rule}/adoption`, { resolution: old?.id })).toEqual([
    'resolution-after-draft',
  ])
  expect(await t.unmet(t.chair, `/points/rules/${rule}/adoption`, { resolution: randomUUID() })).toContain(
    'resolution-signed',
  )
  const resolution = await resolved('议一议积分细则')
  await t.done(t.chair, `/points/rules/${rule}/adoption`, { resolution })
  await days(0.01)
  const next = (await t.done(t.secretary, '/points/rules', { body, ...content, title: '另一份' })).id
  expect(await t.unmet(t.chair, `/points/rules/${next}/adoption`, { resolution })).toEqual([
    'resolution-after-draft',
    'resolution-not-used',
  ])
  await t.done(t.secretary, `/points/rules/${next}/withdrawal`)
  // everybody reads it, also who is nobody here
  const seen = await t.app.inject({ method: 'GET', url: `/api/points/rules?body=${body}` })
  expect(seen.json().rules[0]).toMatchObject({ state: 'in-force', yearMost: 40, resolution: { id: resolution } })
})

test('the ledger writes itself for those who joined, once for each thing done, and for nobody else (P5, P14)', async () => {
  const { id: book } = await t.done(one(0), '/points/books', { body })
  await t.done(one(1), '/points/books', { body })
  expect(await t.unmet(one(1), '/points/books', { body })).toEqual(['not-joined-before'])
  expect((await t.post(t.h.resident(jinlin, 0), '/points/books', { body })).statusCode).toBe(404)
  const { id, topic } = await t.sitting('修村道')
  const [first] = (await t.onRoll()) as [Member]
  await t.done(t.chair, `/meetings/${id}/floor`, { member: first.member })
  await t.done(t.chair, `/meetings/${id}/floor-end`, { gist: '先修东头。' })
  await t.end(id)
  await t.h.relay()
  await t.h.relay()
  expect(topic).not.toBe('')
  const { entries, left } = await mine(one(0))
  expect(entries.map(({ act, points, state }) => [act, points, state]).sort()).toEqual([
    ['attended', 2, 'posted'],
    ['spoke', 1, 'posted'],
    ['topic-admitted', 3, 'posted'],
  ])
  expect(left).toBe(0)
  expect((await mine(one(1))).entries.map(({ act }) => act)).toEqual(['attended'])
  const [count] = await t.h.rows<{ n: number }>('SELECT count(DISTINCT member)::int AS n FROM points.entry')
  expect(count?.n).toBe(2)
  // the same fact heard again adds nothing
  const [fact] = await t.h.rows<Record<string, unknown>>(
    `SELECT county, subject, seq, act, at, from_state, to_state, actor, org, data FROM kernel.journal WHERE subject = $1 AND act = 'end'`,
    [id],
  )
  const listener = t.h.house.modules.flatMap((m) => m.listeners ?? []).find((l) => l.id === 'points.hear-talks')
  await t.h.env.db.within({ scopes: [youxian], orgs: [], account: null }, (tx) =>
    (listener as NonNullable<typeof listener>).hear(t.h.env, tx, {
      ...(fact as never as Parameters<NonNullable<typeof listener>['hear']>[2]),
      kind: 'meeting',
      at: t.h.env.now(),
    }),
  )
  expect((await mine(one(0))).entries).toHaveLength(3)
  // whoever leaves is written down no more, and may come back; nobody else sees either
  await t.done(one(1), `/points/books/${(await mine(one(1))).book}/leaving`)
  expect((await t.post(t.secretary, `/points/books/${book}/leaving`)).statusCode).toBe(409)
  expect((await t.post(one(2), `/points/books/${book}/leaving`)).statusCode).toBe(404)
})

test('what is posted is for the council’s members, by time alone; a dispute freezes a line until it is decided', async () => {
  const posted = await t.get(one(2), `/points/posted?body=${body}`)
  expect(posted.statusCode).toBe(200)
  const lines: (Line & { at: string; shown: string })[] = posted.json()
  expect(lines.map(({ at }) => at)).toEqual(
    lines
      .map(({ at }) => at)
      .sort()
      .reverse(),
  )
  expect(Object.keys(lines[0] ?? {}).filter((key) => /total|sum|member|account/.test(key))).toEqual([])
  for (const outside of [t.h.resident(jinlin, 0), t.h.at(`${village.slice(0, 9)}000.government.town-leader`)])
    expect((await t.get(outside, `/points/posted?body=${body}`)).statusCode).toBe(404)
  const spoke = (await mine(one(0))).entries.find(({ act }) => act === 'spoke') as Line
  await t.done(one(2), `/points/entries/${spoke.id}/dispute`, { reason: '那天他没发言。' })
  await days(9)
  const now = await mine(one(0))
  expect(now.entries.map(({ act, state }) => [act, state]).sort()).toEqual([
    ['attended', 'effective'],
    ['spoke', 'frozen'],
    ['topic-admitted', 'effective'],
  ])
  expect(now.left).toBe(5)
  expect((await t.post(t.secretary, `/points/entries/${spoke.id}/confirmation`, { reason: '有。' })).statusCode).toBe(
    403,
  )
  await t.done(supervisor, `/points/entries/${spoke.id}/setting-aside`, { reason: '记录里没有。' })
  expect((await mine(one(0))).left).toBe(5)
  const attended = (await mine(one(0))).entries.find(({ act }) => act === 'attended') as Line
  await t.done(one(0), `/points/entries/${attended.id}/dispute`, { reason: '我那天还递了书面意见。' })
  await t.done(t.chair, `/points/entries/${attended.id}/setting-aside`, { reason: '改记。', act: 'opinion-given' })
  const [fresh] = await t.h.rows<{ points: number; replaces: string }>(
    'SELECT points, replaces FROM points.entry WHERE replaces IS NOT NULL',
  )
  expect(fresh).toEqual({ points: 2, replaces: attended.id })
})

test('an opinion on paper is written down once, and reviewed by somebody else', async () => {
  const [first] = (await t.onRoll()) as [Member]
  const said = { body, member: first.member, act: 'opinion-given', reference: '2026-11-20 书面意见第3号' }
  expect((await t.post(t.secretary, '/points/entries', { ...said, act: 'attended' })).statusCode).toBe(400)
  const key = randomUUID()
  const { id } = await t.done(t.secretary, '/points/entries', said, key)
  expect((await t.done(t.secretary, '/points/entries', said, key)).id).toBe(id)
  expect(await t.unmet(t.secretary, '/points/entries', said)).toContain('not-entered-before')
  expect((await t.post(t.secretary, `/points/entries/${id}/review`)).statusCode).toBe(403)
  await t.done(supervisor, `/points/entries/${id}/review`)
  const [, , third] = (await t.onRoll()) as Member[]
  expect(await t.unmet(t.secretary, '/points/entries', { ...said, member: third?.member })).toEqual(['joined'])
  // the ceiling of the clause is reached: nothing is written down as nothing
  expect(await t.unmet(t.secretary, '/points/entries', { ...said, reference: '第4号' })).toEqual(['below-ceiling'])
})

test('points are exchanged within what is there, each thing and each point once, however many ask at once', async () => {
  const before = await mine(one(0))
  expect(before.left).toBe(3)
  const asked = await Promise.all([0, 0, 0].map((item) => t.post(one(0), `/points/rules/${rule}/exchanges`, { item })))
  expect(asked.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409])
  expect((await mine(one(0))).left).toBe(1)
  await t.done(one(0), `/points/rules/${rule}/exchanges`, { item: 1 })
  expect(await t.unmet(one(0), `/points/rules/${rule}/exchanges`, { item: 1 })).toEqual(['points-enough'])
  expect(await t.unmet(one(3), `/points/rules/${rule}/exchanges`, { item: 1 })).toEqual(['joined', 'points-enough'])
  const work = (await t.get(t.secretary, `/points/work?body=${body}`)).json()
  const waiting = work.exchanges as { id: string; name: string }[]
  const [towel, letter] = ['毛巾', '表扬信'].map((name) => waiting.find((row) => row.name === name)?.id)
  await t.done(t.secretary, `/points/exchanges/${towel}/handing`)
  await t.done(one(0), `/points/exchanges/${letter}/withdrawal`)
  expect(await mine(one(0))).toMatchObject({ left: 1, spent: 2, effective: 3 })
})

test('whoever has no phone takes part by the secretary’s pen, and nobody else speaks for them (P13)', async () => {
  const said = { name: '何老根', class: 'masses', woman: false, from: '2026-01-01', until: '2028-12-31' }
  const { id: member } = await t.done(t.branch, `/bodies/${body}/members`, said)
  expect((await t.post(one(4), '/points/books', { body, member })).statusCode).toBe(403)
  const [, second] = (await t.onRoll()) as [Member, Member]
  expect(await t.unmet(t.secretary, '/points/books', { body, member: second.member })).toEqual(['own-word'])
  const { id: book } = await t.done(t.secretary, '/points/books', { body, member })
  const paper = { body, member, act: 'opinion-given', reference: '口头意见，秘书代笔' }
  const { id } = await t.done(t.secretary, '/points/entries', paper)
  await t.done(supervisor, `/points/entries/${id}/review`)
  await days(9)
  const letter = { item: 1, member }
  expect((await t.post(one(4), `/points/rules/${rule}/exchanges`, letter)).statusCode).toBe(403)
  expect((await t.post(one(4), `/points/entries/${id}/dispute`, { reason: '不对。', member })).statusCode).toBe(403)
  await t.done(t.secretary, `/points/rules/${rule}/exchanges`, letter)
  const { exchanges, onPaper } = (await t.get(t.secretary, `/points/work?body=${body}`)).json()
  expect(onPaper).toMatchObject([{ member, book, joined: true }])
  expect(exchanges).toMatchObject([{ name: '表扬信', letter: true }])
  const printed = await t.get(t.secretary, `/papers/points-letter/${exchanges[0].id}/pdf`)
  const text = (await extractText(await getDocumentProxy(new Uint8Array(printed.rawPayload)), { mergePages: true }))
    .text
  for (const words of ['何老根同志', '书面提意见建议', '口头意见']) expect(text.replaceAll(/\s/g, '')).toContain(words)
  expect(text).not.toMatch(/分$|积分/)
  expect((await t.get(t.branch, `/papers/points-letter/${exchanges[0].id}/pdf`)).statusCode).toBe(404)
  await t.done(t.secretary, `/points/books/${book}/leaving`)
})

test('the year’s clearing is announced a month ahead, then the old year counts no more; no line is lost', async () => {
  const until = (at: string) => days((Date.parse(at) - t.h.env.now()) / 86_400_000)
  await until('2026-12-01T09:30:00+08:00')
  const { rows } = (await t.get(one(0), '/notices')).json()
  expect(rows.filter(({ kind }: { kind: string }) => kind === 'points-clearing')).toHaveLength(1)
  expect((await mine(one(0))).left).toBeGreaterThan(0)
  await until('2027-01-01T09:30:00+08:00')
  expect(await mine(one(0))).toMatchObject({ year: 2027, left: 0, effective: 0, spent: 0, entries: [] })
  const [kept] = await t.h.rows<{ n: number }>('SELECT count(*)::int AS n FROM points.entry')
  expect(kept?.n).toBeGreaterThan(4)
  expect(await t.h.broken()).toEqual([])
})

test('P1: there is no leaderboard, no line below zero, nothing that leads from points to anything else', async () => {
  for (const path of ['leaderboard', 'ranking', 'rank', 'top', 'scores', `members?body=${body}`, `totals?body=${body}`])
    expect((await t.get(one(0), `/points/${path}`)).statusCode, path).toBe(404)
  const order = await t.get(one(0), `/points/posted?body=${body}&order=points`)
  expect([200, 400]).toContain(order.statusCode)
  const line = (points: number) =>
    t.h.rows(
      `INSERT INTO points.entry (county, id, body, unit_code, member, act, points, year, rule, reference, happened_at)
       VALUES ($1, $2, $3, $4, $2, 'attended', $5, 2026, $2, '试', now())`,
      [youxian, randomUUID(), body, village, points],
    )
  await expect(line(-1)).rejects.toThrow('entry_positive')
  await expect(line(0)).rejects.toThrow('entry_positive')
  const keys = await t.h.rows(
    `SELECT conname FROM pg_constraint c JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid
     WHERE c.contype = 'f' AND ('points'::regnamespace IN (a.relnamespace, b.relnamespace))`,
  )
  expect(keys).toEqual([])
  for (const table of ['entry', 'dispute', 'exchange']) {
    const [right] = await t.h.rows(
      `SELECT has_table_privilege('gongzhi_app', $1, 'INSERT') AS adds,
              has_any_column_privilege('gongzhi_app', $1, 'UPDATE') AS changes,
              has_table_privilege('gongzhi_app', $1, 'DELETE') AS takes`,
      [`points.${table}`],
    )
    expect(right, table).toEqual({ adds: true, changes: false, takes: false })
  }
})
