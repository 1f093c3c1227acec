import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Check } from '@gongzhi/kernel/server/module.ts'
import { readCheckpoint, verify } from '@gongzhi/record/rules'
import { sealWaiting, signerOf } from '@gongzhi/record/server'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { witness } from './cli/witness.ts'
import { type Cast, castOf, concluded, deqing, jinlin, openTestHouse, type TestHouse } from './testing-house.ts'

let h: TestHouse
let c: Cast
let app: FastifyInstance
const signerFor = () => signerOf(h.crypto)
const seal = () => sealWaiting(h.env, signerFor())

/** A matter from the report to its closing. */
const closed = async (said: Record<string, unknown> = {}): Promise<string> => {
  const id = await concluded(h, c, said)
  expect(await h.does(c.clerk, 'answer', id, { text: '已换灯泡，亮了。' })).toMatchObject({ status: 201 })
  expect(await h.does(c.clerk, 'visit', id, { outcome: 'reached', satisfied: true })).toMatchObject({ status: 201 })
  expect(await h.docket(id)).toMatchObject({ state: 'closed' })
  return id
}
const numberOf = async (id: string) =>
  (await h.rows<{ number: string }>('SELECT number FROM kernel.docket WHERE id = $1', [id]))[0]?.number ?? ''
const get = (path: string) => app.inject({ url: `/api/record/${deqing}${path}` })

const ids: string[] = []
beforeAll(async () => {
  h = await openTestHouse()
  c = castOf(h)
  app = await h.serve()
  for (let n = 0; n < 3; n++) {
    ids.push(await closed())
    await h.relay()
    await seal()
  }
})
afterAll(async () => {
  await app?.close()
  await h?.close()
})

/** What the checks of the house find in the record and in what was published, with one statement done and undone as owner. */
const foundAfter = async (spoil: string): Promise<string[]> => {
  const checks = h.house.modules.flatMap((m) => m.checks ?? []) as Check[]
  const found: string[] = []
  await h.rows('BEGIN')
  await h.rows(spoil)
  const reader = {
    rows: ({ text, values }: { text: string; values: readonly unknown[] }) => h.rows(text, values as unknown[]),
  }
  for (const check of checks.filter(({ id }) => ['record', 'matters.public_matter'].includes(id)))
    for await (const { why } of check.run({ reader: reader as never, county: deqing, progress: () => undefined }))
      found.push(`${check.id}: ${why}`)
  await h.rows('ROLLBACK')
  return found
}

test('a closed matter stands in the record once, as everybody may read it, with the journal entry that closed it', async () => {
  const leaves = await h.rows<{ idx: number; data: string; subject: string }>('SELECT * FROM record.leaf ORDER BY idx')
  expect(leaves.map(({ subject }) => subject)).toEqual(ids)
  const [row] = await h.rows<{ hash: Buffer }>(
    `SELECT hash FROM kernel.journal WHERE subject = $1 AND to_state = 'closed' ORDER BY seq LIMIT 1`,
    [ids[0]],
  )
  const leaf = JSON.parse(leaves[0]?.data ?? '')
  expect(leaf).toMatchObject({
    county: deqing,
    kind: 'matter',
    number: await numberOf(ids[0] ?? ''),
    journal: { hash: row?.hash.toString('hex') },
    body: {
      category: 'lighting',
      outcome: 'resolved',
      outcomeText: '已换灯泡，亮了。',
      unit: jinlin,
      unitName: '金林村',
    },
  })
  const listed = await app.inject({ url: `/api/public/matters?unit=${jinlin}` })
  expect(
    listed
      .json()
      .rows.map((one: { record: { no: number } }) => one.record.no)
      .sort(),
  ).toEqual([1, 2, 3])
  // P6, P7: what and how, never who
  const personal = /reporter|party|account|phone|name$|actor|holder|handler|photo|spot|lat|lng/i
  const named = [...Object.keys(leaf), ...Object.keys(leaf.body)].filter((name) => personal.test(name))
  expect(named).toEqual(['orgName', 'unitName'])
})

