import { constants, createPublicKey, randomBytes, verify } from 'node:crypto'
import { digest } from '@gongzhi/kernel/server/journal.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Attack, attacks, dumpOf, linesAbout } from './testing-secrecy.ts'
import { type Member, openTalkHouse, type Slip, type TalkHouse } from './testing-talk.ts'

/* Secret ballots over HTTP against the whole database: who voted how must not be there to be found (P3, I6). */

let t: TalkHouse
let roll: Member[]
beforeAll(async () => {
  t = await openTalkHouse()
  roll = await t.onRoll()
}, 60_000)
afterAll(() => t?.close())

const choices = ['yes', 'no'] as const
const coin = () => choices[(randomBytes(1)[0] ?? 0) % 2] ?? 'yes'
const urnOf = (vote: string) =>
  t.h.rows<{ slip: string; proof: string; choice: string }>(
    `SELECT encode(slip, 'hex') AS slip, encode(proof, 'hex') AS proof, choice FROM deliberation.urn WHERE vote = $1
     ORDER BY xmin::text::bigint, ctid`,
    [vote],
  )
const paperVote = async (title: string, phones: number, papers: number) => {
  const { id } = await t.sitting(title)
  const vote = await t.put(id, 'secret')
  const modulus = await t.modulusOf(vote)
  for (const one of roll.slice(0, phones)) await t.drop(vote, await t.fetchSlip(one, vote, modulus), 'yes')
  for (const { member } of roll.slice(phones, phones + papers))
    await t.done(t.secretary, `/votes/${vote}/paper-slips`, { member })
  return { id, vote, modulus }
}

test('the one who votes on paper among eleven by phone is not known from the count of the paper', async () => {
  const { id, vote, modulus } = await paperVote('修祠堂', 11, 1)
  await t.done(t.secretary, `/votes/${vote}/paper-count`, { yes: 0, no: 1, abstain: 0 })
  const [counted] = await t.h.rows<{ asked: Buffer; text: string }>(
    `SELECT asked, to_jsonb(j)::text AS text FROM kernel.journal j WHERE subject = $1 AND act = 'count-paper'`,
    [vote],
  )
  // the hash the journal keeps for repetitions cannot be guessed: three small numbers are quickly tried
  const guess = digest(['count-paper', vote, { yes: 0, no: 1, abstain: 0 }])
  expect(counted?.asked.equals(guess)).toBe(false)
  const open = await t.h.rows<{ text: string }>(
    'SELECT to_jsonb(v)::text AS text FROM deliberation.vote v WHERE id = $1',
    [vote],
  )
  expect(open[0]?.text).not.toMatch(/"no": *1/)
  await t.done(t.chair, `/votes/${vote}/paper-count-confirmation`)
  await t.done(t.chair, `/votes/${vote}/closing`)
  const [row] = await t.h.rows<{ counts: object; paper: object | null }>(
    'SELECT counts, paper FROM deliberation.vote WHERE id = $1',
    [vote],
  )
  expect(row?.counts).toEqual({ yes: 11, no: 1, abstain: 0 })
  expect(JSON.stringify(row?.paper)).not.toMatch(/yes|no"|sealed":"/)
  // paper lies in the same urn, signed like every other slip: twelve of one kind
  const urn = await urnOf(vote)
  expect(urn.map(({ slip }) => slip)).toEqual(urn.map(({ slip }) => slip).sort())
  const key = createPublicKey({
    key: { kty: 'RSA', n: Buffer.from(modulus, 'hex').toString('base64url'), e: 'AQAB' },
    format: 'jwk',
  })
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 0 }
  const good = urn.filter(({ slip, proof }) =>
    verify('sha384', Buffer.from(slip, 'hex'), pss, Buffer.from(proof, 'hex')),
  )
  expect([urn.length, good.length]).toEqual([12, 12])
  await t.end(id)
})

