import { randomBytes, randomUUID } from 'node:crypto'
import { proposeTopic } from '@gongzhi/deliberation/server'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { FastifyInstance } from 'fastify'
import JSZip from 'jszip'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { blind, unblind } from '../../modules/deliberation/rules/blind.ts'
import { tellTalk } from './demo/tell-talk.ts'
import { openTestHouse, type TestHouse, youxian } from './testing-house.ts'

/* Talks over HTTP: ballots of every kind, their secrecy, papers, notices and the public record. */

const village = '510704123206'
let h: TestHouse
let app: FastifyInstance
let chair: Actor
let secretary: Actor
let branch: Actor
const cookies = new Map<string, string>()

beforeAll(async () => {
  h = await openTestHouse('2026-11-16T09:00:00+08:00')
  await tellTalk(h as never)
  app = await h.serve()
  chair = h.at(`${village}.council.council-chair`)
  secretary = h.at(`${village}.council.council-secretary`)
  branch = h.at(`${village}.branch.branch-secretary`)
}, 60_000)
afterAll(async () => {
  await app?.close()
  await h?.close()
})

const cookieOf = async ({ account }: Actor): Promise<string> => {
  const known = cookies.get(account ?? '')
  if (known) return known
  const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account } })
  const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? ''
  cookies.set(account ?? '', cookie)
  return cookie
}
const post = async (who: Actor | null, path: string, payload: object = {}, key: string = randomUUID()) =>
  app.inject({
    method: 'POST',
    url: `/api${path}`,
    payload,
    headers: { 'idempotency-key': key, ...(who ? { cookie: await cookieOf(who) } : {}) },
  })
const done = async (who: Actor, path: string, payload: object = {}) => {
  const reply = await post(who, path, payload)
  expect(reply.statusCode, `${path} ${reply.body}`).toBe(201)
  return reply.json()
}
const get = async (who: Actor, path: string) =>
  app.inject({ method: 'GET', url: `/api${path}`, headers: { cookie: await cookieOf(who) } })
const members = () => Array.from({ length: 12 }, (_, n) => h.resident(village, n))

/** A sitting talk with all twelve in the room by phone, at the item of a fresh topic. */
const sitting = async (title: string) => {
  const { id: topic } = await proposeTopic(
    h.env,
    { unit: village, title, text: `${title}，商量商量。`, concerns: 'common', photos: [] },
    { actor: members()[0] as Actor, key: randomUUID() },
  )
  await done(branch, `/topics/${topic}/admission`)
  const { id } = await done(chair, '/meetings', {
    body: `${village}.council`,
    title: '临时夜话',
    startsAt: new Date(h.env.now() + 600_000).toISOString(),
    venue: '议事堂',
    venueKind: 'hall',
    agenda: [topic],
    urgent: '等不得三天。',
  })
  await done(chair, `/meetings/${id}/notice`)
  await h.relay()
  const { doorCode } = (await get(chair, `/meetings/${id}`)).json()
  for (const one of members()) await done(one, `/meetings/${id}/arrival`, { code: doorCode })
  await done(chair, `/meetings/${id}/opening`)
  await done(chair, `/meetings/${id}/open-list`)
  await done(chair, `/meetings/${id}/item`, { topic })
  await done(chair, `/meetings/${id}/round`)
  return { id, topic }
}
const put = async (id: string, mode: 'open' | 'secret') => {
  const vote = randomUUID()
  await done(chair, `/meetings/${id}/votes`, { id: vote, mode, text: '照办。', clauses: [{ text: '照办' }] })
  return vote
}
const annul = (vote: string) => done(chair, `/votes/${vote}/annulment`, { reason: '重来。' })

