import { randomUUID } from 'node:crypto'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Member, openTalkHouse, type TalkHouse, village } from './testing-talk.ts'

/* Votes by name over HTTP: by phone, by hand, and how they end. */

let t: TalkHouse
let roll: Member[]
beforeAll(async () => {
  t = await openTalkHouse()
  roll = await t.onRoll()
}, 60_000)
afterAll(() => t?.close())

test('one ballot each: the same again answers the same, another choice and whoever may not vote are refused', async () => {
  const { id } = await t.sitting('修水渠')
  const vote = await t.put(id, 'open')
  const [one, two] = t.members() as [Actor, Actor]
  expect((await t.post(one, `/votes/${vote}/ballots`, { choice: 'yes' })).json()).toMatchObject({
    choice: 'yes',
    in: 1,
  })
  expect((await t.post(one, `/votes/${vote}/ballots`, { choice: 'yes' })).statusCode).toBe(201)
  expect((await t.post(one, `/votes/${vote}/ballots`, { choice: 'no' })).json()).toMatchObject({
    unmet: ['one-ballot'],
  })
  expect((await t.post(t.h.resident('441226103213'), `/votes/${vote}/ballots`, { choice: 'no' })).statusCode).toBe(404)
  expect((await t.post(t.secretary, `/votes/${vote}/ballots`, { choice: 'no' })).json()).toMatchObject({
    unmet: ['member-may-vote'],
  })
  expect((await t.post(two, `/votes/${randomUUID()}/ballots`, { choice: 'no' })).statusCode).toBe(404)
  await t.annul(vote)
  expect((await t.post(two, `/votes/${vote}/ballots`, { choice: 'no' })).json()).toMatchObject({ unmet: ['state'] })
  await t.done(t.chair, `/meetings/${id}/end`)
})

test('casts that race with the closing are counted or refused, never lost and never late', async () => {
  const { id } = await t.sitting('改时间')
  for (let round = 0; round < 3; round++) {
    const vote = await t.put(id, 'open')
    const casts = t
      .members()
      .map((one, n) => t.post(one, `/votes/${vote}/ballots`, { choice: n % 3 === 0 ? 'no' : 'yes' }))
    const closing = (async () => {
      await new Promise((wait) => setTimeout(wait, round * 4))
      return t.post(t.chair, `/votes/${vote}/closing`)
    })()
    const [closed, ...answers] = await Promise.all([closing, ...casts])
    expect(closed.statusCode, closed.body).toBe(201)
    const taken = answers.filter(({ statusCode }) => statusCode === 201).length
    const [row] = await t.h.rows<{ counts: Record<string, number>; n: string }>(
      `SELECT counts, (SELECT count(*) FROM deliberation.ballot b WHERE b.vote = v.id) AS n FROM deliberation.vote v WHERE id = $1`,
      [vote],
    )
    const counted = Object.values(row?.counts ?? {}).reduce((sum, n) => sum + n, 0)
    expect([counted, Number(row?.n)]).toEqual([taken, taken])
    for (const answer of answers.filter(({ statusCode }) => statusCode !== 201))
      expect(answer.json()).toMatchObject({ unmet: ['state'] })
    if ((await t.get(t.chair, `/meetings/${id}`)).json().items[0].votes.at(-1).state !== 'open') break
  }
  await t.done(t.chair, `/meetings/${id}/end`)
})

const viewOf = async (id: string) => (await t.get(t.chair, `/meetings/${id}`)).json().items[0].votes.at(-1)

test('a hand is noted once: a repeated key answers the same receipt, a spent key and a second ballot are refused', async () => {
  const { id } = await t.sitting('买水泵')
  const vote = await t.put(id, 'open')
  const [one, two] = roll as [Member, Member]
  const key = randomUUID()
  const hand = { member: one.member, choice: 'no' }
  const receipt = await t.done(t.secretary, `/votes/${vote}/hands`, hand, key)
  expect(await t.done(t.secretary, `/votes/${vote}/hands`, hand, key)).toEqual(receipt)
  expect((await t.post(t.secretary, `/votes/${vote}/hands`, { ...hand, choice: 'yes' }, key)).statusCode).toBe(422)
  expect(await t.unmet(t.secretary, `/votes/${vote}/hands`, hand)).toEqual(['member-has-no-ballot'])
  // by hand or by phone, it is one ballot
  expect(await t.unmet(one, `/votes/${vote}/ballots`, { choice: 'yes' })).toEqual(['one-ballot'])
  await t.done(two, `/votes/${vote}/ballots`, { choice: 'yes' })
  expect(await t.unmet(t.secretary, `/votes/${vote}/hands`, { member: two.member, choice: 'yes' })).toEqual([
    'member-has-no-ballot',
  ])
  expect(await t.unmet(t.secretary, `/votes/${vote}/hands`, { member: randomUUID(), choice: 'yes' })).toEqual([
    'member-may-vote',
    'member-has-no-ballot',
  ])
  expect(await viewOf(id)).toMatchObject({ in: 2, counts: { yes: 1, no: 1, abstain: 0 } })
  // the journal keeps that a hand was noted, not which way it went
  const told = await t.h.rows<{ data: object }>(
    `SELECT data FROM kernel.journal WHERE subject = $1 AND act = 'note-hand'`,
    [vote],
  )
  expect(told.map(({ data }) => data)).toEqual([{ member: one.member, how: 'hand' }])
  await t.annul(vote)
  await t.end(id)
})

test('a hand and a phone at the same moment make one ballot', async () => {
  const { id } = await t.sitting('挂灯笼')
  const vote = await t.put(id, 'open')
  for (const { member, cookie } of roll) {
    const both = await Promise.all([
      t.post({ member, cookie }, `/votes/${vote}/ballots`, { choice: 'yes' }),
      t.post(t.secretary, `/votes/${vote}/hands`, { member, choice: 'no' }),
    ])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
  }
  expect(await viewOf(id)).toMatchObject({ in: 12 })
  await t.annul(vote)
  await t.end(id)
})

