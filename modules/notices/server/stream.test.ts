import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wake } from './store-message.ts'
import { tryNotices } from './trial.ts'
import { readWake, wakeTexts } from './wake.ts'

let t: Awaited<ReturnType<typeof tryNotices>>
let one: Awaited<ReturnType<typeof t.serve>>
let two: typeof one
beforeAll(async () => {
  t = await tryNotices()
  one = await t.serve()
  two = await t.serve()
})
afterAll(() => t.close())

type Event = { event: string; id?: string; data: string }
const closing: (() => void)[] = []
/** A browser's end of a stream: its events as they come. */
const listen = async (origin: string, cookie: string | undefined, last?: string) => {
  const stop = new AbortController()
  closing.push(() => stop.abort())
  const reply = await fetch(`${origin}/api/notices/stream`, {
    headers: { cookie: `gongzhi=${cookie}`, ...(last ? { 'last-event-id': last } : {}) },
    signal: stop.signal,
  })
  const events: Event[] = []
  let text = ''
  let ended = false
  const read = async () => {
    try {
      for await (const chunk of reply.body ?? []) {
        text += Buffer.from(chunk).toString()
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const fields = new Map(
            text
              .slice(0, end)
              .split('\n')
              .map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]),
          )
          text = text.slice(end + 2)
          const event = fields.get('event')
          if (event)
            events.push({
              event,
              data: fields.get('data') ?? '',
              ...(fields.has('id') ? { id: fields.get('id') } : {}),
            })
        }
      }
    } catch {}
    ended = true
  }
  if (reply.ok) void read()
  return { reply, events, ended: () => ended, close: () => stop.abort() }
}
const unread = (n: number) => expect.objectContaining({ event: 'unread', data: JSON.stringify({ unread: n }) })
const last = async (from: { events: Event[] }, n: number) =>
  expect.poll(() => from.events.at(-1), { timeout: 5_000, interval: 20 }).toEqual(unread(n))

test('a stream says at once how many are unread, and again whenever that changes, in every process', async () => {
  const me = await t.someone()
  await t.notify(me.account)
  const phone = await listen(one.origin, me.cookie())
  const desk = await listen(two.origin, me.cookie())
  expect(phone.reply.headers.get('content-type')).toContain('text/event-stream')
  expect(phone.reply.headers.get('cache-control')).toContain('no-store')
  expect(phone.reply.headers.get('x-accel-buffering')).toBe('no')
  await last(phone, 1)
  await last(desk, 1)
  await t.notify(me.account)
  await t.plan()
  await last(phone, 2)
  await last(desk, 2)
  // read on one device is read on the others
  await fetch(`${one.origin}/api/notices/reading`, {
    method: 'POST',
    headers: { cookie: `gongzhi=${me.cookie()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ all: true }),
  })
  await last(phone, 0)
  await last(desk, 0)
})

test('nobody hears of the messages of another, and nobody without an account hears anything', async () => {
  const [me, other] = [await t.someone(), await t.someone()]
  const [mine, theirs] = [await listen(one.origin, me.cookie()), await listen(one.origin, other.cookie())]
  await last(mine, 0)
  await last(theirs, 0)
  await t.notify(other.account)
  await t.plan()
  await last(theirs, 1)
  expect(mine.events).toEqual([unread(0)])
  expect((await listen(one.origin, undefined)).reply.status).toBe(401)
})

test('whoever comes back and missed nothing is told nothing, whoever missed something is told', async () => {
  const me = await t.someone()
  await t.notify(me.account)
  const first = await listen(one.origin, me.cookie())
  await last(first, 1)
  const id = first.events.at(-1)?.id
  expect(id).toBeTruthy()
  first.close()
  const again = await listen(two.origin, me.cookie(), id)
  await sleep(200)
  expect(again.events).toEqual([])
  again.close()
  await t.notify(me.account)
  await last(await listen(two.origin, me.cookie(), id), 2)
})

test('a session that ends takes its stream along, and only its own', async () => {
  const me = await t.someone()
  const other = await t.someone()
  const [mine, theirs] = [await listen(one.origin, me.cookie()), await listen(one.origin, other.cookie())]
  await last(mine, 0)
  await me.ask('DELETE', '/session')
  await one.hub.sweep(t.env)
  await expect.poll(mine.ended, { timeout: 5_000 }).toBe(true)
  expect(mine.events.at(-1)?.event).toBe('end')
  expect(theirs.ended()).toBe(false)
  // a resident's session that was not used for thirty days has run out without anybody ending it
  t.wait(31 * 86_400_000)
  await one.hub.sweep(t.env)
  await expect.poll(theirs.ended, { timeout: 5_000 }).toBe(true)
  expect((await listen(one.origin, other.cookie())).reply.status).toBe(401)
})

test('a stream that was left is forgotten, and one person holds only so many', async () => {
  for (const stop of closing.splice(0)) stop()
  await expect.poll(() => one.hub.count() + two.hub.count(), { timeout: 5_000 }).toBe(0)
  const me = await t.someone()
  const many = await Promise.all(Array.from({ length: 14 }, () => listen(one.origin, me.cookie())))
  await expect.poll(() => many.filter((each) => each.ended()).length, { timeout: 5_000 }).toBe(2)
  expect(one.hub.count()).toBe(12)
})

test('a reader that takes nothing costs no memory: changes are remembered, not queued', async () => {
  const me = await t.someone()
  const socket = connect(Number(new URL(one.origin).port), '127.0.0.1')
  socket.write(`GET /api/notices/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: gongzhi=${me.cookie()}\r\n\r\n`)
  await new Promise((done) => socket.once('readable', done))
  socket.pause()
  const before = process.memoryUsage().arrayBuffers
  for (let n = 0; n < 400; n++) {
    if (n % 40 === 0) await t.notify(me.account)
    await t.env.db.batch(noScope, wakeTexts({ county: '441226', accounts: [me.account] }).map(wake))
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8_000_000)
  let got = ''
  socket.on('data', (chunk) => {
    got += chunk
  })
  socket.resume()
  await expect.poll(() => got, { timeout: 5_000 }).toContain('{"unread":10}')
  socket.destroy()
})

test('when the connection to PostgreSQL breaks, it comes back and everybody is looked at again', async () => {
  const me = await t.someone()
  const mine = await listen(one.origin, me.cookie())
  await last(mine, 0)
  const killed = await t.owner.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`,
  )
  expect(killed.rowCount).toBeGreaterThanOrEqual(2)
  // told while nobody listens
  await t.notify(me.account)
  await t.plan()
  await last(mine, 1)
})

test('a process that stops ends its streams first, so that the server can close', async () => {
  const me = await t.someone()
  const third = await t.serve()
  const mine = await listen(third.origin, me.cookie())
  await last(mine, 0)
  const started = Date.now()
  await third.close()
  expect(Date.now() - started).toBeLessThan(3_000)
  await expect.poll(mine.ended, { timeout: 5_000 }).toBe(true)
})

test('what is told between processes fits a payload, and junk is nothing', () => {
  const accounts = Array.from({ length: 1000 }, (_, n) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`)
  const texts = wakeTexts({ county: '441226', accounts, orgs: ['441226103213.service'] })
  for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThan(8_000)
  expect(texts.flatMap((text) => readWake(text)?.accounts)).toEqual(accounts)
  for (const junk of ['', 'null', '{}', '[1]', '{"c":1}']) expect(readWake(junk)).toBeUndefined()
})
