import { randomUUID } from 'node:crypto'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { buildServer } from '@gongzhi/kernel/server/serve.ts'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import weights from '../../modules/matters/data/likeness.json' with { type: 'json' }
import { listNear } from '../../modules/matters/server/store-near.ts'
import { type Cast, castOf, deqing, elsewhere, jinlin, jinxi, openTestHouse, type TestHouse } from './testing-house.ts'

type Near = {
  id: string
  title: string
  likeness: number
  likely: boolean
  reasons: { why: string; metres?: number; days?: number; things?: { zh: string; en: string }[] }[]
}
let h: TestHouse
let c: Cast
let app: Awaited<ReturnType<typeof buildServer>>
beforeAll(async () => {
  h = await openTestHouse('2026-11-16T09:00:00+08:00')
  c = castOf(h)
  app = await h.serve()
})
afterAll(async () => {
  await app?.close()
  await h?.close()
})

const cookieOf = async (account: string | null) => {
  const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account } })
  return String(reply.headers['set-cookie']).split(';')[0] ?? ''
}
/** What somebody nobody knows is offered. */
const nearby = async (said: object): Promise<Near[]> => {
  const payload = { unit: jinlin, category: 'lighting', ...said }
  const reply = await app.inject({ method: 'POST', url: '/api/matters/nearby', payload })
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json()
}
const similar = async (account: string | null, id: string) => {
  const cookie = await cookieOf(account)
  const reply = await app.inject({ method: 'GET', url: `/api/matters/${id}/similar`, headers: { cookie } })
  return { status: reply.statusCode, near: reply.statusCode === 200 ? (reply.json() as Near[]) : [] }
}
const offered = (near: readonly Near[], id: string) => near.find((one) => one.id === id)

test('the desk is told what a report is most alike and why, the likeliest first, whichever way it is asked', async () => {
  const point = { lat: 23.2101, lng: 111.8302 }
  const first = await h.report(c.reporter, {
    unit: jinxi,
    text: '晒谷场拐角的路灯三天不亮了。',
    spot: '晒谷场拐角',
    point,
  })
  const pond = await h.report(c.reporter, { unit: jinxi, category: 'safety', text: '鱼塘护栏断了。', spot: '鱼塘边' })
  h.setNow('2026-11-18T09:00:00+08:00')
  const later = await h.report(c.neighbour, {
    unit: jinxi,
    text: '灯泡坏了，老人走夜路怕摔。',
    spot: '晒谷场边上',
    point: { lat: 23.2111, lng: 111.8302 },
  })
  const { near } = await similar(c.otherClerk.account, later.id)
  expect(near[0]).toMatchObject({ id: first.id, likely: true })
  expect(near[0]?.reasons).toEqual([
    { why: 'category' },
    { why: 'metres', metres: 111 },
    { why: 'days', days: 2 },
    { why: 'things', things: [{ zh: '路灯', en: 'street lamp' }] },
    { why: 'spot' },
  ])
  expect(offered(near, pond.id)?.likely ?? false).toBe(false)
  const back = (await similar(c.otherClerk.account, first.id)).near[0]
  expect(back).toMatchObject({ id: later.id, likeness: near[0]?.likeness })
  expect(back?.reasons.find(({ why }) => why === 'days')).toEqual({ why: 'days', days: -2 })
  // shown, never done (P10)
  expect(await h.told(first.id)).toEqual(['report'])
  expect(await h.told(later.id)).toEqual(['report'])
})