test('what is not public is not in the record: a report whose reporter is kept from the handlers', async () => {
  const id = await closed({ sealed: true })
  await h.relay()
  expect(await seal()).toBe(0)
  expect((await get(`/seal?number=${await numberOf(id)}`)).json()).toBeNull()
  expect((await get(`/proof?number=${await numberOf(id)}`)).statusCode).toBe(404)
})

test('the proof of a record holds, asked for by number, by code and by place, and the key signed it', async () => {
  const number = await numberOf(ids[1] ?? '')
  const { no, code } = (await get(`/seal?number=${number}`)).json()
  expect(no).toBe(2)
  const { key, sm2 } = (await get('/key')).json()
  const proofs = await Promise.all(
    [`number=${number}`, `code=${code.toLowerCase()}`, 'leaf=1'].map((q) => get(`/proof?${q}`)),
  )
  for (const proof of proofs)
    expect(verify(proof.body, { key, sm2: sm2.key, code })).toMatchObject({
      ...{ ok: true, no: 2, size: 3, leaf: { number } },
      ...{ keyPrint: expect.any(String), sm2Print: sm2.print },
    })
  const leaf = (await get('/leaves/1')).json()
  expect(leaf).toMatchObject({ index: 1, code, data: proofs[0]?.json().leaf.data })
})

test('each head begins with every earlier one', async () => {
  for (const [from, to] of [
    [1, 1],
    [1, 2],
    [1, 3],
    [2, 3],
  ] as const) {
    const proof = await get(`/consistency?from=${from}&to=${to}`)
    expect(verify(proof.body), `${from} ${to}`).toMatchObject({ ok: true, earlierSize: from, size: to })
  }
  expect(readCheckpoint((await get('/checkpoint')).body)).toMatchObject({ origin: `gongzhi/${deqing}`, size: 3 })
  expect(readCheckpoint((await get('/checkpoint?size=2')).body)).toMatchObject({ size: 2 })
  for (const path of [
    '/consistency?from=3&to=2',
    '/consistency?from=9',
    '/checkpoint?size=9',
    '/leaves/99',
    '/proof?code=abc',
  ])
    expect((await get(path)).statusCode, path).toBe(404)
  for (const path of ['/proof', '/proof?leaf=1&number=x', '/proof?leaf=-1', '/consistency'])
    expect((await get(path)).statusCode, path).toBe(400)
})

test('an untouched record has no findings', async () => {
  expect(await foundAfter('SELECT 1')).toEqual([])
})

const flipped = (column: string) => `${column} = set_bit(${column}, 9, 1 - get_bit(${column}, 9))`
test.each([
  ['one letter of a leaf', `UPDATE record.leaf SET data = replace(data, '亮了', '没亮') WHERE idx = 1`, /leaf 1 hash/],
  ['one bit of a leaf’s hash', `UPDATE record.leaf SET ${flipped('hash')} WHERE idx = 1`, /leaf 1 hash/],
  ['one bit of a node', `UPDATE record.node SET ${flipped('hash')} WHERE level = 1`, /node 1\/0/],
  ['a node gone', 'DELETE FROM record.node', /node 1\/0|0 nodes/],
  ['a node too many', `INSERT INTO record.node SELECT county, 9, 9, hash FROM record.node`, /2 nodes/],
  ['one bit of a head', `UPDATE record.head SET ${flipped('root')} WHERE size = 2`, /head 2 root/],
  [
    'a head signed by somebody else',
    `UPDATE record.head SET note = replace(note, 'time 2026', 'time 2025') WHERE size = 3`,
    /head 3 note/,
  ],
  [
    'the second signature taken off',
    `UPDATE record.head SET note = regexp_replace(note, E'[^\\n]*\\n$', '') WHERE size = 3`,
    /head 3 sm2 signature/,
  ],
  ['a later day on an earlier head', `UPDATE record.head SET at = at + interval '1 day' WHERE size = 1`, /head 1 note/],
  ['the last head gone', 'DELETE FROM record.head WHERE size = 3', /head 2 ≠ 3 leaves/],
  ['another key', `UPDATE record.head SET key = replace(key, '+', '+0') WHERE size = 3`, /signature|another key/],
  ['a leaf gone', 'DELETE FROM record.leaf WHERE idx = 1', /leaf 1 gone/],
  ['the last leaf gone', 'DELETE FROM record.leaf WHERE idx = 2', /head 3 ≠ 2/],
  ['two leaves changed about', `UPDATE record.leaf SET subject = gen_random_uuid() WHERE idx = 0`, /leaf 0 column/],
  ['a code for another', `UPDATE record.leaf SET code = 'AAAA-AAAA' WHERE idx = 0`, /leaf 0 code/],
  ['a published answer', `UPDATE matters.public_matter SET outcome_text = '没有办。'`, /public_matter: changed/],
  ['a published day', `UPDATE matters.public_matter SET closed_on = closed_on + 1`, /public_matter: changed/],
  ['a published matter gone', 'DELETE FROM matters.public_matter', /taken off/],
  ['a matter published past the record', `DELETE FROM record.leaf WHERE idx = 2`, /not-recorded/],
  [
    'the journal entry behind a leaf',
    `UPDATE kernel.journal SET ${flipped('hash')} WHERE to_state = 'closed'`,
    /leaf 0 journal/,
  ],
])('%s, changed behind the house’s back, is found', async (_what, spoil, expected) => {
  expect((await foundAfter(spoil)).join('\n')).toMatch(expected)
})

