import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { request as send } from 'node:http'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, type ServerProcess, startServer } from '../../bench/server-process.ts'
import { tryCli } from './cli/testing-cli.ts'

let t: Awaited<ReturnType<typeof tryCli>>
let first: { login: string; password: string }
let wire: Awaited<ReturnType<typeof openWire>>
const running: ServerProcess[] = []

/** A cable between server and database that can be pulled. */
const openWire = async (url: string) => {
  const to = new URL(url)
  const folder = to.searchParams.get('host')
  const far = () =>
    folder?.startsWith('/')
      ? connect(join(folder, `.s.PGSQL.${to.port || 5432}`))
      : connect(Number(to.port), to.hostname)
  const sockets = new Set<Socket>()
  const plug = async (port: number): Promise<Server> => {
    const server = createServer((near) => {
      const other = far()
      for (const [one, two] of [
        [near, other],
        [other, near],
      ] as const) {
        sockets.add(one)
        one.on('error', () => undefined).on('close', () => two.destroy())
        one.pipe(two)
      }
    }).listen(port, '127.0.0.1')
    await once(server, 'listening')
    return server
  }
  const port = await freePort()
  let server = await plug(port)
  const through = new URL(url)
  through.search = ''
  through.hostname = '127.0.0.1'
  through.port = String(port)
  return {
    url: through.href,
    pull: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      sockets.clear()
    },
    plugIn: async () => {
      server = await plug(port)
    },
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** One request on a connection of its own, so that any process may get it. */
const ask = (
  port: number,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
): Promise<{ status: number; text: string; headers: Record<string, unknown> }> =>
  new Promise((resolve, reject) => {
    const asked = send(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        agent: false,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      },
      (reply) => {
        let text = ''
        reply.on('data', (chunk) => {
          text += chunk
        })
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text, headers: reply.headers }))
      },
    )
    asked.on('error', reject)
    // one that hangs is a failure of its own, not of the whole test
    asked.setTimeout(10_000, () => asked.destroy(new Error(`no answer: ${method} ${path}`)))
    asked.end(body === undefined ? undefined : JSON.stringify(body))
  })

const until = async (what: string, holds: () => Promise<boolean>, ms = 60_000): Promise<void> => {
  for (const since = Date.now(); Date.now() - since < ms; await sleep(30)) if (await holds().catch(() => false)) return
  throw new Error(`never: ${what}`)
}
const start = async (env: Record<string, string>) => {
  const server = await startServer({
    DATA_DIR: t.dir,
    DEMO: '0',
    DATABASE_URL: wire.url,
    GONGZHI_KEY: '5a'.repeat(32),
    ...env,
  })
  running.push(server)
  return server
}
const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}
const childrenOf = (pid: number): number[] =>
  execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .split('\n')
    .map(Number)
    .filter((child) => child > 0)

beforeAll(async () => {
  t = await tryCli()
  mkdirSync(t.dir, { recursive: true })
  const made = await t.run(['init', '--county', '441226', '--name', '黄示例', '--phone', '13800000001', '--json'], {
    GONGZHI_KEY: '5a'.repeat(32),
  })
  first = JSON.parse(made.out)
  wire = await openWire(t.url)
})
afterAll(async () => {
  for (const server of running) server.child.kill('SIGKILL')
  wire?.close()
  await t?.close()
})

const signIn = async (port: number): Promise<string> => {
  const { login, password } = first
  const reply = await ask(port, 'POST', '/api/sessions/password', { body: { login, password } })
  expect(reply.status, reply.text).toBe(200)
  return String(reply.headers['set-cookie']).split(';')[0] ?? ''
}
const kindOf = async (port: number, cookie: string): Promise<string> =>
  JSON.parse((await ask(port, 'GET', '/api/session', { headers: { cookie } })).text).kind

test('one process: ready until the database is lost, ready again when it is back; figures are for this machine or a token', async () => {
  const { port } = await start({})
  expect((await ask(port, 'GET', '/readyz')).status).toBe(200)
  wire.pull()
  await until('not ready', async () => (await ask(port, 'GET', '/readyz')).status === 503)
  expect((await ask(port, 'GET', '/readyz')).text).toContain('database')
  expect((await ask(port, 'GET', '/healthz')).status).toBe(200)
  // what asks the database says that it is worth coming again
  expect((await ask(port, 'GET', '/api/public/matters?unit=441226')).status).toBe(503)
  await wire.plugIn()
  await until('ready again', async () => (await ask(port, 'GET', '/readyz')).status === 200)

  await ask(port, 'GET', '/api/territory/places/441226103213')
  const { text } = await ask(port, 'GET', '/metrics')
  for (const name of [
    'gongzhi_http_request_seconds_count',
    'gongzhi_db_up 1',
    'gongzhi_relay_lag_seconds',
    'nodejs_eventloop_lag_p99_seconds',
    'process_resident_memory_bytes',
    'gongzhi_last_backup_timestamp_seconds',
  ])
    expect(text).toContain(name)
  // patterns, never what was asked: no code of a place, no id, no number of a person
  expect(text).toContain('route="/api/territory/places/:code"')
  expect(text).not.toMatch(/441226|[0-9a-f]{8}-[0-9a-f]{4}-/)
  // passed on by a proxy on this machine it came from elsewhere
  expect((await ask(port, 'GET', '/metrics', { headers: { 'x-forwarded-for': '203.0.113.7' } })).status).toBe(404)
})

