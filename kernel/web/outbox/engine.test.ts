import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { webProblem } from '../web-problem.ts'
import { openDatabase } from './database.ts'
import { type Delivery, openEngine, type Store } from './engine.ts'
import { type NewItem, NOBODY } from './item.ts'
import { idbStore } from './store-idb.ts'
import { memoryStore } from './store-memory.ts'

/** A sending engine whose network says what the test tells it to. */
const open = (store: Store = memoryStore()) => {
  const sent: { endpoint: string; delivery: Delivery }[] = []
  const answers: unknown[] = []
  const timers: { ms: number; run: () => void }[] = []
  const at = { now: 1_000_000, me: 'anna' }
  const engine = openEngine({
    store,
    post: async (endpoint, delivery) => {
      sent.push({ endpoint, delivery })
      const answer = answers.shift()
      if (answer instanceof Error) throw answer
      return answer ?? { id: endpoint === 'files.keep' ? `file-${sent.length}` : 'm', number: '2026-M-0001', at: 'now' }
    },
    me: async () => at.me,
    now: () => at.now,
    random: () => 0.5,
    later: (ms, run) => {
      const timer = { ms, run }
      timers.push(timer)
      return () => timers.splice(timers.indexOf(timer), 1)
    },
    alone: async (work) => work(),
    told: () => undefined,
  })
  const states = async () => (await store.list()).map(({ id, state }) => `${id} ${state}`)
  return { engine, store, sent, answers, timers, at, states, keys: () => sent.map(({ delivery }) => delivery.key) }
}
const item = (id: string, more: Partial<NewItem> = {}): NewItem => ({
  ...{ id, account: 'anna', subject: 'm1', endpoint: 'matters.note', params: { id: 'm1' }, body: { text: id } },
  ...{ madeAt: 5, title: '路灯', ...more },
})
const photo = (id: string) => ({ id, type: 'image/jpeg', bytes: new Uint8Array([1, 2, 3]).buffer })
const refusal = (status: number, more: object = {}) => webProblem({ type: '/problems/refused', status, ...more })

test('without signal everything is kept, and goes out in order once there is one', async () => {
  const { engine, answers, at, timers, states, keys } = open()
  for (const id of ['a', 'b', 'c']) await engine.add(item(id))
  answers.push(webProblem({ type: 'network', status: 0 }))
  await engine.run()
  expect(await states()).toEqual(['a waiting', 'b waiting', 'c waiting'])
  expect(keys()).toEqual(['a'])
  // by itself later, and no sooner
  expect(timers.map(({ ms }) => ms)).toEqual([1500])
  await engine.run()
  expect(keys()).toEqual(['a'])
  at.now += 1500
  await engine.run()
  expect(keys()).toEqual(['a', 'a', 'b', 'c'])
  expect(await states()).toEqual(['a done', 'b done', 'c done'])
})

test('each silence waits longer, five minutes at most; a press or a signal does not wait', async () => {
  const { engine, answers, at, timers, sent } = open()
  await engine.add(item('a'))
  const waits: number[] = []
  for (let n = 0; n < 12; n++) {
    answers.push(webProblem({ type: 'network', status: 0 }))
    await engine.run()
    waits.push(timers[0]?.ms ?? 0)
    at.now += waits.at(-1) ?? 0
  }
  expect(waits.slice(0, 4)).toEqual([1500, 3000, 6000, 12_000])
  expect(Math.max(...waits)).toBe(225_000)
  const before = sent.length
  answers.push(webProblem({ type: 'network', status: 0 }))
  await engine.run()
  await engine.wake()
  expect(sent.length).toBe(before + 2)
})

test('what is refused is parked with its reason, holds back what follows on the same matter, and nothing else', async () => {
  const { engine, answers, store, states } = open()
  await engine.add(item('take', { endpoint: 'matters.take' }))
  await engine.add(item('note'))
  await engine.add(item('elsewhere', { subject: 'm2' }))
  answers.push(refusal(409, { unmet: ['state'] }))
  await engine.run()
  expect(await states()).toEqual(['take refused', 'note waiting', 'elsewhere done'])
  expect((await store.list())[0]?.refusal).toMatchObject({ status: 409, unmet: ['state'] })
  expect(await engine.takeBack('take')).toMatchObject({ id: 'take', state: 'refused' })
  await engine.run()
  expect(await states()).toEqual(['note done', 'elsewhere done'])
})

