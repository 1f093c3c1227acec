import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { procedure } from '../procedure.ts'
import type { Actor } from '../reach.ts'
import { act, performAct, performWithin, scopeOf } from './act.ts'
import { relayOnce, sweepOnce } from './jobs.ts'
import { brokenChains } from './journal.ts'
import { openMemory } from './memory.ts'
import type { Listener } from './module.ts'
import { openSubject } from './open-subject.ts'
import { findDocket, lockDocket, readDocket } from './store-act.ts'
import type { Env, Subject } from './subject.ts'
import type { TestEnv } from './testing.ts'
import { testEnv } from './testing.ts'

type State = 'open' | 'shut'
type Lamp = { lit: boolean; note: string; dueAt: number | null }

const body = z.object({ note: z.string() })
const lamp: Subject<State, { note: string }, Lamp> = {
  kind: 'lamp',
  series: 'L',
  rule: 'test-1',
  procedure: procedure<State, { note: string }>()({
    id: 'lamp',
    opens: 'hang',
    initial: 'open',
    final: ['shut'],
    acts: {
      shut: { from: ['open'], to: 'shut', requires: [{ id: 'noted', asked: true, met: (f) => f.note !== '' }] },
      dim: { from: ['open'], to: '=', requires: [], system: true },
      wipe: { from: ['open'], to: '=', requires: [] },
    },
  }),
  access: {
    see: [{ roles: 'any', reach: 'subtree' }],
    shut: [{ roles: ['keeper'], reach: 'subtree' }],
    dim: [{ system: true }],
    wipe: [{ roles: ['keeper'], reach: 'subtree' }],
  },
  remembered: true,
  load: (county, id) => ({ text: 'SELECT * FROM kernel.lamp WHERE county = $1 AND id = $2', values: [county, id] }),
  read: (r) => ({ lit: r.lit as boolean, note: r.note as string, dueAt: (r.due_at as Date | null)?.getTime() ?? null }),
  insert: (county, id, row) => ({
    text: 'INSERT INTO kernel.lamp VALUES ($1, $2, $3, $4, $5)',
    values: [county, id, row.lit, row.note, row.dueAt === null ? null : new Date(row.dueAt)],
  }),
  patch: (county, id, change) => ({
    text: 'UPDATE kernel.lamp SET lit = coalesce($3, lit), note = coalesce($4, note) WHERE county = $1 AND id = $2',
    values: [county, id, change.lit, change.note],
  }),
  facts: ({ input }) => ({ note: String(input.note ?? '') }),
  standing: (_state, row) => ({
    holderOrg: null,
    holder: null,
    dueAt: row.dueAt,
    alarm: row.lit && row.dueAt !== null ? { at: row.dueAt, act: 'dim' } : null,
    pausedFor: null,
    supervised: false,
  }),
  units: () => [],
}
const shut = act({
  subject: lamp,
  act: 'shut',
  endpoint: endpoint({
    id: 'lamp.shut',
    method: 'POST',
    path: '/lamps/:id/shutting',
    summary: '',
    door: 'staff',
    act: true,
    body,
    reply: z.unknown(),
  }),
  change: ({ input }) => ({ note: input.note }),
})
const dim = act({
  subject: lamp,
  act: 'dim',
  endpoint: endpoint({ id: 'lamp.dim', method: 'POST', path: '', summary: '', door: 'staff', reply: z.unknown() }),
  change: () => ({ lit: false }),
})

const wipe = act({
  subject: lamp,
  act: 'wipe',
  endpoint: endpoint({ id: 'lamp.wipe', method: 'POST', path: '', summary: '', door: 'staff', reply: z.unknown() }),
})

const keeper: Actor = {
  kind: 'staff',
  county: '441226',
  account: randomUUID(),
  posts: [{ id: 'p', org: 'o', role: 'keeper', prefix: '441226102' }],
}
const stranger: Actor = {
  ...keeper,
  account: randomUUID(),
  posts: [{ id: 'q', org: 'o', role: 'keeper', prefix: '441226103' }],
}
const guest: Actor = {
  ...keeper,
  account: randomUUID(),
  posts: [{ id: 'r', org: 'x', role: 'guest', prefix: '441226102' }],
}

