import { noScope } from '@gongzhi/kernel/server/db.ts'
import { relayOnce } from '@gongzhi/kernel/server/jobs.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import { mergeSubject } from '@gongzhi/territory/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookStatement, openResident, openStaff, readIdentity, residentByPhone, shownOf } from './index.ts'
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
const heldOf = (body: { held: Held[] }) => Object.fromEntries(body.held.map(({ field, value }) => [field, value]))
const journalOf = async (account: string) =>
  (
    await t.owner.query('SELECT act, data, asked, to_state FROM kernel.journal WHERE subject = $1 ORDER BY seq', [
      account,
    ])
  ).rows

test('a person sees everything held, why, on what basis and until when, and takes it away as a file', async () => {
  const me = await someone()
  const { body } = await me.ask('GET', '/me/data')
  expect(heldOf(body)).toEqual({ phone: me.phone, name: null, village: null, sessions: '1' })
  for (const line of body.held) {
    expect(line.why).toBe(`identity.why.${line.field}`)
    expect(line.basis).toMatch(/^identity\.basis\./)
    expect(line.until).toMatch(/^identity\.until\./)
  }
  const file = await me.ask('GET', '/me/data/export')
  expect(file.body).toMatchObject({ county: '441226', held: body.held, looks: [], matters: 0, closed: false })
})

test('a correction is kept sealed, shown masked, and the journal knows the fields but not the values', async () => {
  const me = await someone()
  const sent = { name: '欧阳秋禾', village: '441226102201' }
  const once = await me.ask('POST', '/me/data/corrections', sent, 'correction-0001')
  expect(once).toMatchObject({ status: 201, body: { state: 'open', seq: 2 } })
  expect((await me.ask('GET', '/session')).body).toMatchObject({
    name: '欧阳○○',
    village: { code: '441226102201', name: '金林村', town: '官圩镇' },
  })
  expect(heldOf((await me.ask('GET', '/me/data')).body)).toMatchObject({ name: '欧阳秋禾', village: '金林村' })

  const twice = await me.ask('POST', '/me/data/corrections', sent, 'correction-0001')
  expect(twice.body).toEqual(once.body)
  const other = await me.ask('POST', '/me/data/corrections', { name: '王明' }, 'correction-0001')
  expect(other).toMatchObject({ status: 422, body: { type: '/problems/key-reused' } })

  const journal = await journalOf(me.account)
  expect(journal.map(({ act, data }) => [act, data])).toEqual([
    ['open', { kind: 'resident' }],
    ['correct', { fields: ['name', 'village'] }],
  ])
  const dump = await t.owner.query('SELECT to_jsonb(a) AS row FROM identity.account a WHERE id = $1', [me.account])
  expect(JSON.stringify([journal, dump.rows])).not.toContain('秋禾')
})

test('a correction that states nothing, or a village of elsewhere, is refused with what is missing', async () => {
  const me = await someone()
  expect(await me.ask('POST', '/me/data/corrections', {}, key())).toMatchObject({
    status: 409,
    body: { unmet: ['something-stated'] },
  })
  for (const village of ['441226102999', '510704001001']) {
    expect(await me.ask('POST', '/me/data/corrections', { village }, key())).toMatchObject({
      status: 409,
      body: { unmet: ['village-of-county'] },
    })
  }
})

test('withdrawing consent removes the datum at once and takes no service with it', async () => {
  const me = await someone()
  await me.ask('POST', '/me/data/corrections', { name: '黄金水', village: '441226102201' }, key())
  expect((await me.ask('POST', '/me/data/withdrawals', { field: 'name' }, key())).status).toBe(201)
  expect((await me.ask('GET', '/session')).body).toMatchObject({
    kind: 'resident',
    name: null,
    village: { name: '金林村' },
  })
  expect((await me.ask('POST', '/me/data/withdrawals', { field: 'village' }, key())).status).toBe(201)
  const { rows } = await t.owner.query('SELECT name_enc, shown, village FROM identity.account WHERE id = $1', [
    me.account,
  ])
  expect(rows).toEqual([{ name_enc: null, shown: null, village: null }])
})

test('staff cannot withdraw the name they serve under', async () => {
  const account = await openStaff(t.env, t.crypto, {
    county: '441226',
    login: 'withdrawer',
    name: '江以宁',
    password: 'a password for trying',
  })
  const page = t.browser()
  await page.ask('POST', '/sessions/password', { login: ' Withdrawer ', password: 'a password for trying' })
  expect(await page.ask('POST', '/me/data/withdrawals', { field: 'name' }, key())).toMatchObject({
    status: 409,
    body: { unmet: ['by-consent'] },
  })
  expect((await page.ask('POST', '/me/data/closing', { sure: true }, key())).status).toBe(404)
  expect(heldOf((await page.ask('GET', '/me/data')).body)).toMatchObject({
    name: '江以宁',
    login: 'withdrawer',
    password: null,
    totp: null,
  })
  expect(await shownOf(t.env, '441226', [account, newId(now)])).toEqual(new Map([[account, '江○○']]))
})