test('a refused item that is mended keeps its place and goes out under a key of its own', async () => {
  const { engine, answers, keys, sent, states } = open()
  await engine.add(item('a'))
  await engine.add(item('b'))
  answers.push(refusal(400, { errors: [{ pointer: '/body/text', code: 'too_small' }] }))
  await engine.run()
  await engine.mend('a', 'a2', { text: '看过了' })
  await engine.run()
  expect(keys()).toEqual(['a', 'a2', 'b'])
  expect(sent[1]?.delivery.body).toEqual({ text: '看过了' })
  expect(await states()).toEqual(['a done', 'b done'])
})

test('an ended session parks everything of that account until it is signed in again; what nobody made goes on', async () => {
  const { engine, answers, keys, states } = open()
  await engine.add(item('a'))
  await engine.add(item('b', { subject: 'm2' }))
  await engine.add(item('c', { account: NOBODY, subject: 'm3' }))
  answers.push(refusal(401))
  await engine.run()
  await engine.wake()
  expect(keys()).toEqual(['a', 'c'])
  expect(engine.hasEnded('anna')).toBe(true)
  engine.signedIn('anna')
  await engine.wake()
  expect(await states()).toEqual(['a done', 'b done', 'c done'])
})

test('while another person is signed in nothing of the first goes out', async () => {
  const { engine, at, sent } = open()
  await engine.add(item('a'))
  at.me = 'bert'
  await engine.wake()
  expect(sent).toEqual([])
  at.me = 'anna'
  await engine.wake()
  expect(sent.map(({ delivery }) => delivery.as)).toEqual(['anna'])
})

test('photos go before the words, once each, and again when the server has swept them away', async () => {
  const { engine, answers, sent, store, states } = open()
  await engine.add(item('a', { endpoint: 'matters.report' }), [photo('p1'), photo('p2')])
  answers.push({ id: 'f1' }, webProblem({ type: 'network', status: 0 }))
  await engine.run()
  answers.push({ id: 'f2' }, refusal(400, { errors: [{ pointer: '/body/photos', code: 'unknown' }] }), { id: 'f1' })
  await engine.wake()
  expect(sent.map(({ endpoint, delivery }) => delivery.photo?.id ?? endpoint)).toEqual([
    ...['p1', 'p2', 'p2', 'matters.report'],
    ...['p1', 'p2', 'matters.report'],
  ])
  expect(sent[3]?.delivery.body).toMatchObject({ photos: ['f1', 'f2'] })
  expect(await states()).toEqual(['a done'])
  expect(await store.photo('p1')).toBeUndefined()
})

test('what has arrived cannot be taken back', async () => {
  const { engine, states } = open()
  await engine.add(item('a'))
  await engine.run()
  expect(await engine.takeBack('a')).toBeUndefined()
  expect(await states()).toEqual(['a done'])
})

test('a clock set back by days does not hold anything for days', async () => {
  const { engine, answers, at, sent } = open()
  await engine.add(item('a'))
  answers.push(refusal(500))
  await engine.run()
  at.now -= 9 * 86_400_000
  await engine.run()
  expect(sent).toHaveLength(2)
})

beforeEach(async () => {
  const db = await openDatabase()
  for (const name of ['items', 'photos', 'reads', 'notes'] as const) await db.clear(name)
})

test.each([
  ['in memory', memoryStore],
  ['in IndexedDB', () => idbStore(openDatabase)],
] as const)(
  'a store %s keeps order and photos, adds the same once, and forgets all of what is dropped',
  async (_, make) => {
    const store = make()
    await Promise.all(['z', 'b', 'a'].map((id) => store.add(item(id), [photo(`p-${id}`)])))
    await store.add(item('z'), [])
    expect((await store.list()).map(({ id, order, photos }) => [id, order, photos.length])).toEqual([
      ['z', 1, 1],
      ['b', 2, 1],
      ['a', 3, 1],
    ])
    expect(new Uint8Array((await store.photo('p-b')) ?? new ArrayBuffer(0))).toEqual(new Uint8Array([1, 2, 3]))
    expect(await store.change('b', (now) => ({ ...now, tries: 4 }))).toMatchObject({ id: 'b', tries: 4, order: 2 })
    expect(await store.change('gone', (now) => now)).toBeUndefined()
    await store.drop('b')
    expect((await store.list()).map(({ id }) => id)).toEqual(['z', 'a'])
    expect(await store.photo('p-b')).toBeUndefined()
    expect(await store.photo('p-a')).toBeDefined()
  },
)