test('what was tampered with in the database is refused by the checker that asks nobody', async () => {
  const spoils = [
    `UPDATE record.leaf SET data = replace(data, '亮了', '没亮') WHERE idx = 0`,
    `UPDATE record.leaf SET ${flipped('hash')} WHERE idx = 1`,
    `UPDATE record.head SET note = replace(note, 'time 2026', 'time 2025') WHERE size = 3`,
  ]
  for (const spoil of spoils) {
    const before = await h.rows('SELECT * FROM record.leaf ORDER BY idx')
    const [head] = await h.rows<{ note: string }>('SELECT note FROM record.head WHERE size = 3')
    await h.rows(spoil)
    expect(verify((await get('/proof?leaf=0')).body).ok, spoil).toBe(false)
    for (const { idx, data, hash } of before as { idx: number; data: string; hash: Buffer }[])
      await h.rows('UPDATE record.leaf SET data = $2, hash = $3 WHERE idx = $1', [idx, data, hash])
    await h.rows('UPDATE record.head SET note = $1 WHERE size = 3', [head?.note])
  }
  expect(verify((await get('/proof?leaf=0')).body).ok).toBe(true)
})

test('where the second signature is switched off a head has one, and holds', () => {
  const at = new Date('2026-11-17T10:00:00+08:00')
  const [both, one] = [true, false].map((on) => signerOf(h.crypto, on)(deqing).note(3, new Uint8Array(32), at))
  expect(both?.match(/^\u2014 /gm)).toHaveLength(2)
  expect(one?.match(/^\u2014 /gm)).toHaveLength(1)
  expect(readCheckpoint(one ?? '')).toMatchObject({ size: 3, sm2: null })
})

test('on a day without news the head is signed again, once', async () => {
  const heads = async () => (await h.rows<{ n: number }>('SELECT count(*)::int AS n FROM record.head'))[0]?.n
  const before = (await heads()) ?? 0
  await seal()
  expect(await heads()).toBe(before)
  h.setNow('2026-11-18T10:00:00+08:00')
  await seal()
  await seal()
  expect(await heads()).toBe(before + 1)
  expect(await foundAfter('SELECT 1')).toEqual([])
})