test('closing erases every personal field, ends every session, and the phone begins anew', async () => {
  const me = await someone()
  await me.ask('POST', '/me/data/corrections', { name: '黄金水', village: '441226102201' }, key())
  now += 60_000
  t.setNow(now)
  const elsewhere = await t.resident(me.phone)
  expect((await me.ask('POST', '/me/data/closing', {}, key())).status).toBe(400)
  expect(await me.ask('POST', '/me/data/closing', { sure: true }, key())).toMatchObject({
    status: 201,
    body: { state: 'closed' },
  })
  expect(me.cookie()).toBeUndefined()
  expect((await elsewhere.ask('GET', '/me/data')).status).toBe(401)
  const { rows } = await t.owner.query('SELECT * FROM identity.account WHERE id = $1', [me.account])
  const kept = Object.entries(rows[0]).filter(
    ([, value]) => value !== null && value !== false && value !== 0 && value !== '0',
  )
  expect(kept.map(([column]) => column).sort()).toEqual(['county', 'created_at', 'id', 'kind', 'state'])
  expect(
    (
      await t.owner.query(`SELECT FROM identity.session WHERE account = $1 AND (device <> '' OR ended_at IS NULL)`, [
        me.account,
      ])
    ).rowCount,
  ).toBe(0)
  now += 60_000
  t.setNow(now)
  expect((await t.resident(me.phone)).account).not.toBe(me.account)
})

test('whoever looked at a person’s data, and why, is there for that person to see, and cannot be taken out again', async () => {
  const me = await someone()
  const look = {
    county: '441226',
    account: me.account,
    at: now,
    byAccount: newId(now),
    byShown: '江○○',
    org: '官圩镇便民服务中心',
    field: 'phone',
    reason: '回访前核对联系方式',
    matter: null,
  }
  await t.env.db.batch(noScope, [lookStatement(look)])
  expect(await readIdentity(t.env, t.crypto, '441226', me.account)).toEqual({ name: null, phone: me.phone })
  expect((await me.ask('GET', '/me/data')).body.looks).toEqual([
    {
      at: new Date(now).toISOString(),
      who: '江○○',
      org: '官圩镇便民服务中心',
      field: 'phone',
      reason: '回访前核对联系方式',
      matter: null,
    },
  ])
  expect(() => lookStatement({ ...look, reason: ' 。 ' })).toThrow()
  await expect(t.env.db.batch(noScope, [{ text: 'DELETE FROM identity.look', values: [] }])).rejects.toThrow(
    /permission denied/,
  )
  await expect(
    t.env.db.batch(noScope, [{ text: `UPDATE identity.look SET reason = 'xx'`, values: [] }]),
  ).rejects.toThrow(/permission denied/)
})

test('staff who take a report down find the resident of a phone, or open the account in their own name', async () => {
  const clerk = {
    kind: 'staff',
    county: '441226',
    account: newId(now),
    posts: [{ id: 'p', org: 'o', role: 'clerk', prefix: '441226102' }],
  } as const
  const id = await residentByPhone(t.env, t.crypto, '441226', '13911110000', '黄柑妹', clerk)
  expect(await residentByPhone(t.env, t.crypto, '441226', '13911110000', '别人', clerk)).toBe(id)
  expect(await readIdentity(t.env, t.crypto, '441226', id)).toEqual({ name: '黄柑妹', phone: '13911110000' })
  const { rows } = await t.owner.query('SELECT actor, role FROM kernel.journal WHERE subject = $1', [id])
  expect(rows).toEqual([{ actor: clerk.account, role: 'clerk' }])
})

test('people of merged villages live in the new one', async () => {
  const me = await openResident(t.env, t.crypto, { county: '441226', phone: '13911110001', village: '441226102202' })
  const actor = {
    kind: 'staff',
    county: '441226',
    account: newId(now),
    posts: [{ id: 'p', org: 'o', role: 'civil-affairs', prefix: '441226' }],
  } as const
  const data = { ended: ['441226102202'], into: '441226102201', name: '金林村', on: '2026-11-20', basis: '粤府函' }
  const id = newId(now)
  const row = { ...data, from: data.ended, people: 0, matters: 0 } as never
  const fresh = { subject: mergeSubject, id, row, title: '并村', unitCode: '441226102000', data }
  await openSubject(t.env, fresh, { actor, key: key() })
  const errors: unknown[] = []
  const heard = await relayOnce(t.env, t.identity.module.listeners ?? [], (error) => errors.push(error))
  expect(errors).toEqual([])
  expect(heard).toBeGreaterThan(0)
  const { rows } = await t.owner.query('SELECT village FROM identity.account WHERE id = $1', [me])
  expect(rows).toEqual([{ village: '441226102201' }])
  expect((await t.owner.query('SELECT people FROM territory.merge WHERE id = $1', [id])).rows).toEqual([{ people: 1 }])
})