let t: TestEnv
beforeAll(async () => {
  t = await testEnv()
  await t.owner.query(
    'CREATE TABLE kernel.lamp (county text, id uuid PRIMARY KEY, lit boolean, note text, due_at timestamptz); GRANT ALL ON kernel.lamp TO gongzhi_app',
  )
})
afterAll(() => t.close())

const hang = (key = randomUUID(), dueAt: number | null = null, id = randomUUID(), env: Env = t.env) =>
  openSubject(
    env,
    {
      subject: lamp,
      id,
      row: { lit: true, note: '', dueAt },
      title: '灯',
      unitCode: '441226102204',
      data: { by: 'test' },
      words: '晒谷场拐角的灯',
    },
    { actor: keeper, key },
  )

test('a subject is opened with a number, and the same key again answers the same receipt', async () => {
  const key = randomUUID()
  const first = await hang(key)
  expect(first.number).toMatch(/^2026-L-\d{4}$/)
  expect(await hang(key)).toEqual(first)
  const { rows } = await t.owner.query('SELECT count(*)::int AS n FROM kernel.docket WHERE id = $1', [first.id])
  expect(rows[0].n).toBe(1)
})

test('an act is refused outside the reach as if nothing were there, and to the wrong role by name', async () => {
  const { id } = await hang()
  await expect(
    performAct(t.env, shut, id, { note: 'x' }, { actor: stranger, key: randomUUID() }),
  ).rejects.toMatchObject({ body: { status: 404 } })
  await expect(performAct(t.env, shut, id, { note: 'x' }, { actor: guest, key: randomUUID() })).rejects.toMatchObject({
    body: { status: 403 },
  })
})

test('an act lists what is unmet, then happens once however often its key comes', async () => {
  const { id } = await hang()
  await expect(performAct(t.env, shut, id, { note: '' }, { actor: keeper, key: randomUUID() })).rejects.toMatchObject({
    body: { status: 409, unmet: ['noted'] },
  })
  const key = randomUUID()
  const replies = await Promise.all(
    [1, 2, 3, 4].map(() => performAct(t.env, shut, id, { note: '好' }, { actor: keeper, key })),
  )
  expect(new Set(replies.map((r) => JSON.stringify(r))).size).toBe(1)
  const { rows } = await t.owner.query('SELECT count(*)::int AS n FROM kernel.journal WHERE subject = $1', [id])
  expect(rows[0].n).toBe(2)
  await expect(performAct(t.env, shut, id, { note: '别的' }, { actor: keeper, key })).rejects.toMatchObject({
    body: { status: 422 },
  })
})

test('the journal cannot be changed by the app role, and a change by the owner is found', async () => {
  const { id } = await hang()
  await expect(
    t.env.db.batch({ scopes: ['441226'], orgs: [], account: null }, [
      { text: 'UPDATE kernel.journal SET act = $1', values: ['x'] },
    ]),
  ).rejects.toThrow(/permission denied/)
  const broken = () =>
    t.env.db.within({ scopes: ['441226'], orgs: [], account: null }, async (tx) =>
      Array.fromAsync(brokenChains(tx, '441226')),
    )
  expect(await broken()).toEqual([])
  await t.owner.query(`UPDATE kernel.journal SET data = '{"by":"forger"}' WHERE subject = $1`, [id])
  expect(await broken()).toEqual([{ subject: id, seq: 1, why: 'data' }])
  await t.owner.query(`UPDATE kernel.journal SET data = '{"by":"test"}' WHERE subject = $1`, [id])
})

test('without a scope no row is seen (row-level security)', async () => {
  await hang()
  const [rows] = await t.env.db.batch({ scopes: [], orgs: [], account: null }, [
    { text: 'SELECT * FROM kernel.docket', values: [] },
  ])
  expect(rows).toEqual([])
})