test('one ballot each: the same again answers the same, another choice and whoever may not vote are refused', async () => {
  const { id } = await sitting('修水渠')
  const vote = await put(id, 'open')
  const [one, two] = members() as [Actor, Actor]
  expect((await post(one, `/votes/${vote}/ballots`, { choice: 'yes' })).json()).toMatchObject({ choice: 'yes', in: 1 })
  expect((await post(one, `/votes/${vote}/ballots`, { choice: 'yes' })).statusCode).toBe(201)
  expect((await post(one, `/votes/${vote}/ballots`, { choice: 'no' })).json()).toMatchObject({ unmet: ['one-ballot'] })
  expect((await post(h.resident('441226103213'), `/votes/${vote}/ballots`, { choice: 'no' })).statusCode).toBe(404)
  expect((await post(secretary, `/votes/${vote}/ballots`, { choice: 'no' })).json()).toMatchObject({
    unmet: ['member-may-vote'],
  })
  expect((await post(two, `/votes/${randomUUID()}/ballots`, { choice: 'no' })).statusCode).toBe(404)
  await annul(vote)
  expect((await post(two, `/votes/${vote}/ballots`, { choice: 'no' })).json()).toMatchObject({ unmet: ['state'] })
  await done(chair, `/meetings/${id}/end`)
})

test('casts that race with the closing are counted or refused, never lost and never late', async () => {
  const { id } = await sitting('改时间')
  for (let round = 0; round < 3; round++) {
    const vote = await put(id, 'open')
    const casts = members().map((one, n) => post(one, `/votes/${vote}/ballots`, { choice: n % 3 === 0 ? 'no' : 'yes' }))
    const closing = (async () => {
      await new Promise((wait) => setTimeout(wait, round * 4))
      return post(chair, `/votes/${vote}/closing`)
    })()
    const [closed, ...answers] = await Promise.all([closing, ...casts])
    expect(closed.statusCode, closed.body).toBe(201)
    const taken = answers.filter(({ statusCode }) => statusCode === 201).length
    const [row] = await h.rows<{ counts: Record<string, number>; n: string }>(
      `SELECT counts, (SELECT count(*) FROM deliberation.ballot b WHERE b.vote = v.id) AS n FROM deliberation.vote v WHERE id = $1`,
      [vote],
    )
    const counted = Object.values(row?.counts ?? {}).reduce((sum, n) => sum + n, 0)
    expect([counted, Number(row?.n)]).toEqual([taken, taken])
    for (const answer of answers.filter(({ statusCode }) => statusCode !== 201))
      expect(answer.json()).toMatchObject({ unmet: ['state'] })
    if ((await get(chair, `/meetings/${id}`)).json().items[0].votes.at(-1).state !== 'open') break
  }
  await done(chair, `/meetings/${id}/end`)
})

type Slip = { slip: string; proof: string }
const fetchSlip = async (one: Actor, vote: string, modulus: string): Promise<Slip> => {
  const slip = randomBytes(32)
  const n = new Uint8Array(Buffer.from(modulus, 'hex'))
  let made = blind(n, slip, randomBytes(256))
  while (!made) made = blind(n, slip, randomBytes(256))
  const blinded = Buffer.from(made.blinded).toString('hex')
  const reply = await post(one, `/votes/${vote}/slips`, { blinded })
  expect(reply.statusCode, reply.body).toBe(201)
  expect((await post(one, `/votes/${vote}/slips`, { blinded })).json()).toEqual(reply.json())
  const proof = unblind(n, slip, new Uint8Array(Buffer.from(reply.json().signed, 'hex')), made.inverse)
  return { slip: slip.toString('hex'), proof: Buffer.from(proof ?? []).toString('hex') }
}
const drop = (vote: string, slip: Slip, choice: string) =>
  post(null, `/votes/${vote}/urn`, { county: youxian, ...slip, choice })

