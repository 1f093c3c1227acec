import { addQueryCode, queryCodeOf, sealPhone } from '@gongzhi/identity/server'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { relayOnce } from '@gongzhi/kernel/server/jobs.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from './new-id.ts'
import { tryNotices } from './trial.ts'

let t: Awaited<ReturnType<typeof tryNotices>>
beforeAll(async () => {
  t = await tryNotices()
})
afterAll(() => t.close())

/** A gateway that keeps what it is given. */
const gateway = () => {
  const got: { to: string; text: string; id: string | undefined }[] = []
  t.channels.sms = { send: async (_env, to, text, id) => void got.push({ to, text, id }) }
  return got
}
const phone = (number: string) => sealPhone(t.crypto, number)
beforeEach(async () => {
  gateway()
  await t.plan()
  t.wait(3 * 86_400_000)
  t.until(`${new Date(t.now() + 8 * 3_600_000).toISOString().slice(0, 10)}T09:00:00+08:00`)
  await t.send('sms')
})

test('messages come newest first, are counted until read, and reading twice is reading once', async () => {
  const me = await t.someone()
  await t.notify(me.account, { title: '第一件' })
  await t.notify(me.account, { title: '第二件' })
  const { body } = await me.ask('GET', '/notices')
  expect(body.unread).toBe(2)
  expect(body.rows.map((row: { title: string }) => row.title)).toEqual(['第二件', '第一件'])
  const ids = [body.rows[0].id]
  for (let n = 0; n < 2; n++) expect((await me.ask('POST', '/notices/reading', { ids })).body).toEqual({ unread: 1 })
  expect((await me.ask('GET', '/notices')).body.rows.map((row: { read: boolean }) => row.read)).toEqual([true, false])
})

test('those of one subject are read with it, and all at once by one press', async () => {
  const me = await t.someone()
  const subject = newId(t.now())
  for (const one of [subject, subject, newId(t.now()), newId(t.now())]) await t.notify(me.account, { subject: one })
  expect((await me.ask('POST', '/notices/reading', { subject })).body).toEqual({ unread: 2 })
  expect((await me.ask('POST', '/notices/reading', { all: true })).body).toEqual({ unread: 0 })
  for (const body of [{}, { all: false }, { ids: [] }, { ids: ['x'] }, { all: true, subject }])
    expect((await me.ask('POST', '/notices/reading', body)).status).toBe(400)
})

test('a long list comes in pages without a gap or a repetition', async () => {
  const me = await t.someone()
  for (let n = 0; n < 35; n++) await t.notify(me.account, { title: `第${n}件` })
  const first = (await me.ask('GET', '/notices')).body.rows as { id: string; title: string }[]
  const second = (await me.ask('GET', `/notices?before=${first.at(-1)?.id}`)).body.rows as typeof first
  expect([...first, ...second].map((row) => row.title)).toEqual(Array.from({ length: 35 }, (_, n) => `第${34 - n}件`))
})

test('nobody sees or marks the messages of another', async () => {
  const [me, other] = [await t.someone(), await t.someone()]
  await t.notify(me.account)
  expect((await other.ask('GET', '/notices')).body).toEqual({ unread: 0, rows: [] })
  const [{ id }] = (await me.ask('GET', '/notices')).body.rows
  await other.ask('POST', '/notices/reading', { ids: [id] })
  await other.ask('POST', '/notices/reading', { all: true })
  expect((await me.ask('GET', '/notices')).body.unread).toBe(1)
  const [rows] = await t.env.db.batch({ scopes: ['441226'], orgs: [], account: other.account }, [
    { text: 'SELECT * FROM notices.notice', values: [] },
  ])
  expect(rows).toEqual([])
})

