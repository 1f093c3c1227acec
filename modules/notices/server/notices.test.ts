import { addQueryCode, queryCodeOf, sealedPhoneOf, sealPhone } from '@gongzhi/identity/server'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { relayOnce } from '@gongzhi/kernel/server/jobs.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../identity/server/new-id.ts'
import { tryIdentity } from '../../identity/server/trial.ts'
import { createNotices, noticeStatement, sendDueSms, smsStatement } from './index.ts'

let t: Awaited<ReturnType<typeof tryIdentity>>
let listeners: ReturnType<typeof createNotices>['listeners']
let now = Date.parse('2026-11-20T09:00:00+08:00')
beforeAll(async () => {
  t = await tryIdentity({}, (crypto) => {
    const notices = createNotices({ crypto })
    listeners = notices.listeners
    return [notices]
  })
})
afterAll(() => t.close())

const wait = (ms: number) => {
  now += ms
  t.setNow(now)
}
let people = 0
const someone = () => {
  wait(1)
  return t.resident(`136000000${String(++people).padStart(2, '0')}`)
}
const notify = (account: string, title: string, kind = 'answered') => {
  wait(1)
  return t.env.db.batch(noScope, [
    noticeStatement({ county: '441226', account, subject: newId(now), number: '2026-M-0001', title, kind, at: now }),
  ])
}
const queue = async (phone: string, account: string | null = null) => {
  const phoneEnc = sealPhone(t.crypto, phone)
  await t.env.db.batch(noScope, [
    smsStatement({
      county: '441226',
      account,
      phoneEnc,
      number: '2026-M-0001',
      step: 'answered',
      next: 'visit',
      due: now,
    }),
  ])
}
const gateway = () => {
  const got: string[] = []
  return {
    got,
    send: async (_env: unknown, to: string, _text: string, id?: string) => void got.push(`${to} ${id !== undefined}`),
  }
}

test('messages come newest first, are counted until read, and reading twice is reading once', async () => {
  const me = await someone()
  await notify(me.account, '第一件')
  await notify(me.account, '第二件')
  const { body } = await me.ask('GET', '/notices')
  expect(body.unread).toBe(2)
  expect(body.rows.map((row: { title: string }) => row.title)).toEqual(['第二件', '第一件'])
  const ids = [body.rows[0].id]
  for (let n = 0; n < 2; n++) expect((await me.ask('POST', '/notices/reading', { ids })).body).toEqual({ unread: 1 })
  expect((await me.ask('GET', '/notices')).body.rows.map((row: { read: boolean }) => row.read)).toEqual([true, false])
})

test('a long list comes in pages without a gap or a repetition', async () => {
  const me = await someone()
  for (let n = 0; n < 35; n++) await notify(me.account, `第${n}件`)
  const first = (await me.ask('GET', '/notices')).body.rows as { id: string; title: string }[]
  const second = (await me.ask('GET', `/notices?before=${first.at(-1)?.id}`)).body.rows as {
    id: string
    title: string
  }[]
  expect([...first, ...second].map((row) => row.title)).toEqual(Array.from({ length: 35 }, (_, n) => `第${34 - n}件`))
})

test('nobody sees or marks the messages of another', async () => {
  const [me, other] = [await someone(), await someone()]
  await notify(me.account, '我的事')
  expect((await other.ask('GET', '/notices')).body).toEqual({ unread: 0, rows: [] })
  const [{ id }] = (await me.ask('GET', '/notices')).body.rows
  await other.ask('POST', '/notices/reading', { ids: [id] })
  expect((await me.ask('GET', '/notices')).body.unread).toBe(1)
  const [rows] = await t.env.db.batch({ scopes: ['441226'], orgs: [], account: other.account }, [
    { text: 'SELECT * FROM notices.notice', values: [] },
  ])
  expect(rows).toEqual([])
})

test('a query code does not open the messages of its party', async () => {
  const me = await someone()
  await notify(me.account, '另一件事')
  const matter = newId(now)
  const code = queryCodeOf(t.crypto, matter)
  await t.env.db.batch(noScope, [addQueryCode(t.crypto, '441226', code, me.account, matter)])
  const page = t.browser()
  await page.ask('POST', '/sessions/query-code', { code })
  expect((await page.ask('GET', '/notices')).body).toEqual({ unread: 0, rows: [] })
})

test('two workers at once send a message once, and the phone is forgotten with it', async () => {
  const sms = gateway()
  for (let n = 0; n < 5; n++) await queue(`1350000000${n}`)
  const sent = await Promise.all([1, 2, 3].map(() => sendDueSms(t.env, t.crypto, sms)))
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(5)
  expect(new Set(sms.got).size).toBe(5)
  expect(sms.got).toHaveLength(5)
  wait(86_400_000)
  expect(await sendDueSms(t.env, t.crypto, sms)).toBe(0)
  expect((await t.owner.query('SELECT FROM notices.sms WHERE phone_enc IS NOT NULL')).rowCount).toBe(0)
})

test('a message that fails is tried again later and later, and given up after eight tries', async () => {
  await queue('13500000009')
  let tries = 0
  const broken = {
    send: async () => {
      tries++
      throw new Error('no line')
    },
  }
  await sendDueSms(t.env, t.crypto, broken)
  await sendDueSms(t.env, t.crypto, broken)
  expect(tries).toBe(1)
  wait(60_000)
  await sendDueSms(t.env, t.crypto, broken)
  expect(tries).toBe(2)
  wait(60_000)
  await sendDueSms(t.env, t.crypto, broken)
  expect(tries).toBe(2)
  for (let n = 0; n < 20; n++) {
    wait(6 * 3_600_000)
    await sendDueSms(t.env, t.crypto, broken)
  }
  expect(tries).toBe(8)
  const { rows } = await t.owner.query('SELECT phone_enc, sent_at FROM notices.sms WHERE tries = 8')
  expect(rows).toEqual([{ phone_enc: null, sent_at: null }])
})

test('a message that failed once arrives when the line is back', async () => {
  await queue('13500000010')
  await sendDueSms(t.env, t.crypto, { send: async () => Promise.reject(new Error('no line')) })
  wait(60_000)
  const sms = gateway()
  expect(await sendDueSms(t.env, t.crypto, sms)).toBe(1)
  expect(sms.got).toEqual(['13500000010 true'])
})

test('with the account go its messages and what was still to be sent to its phone', async () => {
  const me = await someone()
  await notify(me.account, '我的事')
  const sealed = await t.env.db.within(noScope, (tx) => sealedPhoneOf(tx, '441226', me.account))
  expect(sealed).toBeDefined()
  await queue('13500000011', me.account)
  await queue('13500000012')
  await me.ask('POST', '/me/data/closing', { sure: true }, newId(now))
  await relayOnce(t.env, listeners ?? [], (error) => {
    throw error
  })
  expect((await t.owner.query('SELECT FROM notices.notice WHERE account = $1', [me.account])).rowCount).toBe(0)
  const sms = gateway()
  await sendDueSms(t.env, t.crypto, sms)
  expect(sms.got).toEqual(['13500000012 true'])
})