test('acts on a vote say all that is unmet', async () => {
  const { id } = await t.sitting('装护栏')
  const vote = await t.put(id, 'open')
  const [one] = roll as [Member]
  expect(await t.unmet(t.secretary, `/votes/${vote}/paper-slips`, { member: one.member })).toEqual(['secret'])
  expect(await t.unmet(t.secretary, `/votes/${vote}/paper-count`, { yes: 1, no: 0, abstain: 0 })).toEqual([
    'secret',
    'counts-fit',
  ])
  expect(await t.unmet(t.chair, `/votes/${vote}/paper-count-confirmation`)).toEqual([
    'paper-counted-once',
    'other-teller',
  ])
  // one vote at a time, and the talk does not end over it
  const second = { mode: 'open', text: '照办。', clauses: [{ text: '照办' }] }
  expect(await t.unmet(t.chair, `/meetings/${id}/votes`, second)).toEqual(['no-open-vote'])
  expect(await t.unmet(t.chair, `/meetings/${id}/end`)).toEqual(['no-open-vote'])
  expect((await t.post(t.chair, `/votes/${vote}/annulment`, { reason: '' })).statusCode).toBe(400)
  // so many leave that the quorum is gone: it is asked for at this moment
  for (const { member } of roll.slice(0, 5)) await t.done(t.secretary, `/meetings/${id}/departures`, { member })
  expect(await t.unmet(t.chair, `/votes/${vote}/closing`)).toEqual(['quorum'])
  await t.done(t.secretary, `/meetings/${id}/arrivals`, { member: one.member, how: 'list' })
  await t.done(t.chair, `/votes/${vote}/closing`)
  expect(await t.unmet(t.chair, `/votes/${vote}/closing`)).toContain('state')
  expect(await t.unmet(t.chair, `/votes/${vote}/annulment`, { reason: '晚了。' })).toContain('state')
  await t.end(id)
})

test('only those who run the talk run its vote: others of the place see it, other counties do not', async () => {
  const { id } = await t.sitting('修凉亭')
  const vote = await t.put(id, 'secret')
  const town = t.h.at('510704123000.government.town-leader')
  const supervisor = t.h.at(`${village}.supervision.village-supervisor`)
  const abroad = t.h.at('441226103213.committee.village-chair')
  const { member } = roll[0] as Member
  const acts: [string, object][] = [
    ['paper-slips', { member }],
    ['hands', { member, choice: 'yes' }],
    ['paper-count', { yes: 0, no: 0, abstain: 0 }],
    ['paper-count-confirmation', {}],
    ['closing', {}],
    ['annulment', { reason: '不合适。' }],
  ]
  for (const [path, body] of acts) {
    // D07: the town may speak and changes nothing
    expect((await t.post(town, `/votes/${vote}/${path}`, body)).statusCode, path).toBe(403)
    expect((await t.post(t.branch, `/votes/${vote}/${path}`, body)).statusCode, path).toBe(403)
    expect((await t.post(abroad, `/votes/${vote}/${path}`, body)).statusCode, path).toBe(404)
    expect((await t.post(roll[0] as Member, `/votes/${vote}/${path}`, body)).statusCode, path).toBe(404)
    expect((await t.post(null, `/votes/${vote}/${path}`, body)).statusCode, path).toBe(401)
  }
  // whoever supervises the village may count along, and do nothing else
  await t.done(t.secretary, `/votes/${vote}/paper-slips`, { member })
  await t.done(t.secretary, `/votes/${vote}/paper-count`, { yes: 1, no: 0, abstain: 0 })
  expect((await t.post(supervisor, `/votes/${vote}/closing`)).statusCode).toBe(403)
  await t.done(supervisor, `/votes/${vote}/paper-count-confirmation`)
  await t.annul(vote)
  await t.end(id)
})

test('whoever is there and does not vote stays in the base: six of twelve are not more than half', async () => {
  const { id } = await t.sitting('改路名')
  const vote = await t.put(id, 'open')
  for (const one of roll.slice(0, 6)) await t.done(one, `/votes/${vote}/ballots`, { choice: 'yes' })
  await t.done(t.chair, `/votes/${vote}/closing`)
  const lost = await viewOf(id)
  expect(lost).toMatchObject({ state: 'lost', passed: false, resolution: null, counts: { yes: 6, no: 0, abstain: 0 } })
  expect(lost.verdicts[1].clauses[0].sums[0]).toMatchObject({ count: 6, of: 12, need: 7, met: false })
  await t.end(id)
})

test('a vote that passes opens its resolution in the same moment, and keeps the hash of its ballots', async () => {
  const { id, topic } = await t.sitting('建书屋')
  const vote = await t.put(id, 'open')
  for (const one of roll.slice(0, 7)) await t.done(one, `/votes/${vote}/ballots`, { choice: 'yes' })
  const key = randomUUID()
  const receipt = await t.done(t.chair, `/votes/${vote}/closing`, {}, key)
  expect(await t.done(t.chair, `/votes/${vote}/closing`, {}, key)).toEqual(receipt)
  const passed = await viewOf(id)
  expect(passed).toMatchObject({ state: 'passed', passed: true, ballots: expect.stringMatching(/^[0-9a-f]{64}$/) })
  const opened = await t.h.rows('SELECT id FROM deliberation.resolution WHERE vote = $1 AND topic = $2', [vote, topic])
  expect(opened).toEqual([{ id: passed.resolution }])
  await t.end(id)
  expect(await t.h.broken()).toEqual([])
})