test('told to stop, it finishes what is under way, takes nothing new, and is gone', async () => {
  const server = await start({ METRICS_TOKEN: 'a token of some length' })
  const { port, child } = server
  expect((await ask(port, 'GET', '/metrics')).status).toBe(404)
  const headers = { authorization: 'Bearer a token of some length', 'x-forwarded-for': '203.0.113.7' }
  expect((await ask(port, 'GET', '/metrics', { headers })).status).toBe(200)

  const body = JSON.stringify({ login: 'nobody', password: 'nothing at all' })
  const slow = connect(port, '127.0.0.1')
  slow.write(
    `POST /api/sessions/password HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
  )
  let said = ''
  slow.on('data', (chunk) => {
    said += chunk
  })
  await sleep(150)
  child.kill('SIGTERM')
  await until('refusing', async () =>
    ask(port, 'GET', '/healthz').then(
      () => false,
      () => true,
    ),
  )
  expect(child.exitCode).toBeNull()
  slow.write(body.slice(10))
  await once(slow, 'close')
  expect(said).toMatch(/^HTTP\/1\.1 401 [\s\S]*connection: close/i)
  if (child.exitCode === null) await once(child, 'exit')
  expect(child.exitCode).toBe(0)
})

test('several processes: one limit, one session, one set of figures; a killed one is replaced, renewing refuses nobody, none is left behind', async () => {
  const { port, child } = await start({ WORKERS: '2', RATE_PER_MINUTE: '600' })
  const primary = child.pid ?? 0
  const family = () => childrenOf(primary)
  expect(family()).toHaveLength(3)
  const [cookie, kept] = [await signIn(port), await signIn(port)]
  const all = () => Promise.all(Array.from({ length: 8 }, () => kindOf(port, cookie)))
  expect(new Set(await all())).toEqual(new Set(['staff']))
  // signed out in one process, nobody is signed in in any
  await ask(port, 'DELETE', '/api/session', { headers: { cookie } })
  await sleep(50)
  expect(new Set(await all())).toEqual(new Set(['visitor']))

  // 20 a minute and address, whoever answers; two went into signing in
  const guesses = []
  for (let n = 0; n < 22; n++)
    guesses.push(
      (await ask(port, 'POST', '/api/sessions/password', { body: { login: `nobody-${n}`, password: 'wrong' } })).status,
    )
  expect(guesses.filter((status) => status === 429)).toHaveLength(4)

  const { text } = await ask(port, 'GET', '/metrics')
  expect(text).toContain('gongzhi_processes{part="web"} 2')
  expect(text).toMatch(/route="\/api\/sessions\/password",status="401"\} 18\b/)

  const victim = family().at(-1) ?? 0
  process.kill(victim, 'SIGKILL')
  // a connection handed over in the very moment a process dies is lost with it: what comes after must not be
  await until('replaced', async () => family().length === 3 && !family().includes(victim))
  await until('up', async () => (await ask(port, 'GET', '/metrics')).text.includes('gongzhi_processes{part="web"} 2'))
  expect((await ask(port, 'GET', '/metrics')).text).toContain('gongzhi_process_restarts_total 1')

  const before = family()
  child.kill('SIGHUP')
  const statuses = new Map<number, number>()
  await until('renewed', async () => {
    const { status } = await ask(port, 'GET', '/api/session')
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    return family().length === 3 && family().every((pid) => !before.includes(pid))
  })
  expect([...statuses.keys()]).toEqual([200])
  expect(await kindOf(port, kept)).toBe('staff')

  // an open stream does not keep it
  const stream = connect(port, '127.0.0.1')
  stream.write(`GET /api/notices/stream HTTP/1.1\r\nhost: x\r\ncookie: ${kept}\r\n\r\n`)
  expect(String((await once(stream, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 [\s\S]*text\/event-stream/)
  const ended = once(stream.resume(), 'close')
  const now = family()
  const started = Date.now()
  child.kill('SIGTERM')
  await ended
  if (child.exitCode === null) await once(child, 'exit')
  expect(Date.now() - started).toBeLessThan(14_000)
  await until('all gone', async () => now.every(isGone))
}, 180_000)

test('when the first of several processes is killed outright, the others go with it', async () => {
  const { child } = await start({ WORKERS: '2' })
  const family = childrenOf(child.pid ?? 0)
  expect(family).toHaveLength(3)
  child.kill('SIGKILL')
  await until('gone', async () => family.every(isGone))
})
