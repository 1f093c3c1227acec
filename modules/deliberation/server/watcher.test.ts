import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { openWatcher, type Watcher } from './watcher.ts'

/* Real sockets: what a reader does not take fills the buffers of the machine first, and then nothing more of ours. */

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A watcher behind a server, and somebody who asked for it and takes nothing until `socket.resume()`. */
const watched = async (open: () => Watcher) => {
  const watcher = open()
  let reply: ServerResponse | undefined
  const server = createServer((_request, response) => {
    reply = response
    watcher.out.pipe(response)
    watcher.out.once('close', () => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket: Socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  closing.push(
    () => socket.destroy(),
    () => server.close(),
  )
  let heard = ''
  socket.on('data', (chunk) => {
    heard += chunk.toString()
  })
  socket.pause()
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
  while (reply === undefined) await sleep(2)
  /** What lies ready for this one watcher in our own memory. */
  const kept = () => watcher.out.readableLength + (reply?.writableLength ?? 0)
  return { watcher, socket, kept, heard: () => heard }
}
const line = (n: number) => `event: tally\ndata: {"in":${n},"pad":"${'x'.repeat(2_000)}"}\n\n`
/** Says so many stands, a few at a time, as a room does. */
const sayMany = async (watcher: Watcher, many: number, last: (n: number) => void) => {
  for (let n = 1; n <= many; n++) {
    last(n)
    watcher.say(line(n))
    if (n % 50 === 0) await sleep(0)
  }
}

test('for a reader that takes nothing a bounded amount is kept, however much changes; taking again, it gets the last stand', async () => {
  let now = 0
  const latest = () => `event: room\ndata: {"present":9}\n\n${line(now)}`
  const w = await watched(() => openWatcher('retry: 1000\n\n', latest, Number.MAX_SAFE_INTEGER))
  let most = 0
  await sayMany(w.watcher, 10_000, (n) => {
    now = n
    most = Math.max(most, w.kept())
  })
  // twenty million bytes were said; the reply itself holds 64 KiB
  expect(most).toBeLessThan(80 * 1024)
  w.socket.resume()
  while (!w.heard().includes('{"in":10000,')) await sleep(5)
  const heard = [...w.heard().matchAll(/"in":(\d+)/g)].map(([, n]) => Number(n))
  expect(heard.at(-1)).toBe(10_000)
  expect(heard).toEqual([...heard].sort((a, b) => a - b))
  expect(heard.length).toBeLessThan(9_000)
  // what else changed meanwhile is said with it, not lost
  expect(w.heard()).toContain('event: room')
})

test('a reader that takes nothing for a minute is cut; one that takes what it is told is not', async () => {
  let time = 0
  const open = () =>
    openWatcher(
      'retry: 1000\n\n',
      () => line(0),
      Number.MAX_SAFE_INTEGER,
      () => time,
    )
  const [dead, slow] = [await watched(open), await watched(open)]
  slow.socket.resume()
  const gone = once(dead.watcher.out, 'close')
  for (const { watcher } of [dead, slow]) await sayMany(watcher, 10_000, () => undefined)
  await sleep(50)
  time = 59_000
  for (const { watcher } of [dead, slow]) watcher.look(time)
  expect(dead.watcher.out.destroyed).toBe(false)
  time = 61_000
  for (const { watcher } of [dead, slow]) {
    watcher.beat()
    watcher.look(time)
  }
  await gone
  expect(slow.watcher.out.destroyed).toBe(false)
  slow.watcher.say(line(77))
  while (!slow.heard().includes('{"in":77,')) await sleep(5)
})

test('its time being up it ends once, and nothing is said after that', async () => {
  const w = await watched(() => openWatcher('retry: 1000\n\n', () => '', 5_000))
  w.socket.resume()
  w.watcher.look(5_001)
  w.watcher.look(5_002)
  w.watcher.say(line(1))
  w.watcher.beat()
  w.watcher.end()
  await once(w.watcher.out, 'close')
  expect(w.heard()).not.toContain('tally')
})