test('photos of one place count, by their prints, for the desk and for whoever is about to report', async () => {
  const scene = (x: number, quality: number) =>
    sharp(
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="900" height="700"><rect width="900" height="700" fill="#9ab"/>
        <rect y="420" width="900" height="280" fill="#453"/><path d="M${x} 600V90h160" stroke="#111" stroke-width="30" fill="none"/></svg>`),
    )
      .jpeg({ quality })
      .toBuffer()
  const keep = async (bytes: Buffer) => {
    const headers = { 'content-type': 'image/jpeg' }
    const reply = await app.inject({ method: 'POST', url: '/api/files', headers, payload: bytes })
    return reply.json().id as string
  }
  const [one, other] = [await keep(await scene(430, 90)), await keep(await scene(434, 55))]
  expect(one).not.toBe(other)
  const first = await h.report(c.reporter, { category: 'road', text: '这里要修一修。', photos: [one] })
  const second = await h.report(c.neighbour, { category: 'road', text: '看照片，过不去。', photos: [other] })
  const { near } = await similar(c.clerk.account, second.id)
  expect(offered(near, first.id)?.reasons).toContainEqual({ why: 'photo' })
  const [{ print } = { print: '' }] = await h.rows<{ print: string }>('SELECT print FROM files.file WHERE id = $1', [
    other,
  ])
  const with_ = offered(await nearby({ category: 'road', prints: [print] }), first.id)
  const without = offered(await nearby({ category: 'road' }), first.id)
  expect(with_?.reasons).toContainEqual({ why: 'photo' })
  expect(with_?.likeness ?? 0).toBeGreaterThan(without?.likeness ?? 0)
})

test('what is sealed, complains of a unit or lies between people is offered to no stranger', async () => {
  const sealed = await h.report(c.reporter, { sealed: true, spot: '水井旁' })
  const complaint = await h.report(c.reporter, { about: `${jinlin}.committee`, spot: '水井旁' })
  const quarrel = await h.report(c.reporter, { category: 'dispute', text: '两家为路灯吵起来。', spot: '水井旁' })
  const open = await h.report(c.reporter, { spot: '水井旁' })
  for (const category of ['lighting', 'dispute']) {
    const near = await nearby({ category, text: '路灯不亮', spot: '水井旁' })
    for (const { id } of [sealed, complaint, quarrel]) expect(offered(near, id)).toBeUndefined()
    expect(offered(near, open.id)).toBeDefined()
  }
})

test('a complaint is no candidate to the unit it is about, nor to anybody else who may not see it (P8)', async () => {
  const said = { category: 'opinion', text: '评议结果没有公示，账目也没贴出来。', spot: '公示栏' }
  const complaint = await h.report(c.reporter, { ...said, about: `${jinlin}.committee` })
  const plain = await h.report(c.neighbour, said)
  expect(offered((await similar(c.chair.account, plain.id)).near, complaint.id)).toBeUndefined()
  expect(offered((await similar(c.dispatcher.account, plain.id)).near, complaint.id)).toBeDefined()
  expect((await similar(c.chair.account, complaint.id)).status).toBe(404)
  expect((await similar(h.at(`${elsewhere}.service.village-clerk`).account, plain.id)).status).toBe(404)
})

test('no question reads the words of another report: only what stands on the list of things counts', async () => {
  const { id } = await h.report(c.reporter, { text: '黄家祖屋门前那盏灯坏了，黄金水欠了电费。', spot: '老槐树' })
  const ask = (text: string) => nearby({ text, spot: '老槐树' }).then((near) => offered(near, id))
  const about = await ask('灯坏了')
  const guessed = await ask('灯坏了，黄家祖屋，黄金水欠了电费')
  expect(about?.reasons).toContainEqual({ why: 'things', things: [{ zh: '路灯', en: 'street lamp' }] })
  expect(guessed).toEqual(about)
  expect(JSON.stringify(about)).not.toMatch(/黄|电费|祖屋/)
  expect(about?.title).toBe('路灯 · 老槐树')
})

test('no question finds a house: a point anywhere in its square answers the same, in steps of fifty metres', async () => {
  const { id } = await h.report(c.reporter, { spot: '石碾', point: { lat: 23.20011, lng: 111.80011 } })
  const ask = async () => {
    const asked = []
    for (const lat of [23.1985, 23.2, 23.2004, 23.2031])
      asked.push(offered(await nearby({ spot: '石碾', point: { lat, lng: 111.8004 } }), id))
    return asked
  }
  const before = await ask()
  await h.rows('UPDATE matters.matter SET lat = 23.20089, lng = 111.80093 WHERE id = $1', [id])
  expect(await ask()).toEqual(before)
  for (const one of before) expect((one?.reasons.find(({ why }) => why === 'metres')?.metres ?? 1) % 50).toBe(0)
})

test('what is concluded, merged or in another village is no candidate', async () => {
  const said = { category: 'water', text: '水管爆了。', spot: '卫生站对面' }
  const [main, joined, other] = [
    await h.report(c.reporter, said),
    await h.report(c.neighbour, said),
    await h.report(c.reporter, { ...said, unit: jinxi }),
  ]
  await h.does(c.clerk, 'merge', joined.id, { into: main.id })
  const near = await nearby(said)
  expect(near.map(({ id }) => id)).toContain(main.id)
  for (const { id } of [joined, other]) expect(offered(near, id)).toBeUndefined()
})

test('candidates come from the newest ids of one village by its index, however many matters the county has', async () => {
  const village = '441226103216'
  await h.rows(
    `INSERT INTO kernel.docket (county, id, kind, number, title, unit_code, town, state, category, seq, hash, opened_at, since_at, changed_at, closed_at)
     SELECT $1, (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
       'matter', 'T-' || n, '路灯', CASE WHEN n % 3 = 0 THEN $2 ELSE '4412261032' || (10 + n % 80) END, '441226103', CASE WHEN n % 10 = 0 THEN 'handling' ELSE 'closed' END,
       'lighting', 1, '\\x00', at, at, at, CASE WHEN n % 10 = 0 THEN NULL ELSE at END
     FROM generate_series(1, 30000) n, LATERAL (SELECT timestamptz '2026-11-15' - (n * interval '1 hour') AS at) t`,
    [deqing, village],
  )
  await h.rows('ANALYZE kernel.docket')
  const since = (days: number) => {
    const hex = (Date.parse('2026-11-18') - days * 86_400_000).toString(16).padStart(12, '0')
    return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
  }
  const { text, values } = listNear({
    county: deqing,
    unit: village,
    since: since(weights.reach.days),
    except: null,
    most: 200,
  })
  const [rows = []] = await h.env.db.batch(scopeOf(c.dispatcher), [
    { text: `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values },
  ])
  type Node = {
    'Relation Name'?: string
    'Index Name'?: string
    'Index Cond'?: string
    'Actual Rows': number
    'Rows Removed by Filter'?: number
    'Node Type': string
    Plans?: Node[]
  }
  const explained = rows[0]?.['QUERY PLAN'] as [{ Plan: Node }] | undefined
  const plan = explained?.[0].Plan
  const nodes: Node[] = []
  const walk = (node: Node) => {
    nodes.push(node)
    node.Plans?.forEach(walk)
  }
  if (plan) walk(plan)
  const docket = nodes.find((node) => node['Relation Name'] === 'docket')
  expect(docket).toMatchObject({ 'Index Name': 'docket_by_village' })
  expect(docket?.['Index Cond']).toMatch(/unit_code.*id >=/)
  // 90 days of an hour each, a third of them here: not the 10,000 of all years
  const read = (docket?.['Actual Rows'] ?? 0) + (docket?.['Rows Removed by Filter'] ?? 0)
  expect(read).toBeGreaterThan(500)
  expect(read).toBeLessThan(800)
  expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan' && node['Actual Rows'] > 100)).toEqual([])
  // an unknown key is nobody's
  expect((await similar(c.clerk.account, randomUUID())).status).toBe(404)
}, 30_000)