test('a paper slip that goes out after the count is counted too, and none goes out when the count is confirmed', async () => {
  const { id, vote } = await paperVote('买音响', 5, 1)
  await t.done(t.secretary, `/votes/${vote}/paper-count`, { yes: 1, no: 0, abstain: 0 })
  const late = roll[7]?.member
  await t.done(t.secretary, `/votes/${vote}/paper-slips`, { member: late })
  expect(await t.unmet(t.chair, `/votes/${vote}/closing`)).toContain('paper-counted')
  expect(await t.unmet(t.chair, `/votes/${vote}/paper-count-confirmation`)).toContain('paper-counted-once')
  expect(await t.unmet(t.secretary, `/votes/${vote}/paper-count`, { yes: 3, no: 0, abstain: 0 })).toEqual([
    'counts-fit',
  ])
  const key = 'paper-count-of-the-second-time'
  const receipt = await t.done(t.secretary, `/votes/${vote}/paper-count`, { yes: 1, no: 1, abstain: 0 }, key)
  expect(await t.done(t.secretary, `/votes/${vote}/paper-count`, { yes: 1, no: 1, abstain: 0 }, key)).toEqual(receipt)
  const other = await t.post(t.secretary, `/votes/${vote}/paper-count`, { yes: 2, no: 0, abstain: 0 }, key)
  expect(other.statusCode).toBe(422)
  expect(await t.unmet(t.secretary, `/votes/${vote}/paper-count-confirmation`)).toEqual(['other-teller'])
  await t.done(t.chair, `/votes/${vote}/paper-count-confirmation`)
  const after = roll[8]?.member
  expect(await t.unmet(t.secretary, `/votes/${vote}/paper-slips`, { member: after })).toEqual(['paper-not-confirmed'])
  expect(await t.unmet(t.secretary, `/votes/${vote}/paper-count`, { yes: 2, no: 0, abstain: 0 })).toEqual([
    'paper-not-confirmed',
  ])
  await t.done(t.chair, `/votes/${vote}/closing`)
  const [row] = await t.h.rows<{ counts: object }>('SELECT counts FROM deliberation.vote WHERE id = $1', [vote])
  expect(row?.counts).toEqual({ yes: 6, no: 1, abstain: 0 })
  await t.end(id)
})

test('the urn of a vote that is annulled does not keep the order in which slips came', async () => {
  const { id } = await t.sitting('选会计')
  const vote = await t.put(id, 'secret')
  const modulus = await t.modulusOf(vote)
  for (const one of roll) await t.drop(vote, await t.fetchSlip(one, vote, modulus), coin())
  await t.annul(vote)
  const slips = (await urnOf(vote)).map(({ slip }) => slip)
  expect(slips).toHaveLength(12)
  expect(slips).toEqual([...slips].sort())
  expect(await t.h.rows('SELECT id FROM deliberation.vote WHERE id = $1 AND private_key IS NOT NULL', [vote])).toEqual(
    [],
  )
  await t.end(id)
})

test('one slip a voter and one choice a slip; the same again answers the same, and nothing unsigned goes in', async () => {
  const { id } = await t.sitting('选组长')
  const vote = await t.put(id, 'secret')
  const modulus = await t.modulusOf(vote)
  const [one, two] = roll as [Member, Member]
  // what cannot be signed by this key takes nobody's slip away
  const beyond = await t.post(one, `/votes/${vote}/slips`, { blinded: 'f'.repeat(512) })
  expect([beyond.statusCode, beyond.json().errors]).toEqual([400, [{ pointer: '/body/blinded', code: 'too_big' }]])
  const slip = await t.fetchSlip(one, vote, modulus)
  const again = await t.post(one, `/votes/${vote}/slips`, { blinded: slip.blinded })
  expect(again.statusCode).toBe(201)
  const another = { blinded: `00${randomBytes(255).toString('hex')}` }
  expect(await t.unmet(one, `/votes/${vote}/slips`, another)).toEqual(['member-has-no-ballot'])
  expect(await t.unmet(t.secretary, `/votes/${vote}/paper-slips`, { member: one.member })).toEqual([
    'member-has-no-ballot',
  ])
  await t.done(t.secretary, `/votes/${vote}/paper-slips`, { member: two.member })
  expect(await t.unmet(two, `/votes/${vote}/slips`, another)).toEqual(['member-has-no-ballot'])
  expect((await t.drop(vote, slip, 'yes')).statusCode).toBe(200)
  expect((await t.drop(vote, slip, 'yes')).statusCode).toBe(200)
  expect((await t.drop(vote, slip, 'no')).json()).toMatchObject({ status: 409, unmet: ['one-ballot'] })
  expect((await t.drop(vote, { ...slip, slip: randomBytes(32).toString('hex') }, 'yes')).statusCode).toBe(403)
  expect((await t.get(t.chair, `/meetings/${id}`)).json().items[0].votes.at(-1)).toMatchObject({ in: 1, counts: null })
  // a voter who is no member, a vote by hands, a vote that is over
  const stranger = (await t.addMembers(1))[0] as Member
  expect(await t.unmet(stranger, `/votes/${vote}/slips`, another)).toEqual(['member-may-vote'])
  expect(await t.unmet(t.secretary, `/votes/${vote}/hands`, { member: one.member, choice: 'yes' })).toContain(
    'by-show-of-hands',
  )
  await t.annul(vote)
  expect(await t.unmet(one, `/votes/${vote}/slips`, { blinded: slip.blinded })).toContain('state')
  const slips = await t.h.rows('SELECT FROM deliberation.slip WHERE vote = $1', [vote])
  expect(slips).toHaveLength(2)
  await t.end(id)
})

test('fewer than five slips are not counted: whoever voted would be known', async () => {
  const { id, vote } = await paperVote('再选一次', 4, 0)
  expect(await t.unmet(t.chair, `/votes/${vote}/closing`)).toEqual(['enough-for-secrecy'])
  await t.annul(vote)
  await t.end(id)
})