test('a query code does not open the messages of its party, nor what the party wants', async () => {
  const me = await t.someone()
  await t.notify(me.account, { title: '另一件事' })
  const matter = newId(t.now())
  const code = queryCodeOf(t.crypto, matter)
  await t.env.db.batch(noScope, [addQueryCode(t.crypto, '441226', code, me.account, matter)])
  const page = t.browser()
  await page.ask('POST', '/sessions/query-code', { code })
  expect((await page.ask('GET', '/notices')).body).toEqual({ unread: 0, rows: [] })
  expect((await page.ask('POST', '/notices/reading', { all: true })).body).toEqual({ unread: 0 })
  expect((await me.ask('GET', '/notices')).body.unread).toBe(1)
  for (const path of ['/notices/stream', '/me/notices']) expect((await page.ask('GET', path)).status, path).toBe(404)
  expect((await page.ask('PUT', '/me/mail', { mail: 'a@example.cn' })).status).toBe(404)
})

test('a thing is told once, however often it is to be told', async () => {
  const [me, other] = [await t.someone(), await t.someone()]
  for (const account of [me.account, me.account, other.account]) await t.notify(account, { once: 'remind m1 d1' })
  await t.notify(me.account, { once: 'remind m1 d2' })
  expect((await me.ask('GET', '/notices')).body.unread).toBe(2)
  expect((await other.ask('GET', '/notices')).body.unread).toBe(1)
})

test('two workers plan and send a message once, and the phone is forgotten with it', async () => {
  const got = gateway()
  for (let n = 0; n < 5; n++) await t.notify(null, { phoneEnc: phone(`1350000000${n}`) })
  expect((await Promise.all([1, 2, 3].map(t.plan))).reduce((sum, n) => sum + n, 0)).toBe(5)
  const sent = await Promise.all([1, 2, 3].map(() => t.send('sms')))
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(5)
  expect(new Set(got.map(({ to }) => to)).size).toBe(5)
  expect(got).toHaveLength(5)
  t.wait(86_400_000)
  expect(await t.send('sms')).toBe(0)
  expect((await t.owner.query('SELECT FROM notices.message WHERE to_enc IS NOT NULL')).rowCount).toBe(0)
  expect((await t.owner.query('SELECT FROM notices.notice WHERE phone_enc IS NOT NULL')).rowCount).toBe(0)
})

test('a message that fails is tried again later and later, under one id, and given up after eight tries', async () => {
  await t.notify(null, { phoneEnc: phone('13500000009') })
  await t.plan()
  const ids: (string | undefined)[] = []
  t.channels.sms = {
    send: async (_env, _to, _text, id) => {
      ids.push(id)
      throw new Error('13500000009 has no line')
    },
  }
  const after = async (ms: number) => {
    t.wait(ms)
    await t.send('sms')
    return ids.length
  }
  expect([await after(0), await after(0), await after(60_000), await after(60_000)]).toEqual([1, 1, 2, 2])
  for (let n = 0; n < 20; n++) await after(6 * 3_600_000)
  expect(ids).toHaveLength(8)
  expect(new Set(ids).size).toBe(1)
  const { rows } = await t.owner.query('SELECT to_enc, sent_at, fault FROM notices.message WHERE tries = 8')
  expect(rows).toEqual([{ to_enc: null, sent_at: null, fault: 'failed' }])
})

test('whoever died between sending and noting it sends once more, under the same id', async () => {
  await t.notify(null, { phoneEnc: phone('13500000010') })
  await t.plan()
  const got = gateway()
  // the process is gone before it can write: what it had claimed stays as it was
  const batch = t.env.db.batch
  let calls = 0
  const dying = {
    ...t.env,
    db: {
      ...t.env.db,
      batch: (...of: Parameters<typeof batch>) => (++calls > 2 ? Promise.reject(new Error('killed')) : batch(...of)),
    },
  }
  const { sendDue } = await import('./send.ts')
  await expect(sendDue({ env: dying, crypto: t.crypto, channels: t.channels }, 'sms')).rejects.toThrow('killed')
  expect(await t.send('sms')).toBe(0)
  t.wait(60_000)
  expect(await t.send('sms')).toBe(1)
  expect(got).toHaveLength(2)
  expect(got[0]).toEqual(got[1])
})

