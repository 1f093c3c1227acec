import { noScope } from '@gongzhi/kernel/server/db.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addQueryCode, lookStatement, onlyMatter, queryCodeOf } from './index.ts'
import { newId } from './new-id.ts'
import { tryIdentity } from './trial.ts'

let t: Awaited<ReturnType<typeof tryIdentity>>
let now = Date.parse('2026-11-20T09:00:00+08:00')
beforeAll(async () => {
  t = await tryIdentity()
})
afterAll(() => t.close())

let people = 0
const someone = async () => {
  now += 60_000
  t.setNow(now)
  const phone = `139000000${String(++people).padStart(2, '0')}`
  return { ...(await t.resident(phone)), phone }
}
const key = () => newId(now)
type Held = { field: string; value: string | null; optional: boolean }
test('a query code follows its matter and opens nobody’s account, not even that of its own party', async () => {
  const me = await someone()
  const matter = newId(now)
  const code = queryCodeOf(t.crypto, matter)
  expect(queryCodeOf(t.crypto, matter)).toBe(code)
  await t.env.db.batch(noScope, [addQueryCode(t.crypto, '441226', code, me.account, matter)])
  const page = t.browser()
  expect((await page.ask('POST', '/sessions/query-code', { code: '00000000' })).status).toBe(401)
  const session = await page.ask('POST', '/sessions/query-code', { code: code.toLowerCase().replace('-', ' ') })
  expect(session).toMatchObject({ status: 200, body: { kind: 'visitor', matter, name: null, village: null } })
  expect((await page.ask('GET', '/me/data')).body.held.map(({ field }: Held) => field)).toEqual([
    'matter',
    'query-code',
    'sessions',
  ])
  expect((await page.ask('GET', '/sessions')).body).toHaveLength(1)
  expect(onlyMatter((await t.identity.whoIs(t.env, page.cookie() ?? ''))?.actor ?? t.nobody)).toBe(matter)
  expect(onlyMatter((await t.identity.whoIs(t.env, me.cookie() ?? ''))?.actor ?? t.nobody)).toBeUndefined()
  expect((await page.ask('POST', '/me/data/corrections', { name: '别人' }, key())).status).toBe(404)
  expect((await page.ask('POST', '/me/data/closing', { sure: true }, key())).status).toBe(404)
})

test('a query code shows who looked because of its matter, and nothing of other matters of its party', async () => {
  const me = await someone()
  const [matter, other] = [newId(now), newId(now)]
  const code = queryCodeOf(t.crypto, matter)
  const look = (about: string, reason: string) =>
    lookStatement({
      county: '441226',
      account: me.account,
      at: now,
      byAccount: newId(now),
      byShown: '江○○',
      org: '441226102000-center',
      field: 'reporter',
      reason,
      matter: about,
    })
  await t.env.db.batch(noScope, [
    addQueryCode(t.crypto, '441226', code, me.account, matter),
    look(matter, '核对地点'),
    look(other, '别的事'),
  ])
  const page = t.browser()
  await page.ask('POST', '/sessions/query-code', { code })
  const reasons = (body: { looks: { reason: string }[] }) => body.looks.map(({ reason }) => reason)
  expect(reasons((await page.ask('GET', '/me/data')).body)).toEqual(['核对地点'])
  expect(reasons((await me.ask('GET', '/me/data')).body)).toHaveLength(2)
})

test('two matters that share a code are opened by neither', async () => {
  const code = queryCodeOf(t.crypto, newId(now))
  const open = () => t.browser().ask('POST', '/sessions/query-code', { code })
  const add = (matter: string) => t.env.db.batch(noScope, [addQueryCode(t.crypto, '441226', code, newId(now), matter)])
  const [one, other] = [newId(now), newId(now)]
  await add(one)
  await add(one)
  expect((await open()).status).toBe(200)
  await add(other)
  expect((await open()).status).toBe(401)
})

test('query codes cannot be listed by the server itself', async () => {
  await expect(t.env.db.batch(noScope, [{ text: 'SELECT * FROM identity.query_code', values: [] }])).rejects.toThrow(
    /permission denied/,
  )
})