test('whoever holds the whole database cannot tell who voted how in secret better than by guessing (P3, I6)', async () => {
  const { id } = await sitting('选护林员')
  let right = 0
  let all = 0
  for (let round = 0; round < 5; round++) {
    const vote = await put(id, 'secret')
    const [{ public_key: modulus }] = (await h.rows<{ public_key: string }>(
      'SELECT public_key FROM deliberation.vote WHERE id = $1',
      [vote],
    )) as [{ public_key: string }]
    const slips: Slip[] = []
    for (const one of members()) slips.push(await fetchSlip(one, vote, modulus))
    const truth = members().map(() => (randomBytes(1)[0] ?? 0) % 2 === 0)
    // the worst case: they drop in the very order in which they were given their slips
    await Promise.all(slips.map((slip, n) => drop(vote, slip, truth[n] ? 'yes' : 'no')))
    const [first] = slips as [Slip]
    expect((await drop(vote, first, truth[0] ? 'yes' : 'no')).statusCode).toBe(200)
    expect((await drop(vote, first, truth[0] ? 'no' : 'yes')).statusCode).toBe(409)
    expect((await drop(vote, { ...first, slip: randomBytes(32).toString('hex') }, 'yes')).statusCode).toBe(403)
    expect((await get(chair, `/meetings/${id}`)).json().items[0].votes.at(-1)).toMatchObject({ in: 12, counts: null })
    // once the urn is closed: by every order the tables have, who came n-th against which slip lies n-th
    const last = round === 4
    if (last) await done(chair, `/votes/${vote}/closing`)
    const given = await h.rows<{ member: string }>(
      'SELECT member FROM deliberation.slip WHERE vote = $1 ORDER BY xmin::text::bigint, ctid',
      [vote],
    )
    const order = await h.rows<{ choice: string }>(
      'SELECT choice FROM deliberation.urn WHERE vote = $1 ORDER BY xmin::text::bigint, ctid',
      [vote],
    )
    const accounts = new Map(
      (await h.rows<{ id: string; account: string }>('SELECT id, account FROM people.member')).map((row) => [
        row.id,
        row.account,
      ]),
    )
    const place = new Map(members().map((one, n) => [one.account ?? '', n]))
    for (const [n, { member }] of given.entries()) {
      const voter = place.get(accounts.get(member) ?? '') ?? -1
      if ((order[n]?.choice === 'yes') === truth[voter]) right++
      all++
    }
    if (!last) await annul(vote)
  }
  expect(all).toBe(60)
  // 30 of 60 by guessing; four times the spread of a coin
  expect(Math.abs(right - 30)).toBeLessThan(16)
}, 60_000)

test('no table, journal entry or message of a secret vote holds both a voter and a choice (I6)', async () => {
  const columns = await h.rows<{ table: string; columns: string[] }>(
    `SELECT table_schema || '.' || table_name AS table, array_agg(column_name::text) AS columns FROM information_schema.columns
     WHERE table_schema = 'deliberation' GROUP BY 1`,
  )
  const withChoice = columns.filter(({ columns: names }) => names.includes('choice'))
  expect(withChoice.map(({ table }) => table).sort()).toEqual(['deliberation.ballot', 'deliberation.urn'])
  const urn = columns.find(({ table }) => table === 'deliberation.urn')?.columns ?? []
  expect(urn.filter((name) => /member|account|at$|time|seq|id$/.test(name))).toEqual([])
  const mixed = await h.rows(
    `SELECT b.vote FROM deliberation.ballot b JOIN deliberation.vote v ON v.id = b.vote WHERE v.mode = 'secret'`,
  )
  expect(mixed).toEqual([])
  const told = await h.rows(
    `SELECT j.act, j.data FROM kernel.journal j JOIN deliberation.vote v ON v.id = j.subject WHERE v.mode = 'secret'
     AND j.data::text ~ 'choice|"slip"|proof'`,
  )
  expect(told).toEqual([])
  // the key that could sign more slips is gone with the closing
  expect(
    await h.rows(
      `SELECT id FROM deliberation.vote v WHERE mode = 'secret' AND (passed IS NOT NULL OR annulled IS NOT NULL) AND private_key IS NOT NULL`,
    ),
  ).toEqual([])
})

test('fewer than five slips are not counted: whoever voted would be known', async () => {
  const [{ id }] = (await h.rows<{ id: string }>(
    `SELECT d.id FROM kernel.docket d WHERE kind = 'meeting' AND state = 'sitting' ORDER BY opened_at DESC LIMIT 1`,
  )) as [{ id: string }]
  await done(chair, `/meetings/${id}/end`)
  const { id: other } = await sitting('再选一次')
  const vote = await put(other, 'secret')
  const [{ public_key: modulus }] = (await h.rows<{ public_key: string }>(
    'SELECT public_key FROM deliberation.vote WHERE id = $1',
    [vote],
  )) as [{ public_key: string }]
  for (const one of members().slice(0, 4)) await drop(vote, await fetchSlip(one, vote, modulus), 'yes')
  expect((await post(chair, `/votes/${vote}/closing`)).json()).toMatchObject({ unmet: ['enough-for-secrecy'] })
  await annul(vote)
  await done(chair, `/meetings/${other}/end`)
})

const textOf = async (pdf: Buffer): Promise<string> =>
  (await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })).text.replaceAll(/\s/g, '')