test('with the whole database and the log nobody ties one of sixty voters to a choice better than by guessing', async () => {
  const all = [...roll, ...(await t.addMembers(48))]
  const { id } = await t.sitting('选护林员', all)
  const vote = await t.put(id, 'secret')
  const modulus = await t.modulusOf(vote)
  const from = t.lines.length
  const slips: Slip[] = []
  const phones = all.slice(0, 55)
  for (const one of phones) slips.push(await t.fetchSlip(one, vote, modulus))
  // the worst case: they drop one handful after the other in the very order in which they were given their slips
  for (let at = 0; at < slips.length; at += 5)
    await Promise.all(
      slips.slice(at, at + 5).map(async (slip) => expect((await t.drop(vote, slip, coin())).statusCode).toBe(200)),
    )
  for (const { member } of all.slice(55)) await t.done(t.secretary, `/votes/${vote}/paper-slips`, { member })
  await t.done(t.secretary, `/votes/${vote}/paper-count`, { yes: 2, no: 3, abstain: 0 })
  await t.done(t.chair, `/votes/${vote}/paper-count-confirmation`)
  await t.done(t.chair, `/votes/${vote}/closing`)
  await t.h.relay()

  const accounts = await t.h.rows<{ id: string; account: string }>('SELECT id, account FROM people.member')
  const accountOf = new Map(accounts.map((row) => [row.id, row.account]))
  const voters = phones.map(({ member }, n) => ({
    names: [member, accountOf.get(member) ?? ''],
    slip: slips[n]?.slip ?? '',
  }))
  const dump = await dumpOf(t.h, [vote, ...voters.flatMap(({ names }) => names)])
  expect(dump.filter(({ table }) => table === 'deliberation.urn')).toHaveLength(60)
  expect(dump.filter(({ table, row }) => table === 'deliberation.slip' && row.vote === vote)).toHaveLength(60)
  const found: Attack[] = attacks(dump, voters)
  // enough was tried: names, physical orders and columns of several tables against all that the urn has
  expect(found.length).toBeGreaterThan(20)
  // a coin of 55 throws strays by 1/√54; six times that is one in a thousand million
  expect(found.filter(({ rank }) => Math.abs(rank) > 6 / Math.sqrt(54))).toEqual([])
  // nothing that lies in the urn lies anywhere else
  const inUrn = (await urnOf(vote)).flatMap(({ slip, proof }) => [slip, proof])
  const elsewhere = dump.filter(({ table }) => table !== 'deliberation.urn').map(({ text }) => text)
  expect(inUrn.filter((value) => elsewhere.some((text) => text.includes(value)))).toEqual([])
  // no row about this vote names a voter beside a choice
  const told = dump.filter(({ text }) => text.includes(vote) && /"(yes|no|abstain)"/.test(text))
  const names = new RegExp(voters.flatMap((one) => one.names).join('|'))
  expect(told.filter(({ text }) => names.test(text))).toEqual([])
  // the log says which kind of thing was asked for, and neither by whom nor for which vote
  const lines = linesAbout(t.lines.slice(from), ['/api/votes/:id/slips', '/api/votes/:id/urn'])
  expect(lines.length).toBeGreaterThanOrEqual(110)
  expect(new Set(lines.flatMap((line) => Object.keys(line)))).toEqual(new Set(['method', 'route', 'status', 'ms']))
  await t.end(id)
}, 120_000)

test('no table, journal entry or message of a secret vote holds both a voter and a choice (I6)', async () => {
  const columns = await t.h.rows<{ table: string; columns: string[] }>(
    `SELECT table_schema || '.' || table_name AS table, array_agg(column_name::text) AS columns FROM information_schema.columns
     WHERE table_schema = 'deliberation' GROUP BY 1`,
  )
  const withChoice = columns.filter(({ columns: names }) => names.includes('choice'))
  expect(withChoice.map(({ table }) => table).sort()).toEqual(['deliberation.ballot', 'deliberation.urn'])
  const urn = columns.find(({ table }) => table === 'deliberation.urn')?.columns ?? []
  expect(urn.filter((name) => /member|account|at$|time|seq|id$/.test(name))).toEqual([])
  const mixed = await t.h.rows(
    `SELECT b.vote FROM deliberation.ballot b JOIN deliberation.vote v ON v.id = b.vote WHERE v.mode = 'secret'`,
  )
  expect(mixed).toEqual([])
  const told = await t.h.rows(
    `SELECT j.act, j.data FROM kernel.journal j JOIN deliberation.vote v ON v.id = j.subject WHERE v.mode = 'secret'
     AND j.data::text ~ 'choice|"slip"|proof'`,
  )
  expect(told).toEqual([])
  // the key that could sign more slips is gone with the closing
  expect(
    await t.h.rows(
      `SELECT id FROM deliberation.vote v WHERE mode = 'secret' AND (passed IS NOT NULL OR annulled IS NOT NULL) AND private_key IS NOT NULL`,
    ),
  ).toEqual([])
})