test('an alarm rings once', async () => {
  const { id } = await hang(randomUUID(), t.env.now() + 1000)
  const errors: unknown[] = []
  expect(await sweepOnce(t.env, [dim], '441226', (e) => errors.push(e))).toBe(0)
  t.setNow(t.env.now() + 2000)
  await Promise.all([
    sweepOnce(t.env, [dim], '441226', (e) => errors.push(e)),
    sweepOnce(t.env, [dim], '441226', (e) => errors.push(e)),
  ])
  expect(errors).toEqual([])
  const { rows } = await t.owner.query('SELECT act FROM kernel.journal WHERE subject = $1 ORDER BY seq', [id])
  expect(rows.map((r) => r.act)).toEqual(['hang', 'dim'])
})

test('each fact reaches a listener once; one that fails is put off and the others go on', async () => {
  const heard: string[] = []
  const listener: Listener = {
    id: 'l',
    kinds: ['lamp'],
    hear: async (_env, _tx, fact) => {
      if (fact.data.note === '坏') throw new Error('no')
      heard.push(`${fact.subject}.${fact.seq}`)
    },
  }
  const errors: unknown[] = []
  await relayOnce(t.env, [listener], (e) => errors.push(e))
  heard.length = 0
  const good = await hang()
  const bad = await hang()
  await performAct(t.env, shut, bad.id, { note: '坏' }, { actor: keeper, key: randomUUID() })
  await relayOnce(t.env, [listener], (e) => errors.push(e))
  await relayOnce(t.env, [listener], (e) => errors.push(e))
  expect([...new Set(heard)].sort()).toEqual([`${good.id}.1`, `${bad.id}.1`].sort())
  expect(errors.length).toBeGreaterThan(0)
})

test('any two characters of a text find it', async () => {
  const { id } = await hang()
  const [rows = []] = await t.env.db.batch({ scopes: [], orgs: [], account: null }, [
    { text: `SELECT kernel.search_docket('441226', ARRAY['谷场'], '谷场', 50, NULL) AS id`, values: [] },
  ])
  expect(rows.map((r) => r.id)).toContain(id)
})

/** A process with a memory of its own, which counts how often it looks. */
const process2 = () => {
  let looks = 0
  const env: Env = {
    ...t.env,
    memory: openMemory(),
    db: {
      ...t.env.db,
      within: (scope, work) =>
        t.env.db.within(scope, (tx) => {
          const rows: typeof tx.rows = (statement) => {
            looks++
            return tx.rows(statement)
          }
          return work({ ...tx, rows })
        }),
    },
  }
  const looked = () => {
    const n = looks
    looks = 0
    return n
  }
  return { env, looked }
}
const by = (actor = keeper) => ({ actor, key: randomUUID() })
const broken = async (id: string) => {
  const found = await t.env.db.within({ scopes: ['441226'], orgs: [], account: null }, async (tx) => {
    const all = []
    for await (const one of brokenChains(tx, '441226')) if (one.subject === id) all.push(one)
    return all
  })
  return found
}

test('an act begins from what the one before it left behind, and looks again when somebody was quicker elsewhere', async () => {
  const { env, looked } = process2()
  const { id } = await hang()
  await performAct(env, wipe, id, {}, by())
  expect(looked()).toBeGreaterThan(0)
  expect((await performAct(env, wipe, id, {}, by())).seq).toBe(3)
  expect(looked()).toBe(0)
  // another process, which this one knows nothing of
  expect((await performAct(t.env, wipe, id, {}, by())).seq).toBe(4)
  expect((await performAct(env, wipe, id, {}, by())).seq).toBe(5)
  expect(looked()).toBeGreaterThan(0)
  expect(await broken(id)).toEqual([])
})