test('in the quiet hours a message waits until the morning, a critical one does not', async () => {
  const got = gateway()
  t.until(new Date(t.now()).toISOString().replace(/T.*/, 'T22:30:00+08:00'))
  await t.notify(null, { phoneEnc: phone('13500000021') })
  await t.notify(null, { phoneEnc: phone('13500000022'), level: 'critical', number: '2026-M-0002' })
  await t.plan()
  await t.send('sms')
  expect(got.map(({ to }) => to)).toEqual(['13500000022'])
  t.wait(9 * 3_600_000)
  await t.send('sms')
  expect(got).toHaveLength(1)
  t.wait(3_600_000)
  await t.send('sms')
  expect(got.map(({ to }) => to)).toEqual(['13500000022', '13500000021'])
})

const wish = { due: 'sms', result: 'sms', news: 'app', quietFrom: 21, quietTo: 8, digestAt: null, lang: 'zh-CN' }

test('each is told as they chose: only here, in one message a day, or in the other language', async () => {
  const got = gateway()
  const [quiet, daily, english] = [await t.someone(), await t.someone(), await t.someone()]
  const puts = (who: typeof quiet, change: object) => who.ask('PUT', '/me/notices', { ...wish, ...change })
  expect((await puts(quiet, { result: 'app' })).status).toBe(200)
  await puts(daily, { digestAt: 18 })
  await puts(english, { lang: 'en' })
  expect((await puts(quiet, { result: 'pigeon' })).status).toBe(400)
  expect((await quiet.ask('GET', '/me/notices')).body).toMatchObject({ ...wish, result: 'app', ways: { sms: true } })
  for (const { account } of [quiet, daily, english]) await t.notify(account)
  await t.notify(daily.account, { number: '2026-M-0002' })
  await t.plan()
  await t.send('sms')
  expect(got.map(({ text }) => text)).toEqual([expect.stringContaining('Your report 2026-M-0001 has been answered')])
  // a line told before the digest goes along
  t.until(new Date(t.now()).toISOString().replace(/T.*/, 'T17:50:00+08:00'))
  await t.notify(daily.account, { number: '2026-M-0003' })
  await t.plan()
  t.wait(10 * 60_000)
  await t.send('sms')
  expect(got.slice(1).map(({ text }) => text)).toEqual([
    '【共治】您有3条消息（2026-M-0001、2026-M-0002等），请登录查看。',
  ])
  expect((await quiet.ask('GET', '/notices')).body.unread).toBe(1)
})

test('what one person wants is neither seen nor changed by another', async () => {
  const [me, other] = [await t.someone(), await t.someone()]
  await me.ask('PUT', '/me/notices', { ...wish, result: 'app' })
  expect((await other.ask('GET', '/me/notices')).body.result).toBe('sms')
  const [rows] = await t.env.db.batch({ scopes: ['441226'], orgs: [], account: other.account }, [
    { text: 'SELECT * FROM notices.preference', values: [] },
  ])
  expect(rows).toEqual([])
})

test('with the account go its messages, its wishes, its mail, and what was still to be sent to its phone', async () => {
  const got = gateway()
  const me = await t.someone()
  await me.ask('PUT', '/me/notices', wish)
  await t.notify(me.account)
  await t.notify(null, { phoneEnc: phone('13500000012') })
  await t.plan()
  await me.ask('POST', '/me/data/closing', { sure: true }, newId(t.now()))
  await relayOnce(t.env, t.listeners, (error) => {
    throw error
  })
  for (const table of ['notice', 'message', 'preference', 'address'])
    expect((await t.owner.query(`SELECT FROM notices.${table} WHERE account = $1`, [me.account])).rowCount).toBe(0)
  await t.send('sms')
  expect(got.map(({ to }) => to)).toEqual(['13500000012'])
})
