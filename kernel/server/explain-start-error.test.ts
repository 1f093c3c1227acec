import { createServer } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { explainStartError } from './explain-start-error.ts'
import { startError } from './start-error.ts'

let server: EmbeddedPostgres
beforeAll(async () => {
  server = await startEmbeddedPostgres({ durable: false })
}, 60_000)
afterAll(() => server?.stop())

const failToConnect = async (change: (url: URL) => void) => {
  const url = new URL(server.url)
  change(url)
  const client = new pg.Client({ connectionString: url.href })
  try {
    await client.connect()
  } catch (error) {
    return explainStartError(error)
  } finally {
    await client.end().catch(() => {})
  }
  throw new Error('it connected')
}

test('a taken port is named, and the next one offered', async () => {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  const { port } = holder.address() as { port: number }
  const error = await new Promise<unknown>((resolve) => createServer().once('error', resolve).listen(port, '127.0.0.1'))
  holder.close()
  const said = explainStartError(error)
  expect(said).toContain(`端口 ${port} 已被占用`)
  expect(said).toContain(`PORT=${port + 1} npm start`)
})

test('a wrong password, a missing database and a server that is not there each say what to do', async () => {
  expect(await failToConnect((url) => (url.password = 'wrong'))).toContain('密码不对')
  expect(await failToConnect((url) => (url.pathname = '/nowhere'))).toContain('CREATE DATABASE')
  const gone = (url: URL) => {
    url.search = ''
    url.host = '127.0.0.1:1'
  }
  expect(await failToConnect(gone)).toContain('连不上')
  const lost = (url: URL) => {
    url.search = ''
    url.host = 'db.invalid:5432'
  }
  expect(await failToConnect(lost)).toContain('连不上')
})

test('a full disk is recognised from Node, from PostgreSQL, from initdb and beneath a migration', () => {
  const node = Object.assign(new Error('write'), { code: 'ENOSPC' })
  const postgres = Object.assign(new Error('could not extend file'), { code: '53100' })
  const initdb = startError('postgres-failed', 'x', { output: 'initdb: error: No space left on device' })
  const migration = startError('migration-failed', 'x', { module: 'a', name: 'b', reason: 'c' }, postgres)
  for (const error of [node, postgres, initdb, migration]) expect(explainStartError(error)).toContain('磁盘已满')
})

test('a refused folder is named, a refused port is not called a folder', () => {
  const folder = Object.assign(new Error('mkdir'), { code: 'EACCES', path: '/srv/data' })
  expect(explainStartError(folder)).toContain('/srv/data')
  const port = Object.assign(new Error('listen'), { code: 'EACCES', port: 80 })
  expect(explainStartError(port)).toContain('端口 80')
})

test('an error nobody foresaw is still shown, in both languages', () => {
  expect(explainStartError(new Error('the moon fell'))).toMatch(/没有启动成功：the moon fell\n.+/)
  expect(explainStartError('text')).toContain('text')
})