test('the first act begins from the opening, as PostgreSQL would read it back', async () => {
  const { env, looked } = process2()
  const { id } = await hang(undefined, null, undefined, env)
  const kept = env.memory?.recall('441226', id)
  expect((await performAct(env, wipe, id, {}, by())).seq).toBe(2)
  expect(looked()).toBe(0)
  const other = await hang(undefined, null, undefined, env)
  const [[docket] = [], [row] = []] = await t.env.db.batch({ scopes: ['441226'], orgs: [], account: null }, [
    findDocket('441226', other.id),
    lamp.load('441226', other.id),
  ])
  const left = env.memory?.recall('441226', other.id)
  expect(left?.docket).toEqual(docket && readDocket(docket))
  expect(left?.row).toEqual(row && lamp.read(row))
  expect(kept?.docket.number).not.toBe(left?.docket.number)
  expect(await broken(id)).toEqual([])
})

test('nothing is refused from memory, and nobody sees more for it', async () => {
  const { env, looked } = process2()
  const { id } = await hang()
  await performAct(env, wipe, id, {}, by())
  await expect(performAct(env, wipe, id, {}, by(stranger))).rejects.toMatchObject({ body: { status: 404 } })
  await expect(performAct(env, wipe, id, {}, by(guest))).rejects.toMatchObject({ body: { status: 403 } })
  await performAct(env, wipe, id, {}, by())
  await performAct(t.env, shut, id, { note: 'done' }, by())
  looked()
  await expect(performAct(env, wipe, id, {}, by())).rejects.toMatchObject({ body: { status: 409 } })
  expect(looked()).toBeGreaterThan(0)
})

test('a key repeated over a memory answers the first receipt', async () => {
  const { env } = process2()
  const { id } = await hang()
  await performAct(env, wipe, id, {}, by())
  const once = by()
  const first = await performAct(env, wipe, id, {}, once)
  expect(await performAct(env, wipe, id, {}, once)).toEqual(first)
  expect(await performAct(t.env, wipe, id, {}, once)).toEqual(first)
})

test('two processes at once on one subject lose nothing, double nothing and keep the chain whole', async () => {
  const [one, two] = [process2(), process2()]
  const { id } = await hang()
  const each = Array.from({ length: 20 }, (_, n) => performAct((n % 2 ? one : two).env, wipe, id, {}, by()))
  const seqs = (await Promise.all(each)).map(({ seq }) => seq)
  expect(seqs.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 2))
  expect(await broken(id)).toEqual([])
})

/** A process that counts how often PostgreSQL ended one of its transactions because each waited for the other. */
const counting = () => {
  let rings = 0
  const within: Env['db']['within'] = (scope, work) =>
    t.env.db.within(scope, work).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === '40P01') rings++
      throw error
    })
  return { env: { ...t.env, db: { ...t.env.db, within } } satisfies Env, rings: () => rings }
}

test('whoever holds a subject never waits for somebody who waits for it', async () => {
  const { env, rings } = counting()
  const { id } = await hang()
  let other: Promise<unknown> = Promise.resolve()
  await env.db.within(scopeOf(keeper), async (tx) => {
    await tx.rows(lockDocket('441226', id))
    // without a lock and with the same place in the journal, as acts begin
    other = performAct(env, wipe, id, {}, by())
    await sleep(200)
    await performWithin(env, tx, wipe, id, {}, by())
  })
  await other
  expect(rings()).toBe(0)
  expect(await broken(id)).toEqual([])
})

test('two acts that each hold what the other wants: PostgreSQL ends one, which comes again and is done', async () => {
  const { env, rings } = counting()
  const cross = act({
    subject: lamp,
    act: 'wipe',
    endpoint: endpoint({
      id: 'lamp.cross',
      method: 'POST',
      path: '',
      summary: '',
      door: 'staff',
      body,
      reply: z.any(),
    }),
    reads: ({ note }) => [lockDocket('441226', note)],
  })
  const pairs = await Promise.all(
    Array.from({ length: 5 }, async () => [(await hang()).id, (await hang()).id] as const),
  )
  const done = await Promise.all(
    pairs.flatMap(([a, b]) => [
      performAct(env, cross, a, { note: b }, by()),
      performAct(env, cross, b, { note: a }, by()),
    ]),
  )
  expect(done.map(({ seq }) => seq)).toEqual(done.map(() => 2))
  expect(rings()).toBeGreaterThan(0)
  for (const id of pairs.flat()) expect(await broken(id)).toEqual([])
})
