import { addressOf } from '@gongzhi/kernel/endpoint.ts'
import { routesOf } from '@gongzhi/kernel/server/serve.ts'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Member, openTalkHouse, type TalkHouse } from '../apps/server/testing-talk.ts'
import { connect } from '../kernel/web/call.ts'
import { dropSlip, fetchSlip, type Holder, keptSlip } from '../modules/deliberation/web/secret-slip.ts'

/* The phone's side of a secret ballot against the real server, over a line that loses what it likes. */

let t: TalkHouse
let roll: Member[]
let vote: string
let modulus: string
/** Who is signed in on the telephone, what the line does to the next requests, and what left the telephone. */
const phone = { cookie: '', loses: [] as ('request' | 'reply')[], sent: [] as { url: string; cookie: boolean }[] }
const store = new Map<string, string>()

beforeAll(async () => {
  t = await openTalkHouse()
  roll = await t.onRoll()
  const { id } = await t.sitting('换理事')
  vote = await t.put(id, 'secret')
  modulus = await t.modulusOf(vote)
  const endpoints = routesOf(t.h.house.modules).map(({ endpoint }) => endpoint)
  connect({
    routes: Object.fromEntries(endpoints.map((e) => [e.id, [e.method, addressOf(e).slice('/api'.length)] as const])),
    pauses: [],
  })
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => store.set(key, value),
  })
  vi.stubGlobal('fetch', async (url: string, { body, headers, credentials }: RequestInit) => {
    const withCookie = credentials !== 'omit'
    phone.sent.push({ url, cookie: withCookie })
    const loses = phone.loses.shift()
    if (loses === 'request') throw new TypeError('no network')
    const reply = await t.app.inject({
      method: 'POST',
      url,
      payload: String(body),
      headers: { ...(headers as Record<string, string>), ...(withCookie ? { cookie: phone.cookie } : {}) },
    })
    if (loses === 'reply') throw new TypeError('no network')
    return new Response(reply.payload, { status: reply.statusCode })
  })
  // nobody has to wait for the moments of chance here
  vi.spyOn(Math, 'random').mockReturnValue(0)
}, 60_000)
afterAll(async () => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  await t?.close()
})
beforeEach(() => {
  phone.loses = []
  phone.sent = []
})

/** The n-th member takes the telephone in hand. */
const takes = (n: number): Holder => {
  const one = roll[n] as Member
  phone.cookie = one.cookie
  return { vote, account: one.member }
}
const county = '510704'
const urn = async () =>
  (
    await t.h.rows<{ choice: string }>('SELECT choice FROM deliberation.urn WHERE vote = $1 ORDER BY choice', [vote])
  ).map(({ choice }) => choice)

test('a slip survives a lost request, a lost reply and a phone that is started anew', async () => {
  const me = takes(0)
  phone.loses = ['request']
  await expect(fetchSlip(me, modulus)).rejects.toThrow()
  phone.loses = ['reply']
  await expect(fetchSlip(me, modulus)).rejects.toThrow()
  const kept = await fetchSlip(me, modulus)
  expect(kept.proof).toMatch(/^[0-9a-f]{512}$/)
  expect(await fetchSlip(me, modulus)).toEqual(kept)
  phone.loses = ['request', 'reply']
  await expect(dropSlip(me, county, 'yes')).rejects.toThrow()
  await expect(dropSlip(me, county, 'yes')).rejects.toThrow()
  expect(keptSlip(me)).toMatchObject({ sent: true })
  expect(await dropSlip(me, county, 'yes')).toBe('now')
  expect(await urn()).toEqual(['yes'])
})

test('the slip goes into the urn without a session, and nothing on the phone says what was chosen', async () => {
  const me = takes(1)
  await fetchSlip(me, modulus)
  phone.loses = ['request']
  await expect(dropSlip(me, county, 'abstain')).rejects.toThrow()
  const whileOut = [...store.values()].join()
  await dropSlip(me, county, 'abstain')
  for (const held of [whileOut, [...store.values()].join()]) expect(held).not.toMatch(/yes|"no"|abstain/)
  expect(phone.sent.map(({ url, cookie }) => [url.replace(vote, ''), cookie])).toEqual([
    ['/api/votes//slips', true],
    ['/api/votes//urn', false],
    ['/api/votes//urn', false],
  ])
  // what made it and what it was signed as are gone with it
  expect(keptSlip(me)).toEqual({ slip: '', dropped: true })
})

test('what was chosen last is what is sent; when an earlier choice had arrived after all, the phone says that this one counts', async () => {
  const before = await urn()
  const changed = takes(2)
  await fetchSlip(changed, modulus)
  phone.loses = ['request']
  await expect(dropSlip(changed, county, 'yes')).rejects.toThrow()
  expect(await dropSlip(changed, county, 'no')).toBe('now')
  expect(await urn()).toEqual([...before, 'no'].sort())
  const late = takes(3)
  await fetchSlip(late, modulus)
  phone.loses = ['reply']
  await expect(dropSlip(late, county, 'yes')).rejects.toThrow()
  expect(await dropSlip(late, county, 'no')).toBe('before')
  expect(await urn()).toEqual([...before, 'no', 'yes'].sort())
})

test('two members share a telephone and each votes', async () => {
  const before = (await urn()).length
  const [one, other] = [takes(4), { vote, account: (roll[5] as Member).member }]
  await fetchSlip(one, modulus)
  // the second takes it before the first has voted
  takes(5)
  await fetchSlip(other, modulus)
  await dropSlip(other, county, 'no')
  takes(4)
  await dropSlip(one, county, 'yes')
  expect((await urn()).length).toBe(before + 2)
})