const wordOf = async (file: Buffer): Promise<string> =>
  ((await (await JSZip.loadAsync(file)).file('word/document.xml')?.async('string')) ?? '').replaceAll(/<[^>]+>/g, '')

test('notice, minutes and resolution are papers, made of what was done, with sums and articles', async () => {
  const { rows } = (await get(chair, `/meetings?unit=${village}`)).json()
  const held = rows.find(({ title }: { title: string }) => title.includes('十月')).id
  const next = rows.find(({ title }: { title: string }) => title.includes('十一月')).id
  const notice = await get(chair, `/papers/meeting-notice/${next}/pdf`)
  expect(notice.statusCode, notice.body.slice(0, 200)).toBe(200)
  expect(await textOf(notice.rawPayload)).toContain('文化广场周末放电影')
  const minutes = await textOf((await get(chair, `/papers/minutes/${held}/pdf`)).rawPayload)
  for (const words of [
    '应到12人，实到10人',
    '基数12，计10，需8，达到',
    '第6条',
    '先装东头',
    '赞成9，反对0，弃权1',
    '在晒谷场东西两头各装一盏',
  ])
    expect(minutes).toContain(words)
  const [resolution] = (await get(chair, `/resolutions?unit=${village}`)).json().rows.slice(-1)
  const word = await wordOf((await get(chair, `/papers/resolution/${resolution.id}/word`)).rawPayload)
  expect(word).toContain('第1条')
  // a resident of another county gets none of it
  expect((await get(h.resident('441226103213'), `/papers/minutes/${held}/pdf`)).statusCode).toBe(404)
})

test('every member hears of a talk and the receipt says so; only those who run it read the receipts (D12)', async () => {
  const { rows } = (await get(chair, `/meetings?unit=${village}`)).json()
  const next = rows.find(({ title }: { title: string }) => title.includes('十一月')).id
  await h.tell()
  const receipts = await get(secretary, `/notices/receipts?subject=${next}`)
  expect(receipts.json()).toMatchObject({ of: 12, reached: 0 })
  const [one] = members() as [Actor]
  const { rows: mine } = (await get(one, '/notices')).json()
  const called = mine.find(({ subject }: { subject: string }) => subject === next)
  expect(called).toMatchObject({ kind: 'meeting-called', required: true })
  expect((await post(one, `/notices/${called.id}/confirmation`)).statusCode).toBe(201)
  expect((await get(secretary, `/notices/receipts?subject=${next}`)).json()).toMatchObject({ of: 12, reached: 1 })
  expect((await get(one, `/notices/receipts?subject=${next}`)).json().rows ?? []).toEqual([])
})

test('a signed resolution whose words or vote were changed behind the house is found (P16)', async () => {
  await h.relay()
  const check = h.house.modules.flatMap((m) => m.checks ?? []).find(({ id }) => id === 'deliberation.resolution-record')
  const found = async () => {
    const rows = async <T>({ text, values }: { text: string; values: readonly unknown[] }) =>
      (await h.rows(text, [...values])) as T[]
    return (
      await Array.fromAsync(check?.run({ reader: { rows } as never, county: youxian, progress: () => undefined }) ?? [])
    ).map(({ why }) => why)
  }
  expect(await found()).toEqual([])
  const [{ id, counts }] = (await h.rows<{ id: string; counts: object }>(
    `SELECT v.id, v.counts FROM deliberation.vote v JOIN deliberation.resolution r ON r.vote = v.id WHERE r.digest IS NOT NULL LIMIT 1`,
  )) as [{ id: string; counts: object }]
  await h.rows('UPDATE deliberation.vote SET counts = $2 WHERE id = $1', [
    id,
    JSON.stringify({ yes: 10, no: 0, abstain: 0 }),
  ])
  expect(await found()).toEqual(['the resolution or its vote was changed after signing'])
  await h.rows('UPDATE deliberation.vote SET counts = $2 WHERE id = $1', [id, JSON.stringify(counts)])
  await h.rows(`UPDATE deliberation.resolution SET text = text || '。' WHERE vote = $1`, [id])
  expect(await found()).toHaveLength(1)
  await h.rows(`UPDATE deliberation.resolution SET text = left(text, -1) WHERE vote = $1`, [id])
  expect(await found()).toEqual([])
})