test('a witness outside keeps what it saw: more records hold, a record written anew by whoever has the key does not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'witness-'))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const look = (county = deqing) =>
    witness.run({ words: [`http://127.0.0.1:${port}`, county, folder], text: () => undefined, on: () => false })
  const kept = () => readdirSync(folder).sort()
  const more = async (number: string) => {
    await h.rows(`SELECT record.queue($1, $2, $3, 1, $2, '{"n":1}')`, [deqing, number, ids[0]])
    await seal()
  }
  const tables = ['leaf', 'node', 'head']
  for (const one of tables) await h.rows(`CREATE TEMP TABLE kept_${one} AS SELECT * FROM record.${one}`)
  try {
    expect([await look(), await look()]).toEqual([0, 0])
    await more('T-more')
    expect(await look()).toBe(0)
    expect(kept()).toHaveLength(1)
    // fewer than there were
    await h.rows('DELETE FROM record.head WHERE size = (SELECT max(size) FROM record.head)')
    expect(await look()).toBe(1)
    // the same words again, but for one: hashed anew and signed anew, whole in itself
    await h.rows(
      `WITH gone AS (DELETE FROM record.leaf RETURNING *)
       SELECT record.queue(g.county, g.kind || '-again', g.subject, (g.data::jsonb #>> '{journal,seq}')::int, g.number,
         CASE WHEN g.idx = 1 THEN '{"text":"没亮"}' ELSE g.data::jsonb -> 'body' END)
       FROM (SELECT * FROM gone ORDER BY idx) AS g`,
    )
    await h.rows('DELETE FROM record.node')
    await h.rows('DELETE FROM record.head')
    await seal()
    expect(await look()).toBe(1)
    await more('T-after')
    expect(await look()).toBe(1)
    expect(kept().filter((name) => name.endsWith('.evidence'))).toHaveLength(3)
    expect(await look('123')).toBe(2)
    // what was kept is broken: nothing is compared, and nothing written over it
    const file = join(folder, kept()[0] ?? '')
    writeFileSync(file, '{')
    expect(await look()).toBe(1)
    expect(readFileSync(file, 'utf8')).toBe('{')
  } finally {
    for (const one of tables) {
      await h.rows(`DELETE FROM record.${one}`)
      await h.rows(`INSERT INTO record.${one} SELECT * FROM kept_${one}`)
    }
    rmSync(folder, { recursive: true, force: true })
  }
})

test('processes that seal at the same time and are killed in the middle leave one whole record', async () => {
  const all = 6_000
  // the entry of a real matter stands behind each; the kinds make them different things
  await h.rows(
    `SELECT record.queue($1, 'trial-' || n, $2, 1, 'T-' || n, jsonb_build_object('n', n, 'text', '第' || n || '条'))
     FROM generate_series(1, $3) AS n`,
    [deqing, ids[0], all],
  )
  const start = async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('./testing-sealer.ts', import.meta.url)), h.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    return child
  }
  const left = async () => (await h.rows<{ n: number }>('SELECT count(*)::int AS n FROM record.waiting'))[0]?.n ?? 0
  let children = await Promise.all([start(), start(), start()])
  for (let killed = 0; (await left()) > 0; ) {
    await new Promise((done) => setTimeout(done, 40 + Math.random() * 160))
    if (killed < 4) {
      killed++
      const [first, ...others] = children
      first?.kill('SIGKILL')
      children = [...others, await start()]
    }
  }
  for (const child of children) {
    child.kill('SIGKILL')
    await once(child, 'close')
  }
  const [{ n, last } = {}] = await h.rows<{ n: number; last: number }>(
    'SELECT count(*)::int AS n, max(idx)::int AS last FROM record.leaf',
  )
  expect([n, last]).toEqual([all + 3, all + 2])
  const [order] = await h.rows<{ kept: boolean }>(
    `SELECT array_agg(number ORDER BY idx) = array_agg(number ORDER BY (data::jsonb #>> '{body,n}')::int) AS kept
     FROM record.leaf WHERE kind LIKE 'trial-%'`,
  )
  expect(order?.kept).toBe(true)
  expect((await foundAfter('SELECT 1')).filter((why) => why.startsWith('record'))).toEqual([])
  for (const leaf of [0, 2, 3, 1023, 1024, 3000, all + 2])
    expect(verify((await get(`/proof?leaf=${leaf}`)).body), `${leaf}`).toMatchObject({ ok: true, no: leaf + 1 })
  expect(verify((await get('/consistency?from=3')).body)).toMatchObject({ ok: true, size: all + 3 })
})
