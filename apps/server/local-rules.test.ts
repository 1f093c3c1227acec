import { randomUUID } from 'node:crypto'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { loadLocalRules } from '@gongzhi/law/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTalkHouse, type TalkHouse, village } from './testing-talk.ts'

/* What a county and a village set for themselves, over HTTP: what is lawful, what is not, and the talk that follows it. */

const county = '510704000000'
let t: TalkHouse
let secretary: Actor
let admin: Actor
beforeAll(async () => {
  t = await openTalkHouse()
  secretary = t.branch
  admin = t.h.at(`${county}.government.county-admin`)
}, 60_000)
afterAll(() => t?.close())

const asked = (more: object = {}) => ({
  place: village,
  rule: 'council.notice',
  amount: 4,
  document: '石龙村群众议事会履职工作规则',
  article: '第三条',
  from: '2026-11-17',
  ...more,
})
const on = (day: string) => {
  t.h.setNow(`2026-11-${day}T09:00:00+08:00`)
  t.signInAgain()
}
const set = async (who: Actor, more: object): Promise<string> => {
  const { id } = await t.done(who, '/local-rules', asked(more))
  await t.done(who, `/local-rules/${id}/publication`)
  await loadLocalRules(t.h.env)
  return id
}
const noticeOn = async (day: string): Promise<number | undefined> => {
  const { rules } = (await t.app.inject({ url: `/api/law?place=${village}&on=${day}` })).json()
  const words = rules.find(({ id }: { id: string }) => id === 'council.notice')?.words as {
    rule: { amount: number; default?: true }
  }[]
  return words.filter(({ rule }) => !rule.default).at(-1)?.rule.amount
}
const rulesOf = async (who: Actor | null, place = village) => {
  const reply = who
    ? await t.get(who, `/local-rules?place=${place}`)
    : await t.app.inject({ url: `/api/local-rules?place=${place}` })
  return reply.json()
}
const stateOf = async (id: string) => (await t.h.docket(id)).state

test('a village’s secretary drafts a rule, publishes it, and everybody reads it with its document and its day', async () => {
  const { id } = await t.done(secretary, '/local-rules', asked())
  expect((await rulesOf(null)).rows).toEqual([])
  expect((await rulesOf(secretary)).rows).toMatchObject([{ id, state: 'drafted' }])
  await t.done(secretary, `/local-rules/${id}/publication`)
  await loadLocalRules(t.h.env)
  const { keeps, rows } = await rulesOf(null)
  expect(keeps).toBe(false)
  expect(rows).toMatchObject([
    {
      id,
      state: 'published',
      place: { code: village },
      from: '2026-11-17',
      until: null,
      prospects: [],
      said: {
        kind: 'least',
        amount: 4,
        unit: 'day',
        source: { law: '石龙村群众议事会履职工作规则', article: '第三条', mark: 'local' },
      },
    },
  ])
  // today is as it was; from its day on the village's word stands in the place of the default
  expect([await noticeOn('2026-11-16'), await noticeOn('2026-11-17')]).toEqual([undefined, 4])
  // the neighbour's law is its own
  const { packs } = (await t.app.inject({ url: '/api/law?place=510704123207&on=2026-11-17' })).json()
  expect(packs.map((pack: { id: string }) => pack.id)).not.toContain(id)
})

test('what loosens the law is refused at once, with all that is unmet and what holds by which article', async () => {
  const reply = await t.post(
    secretary,
    '/local-rules',
    asked({ rule: 'villagersMeeting.notice', amount: 9, from: '2026-11-16' }),
  )
  expect(reply.statusCode).toBe(409)
  expect(reply.json()).toMatchObject({
    unmet: ['not-looser', 'from-tomorrow'],
    holds: [{ title: '全国', rule: { amount: 10, source: { article: '第二十五条' } } }],
  })
})

test.each([
  ['ballots online', { rule: 'election.online', amount: undefined, value: true }, ['settable', 'not-looser']],
  ['a share for days', { amount: undefined, share: [2, 3, 'inclusive'] }, ['same-kind', 'within-bounds']],
  ['no notice', { amount: 0 }, ['within-bounds']],
  ['no document', { document: '', article: '' }, ['document-named']],
  ['the wrong order of days', { until: '2026-11-16' }, ['days-in-order']],
  ['an unknown rule', { rule: 'no.rule' }, ['settable', 'spoken-of']],
])('refused: %s', async (_what, more, unmet) => {
  expect(await t.unmet(secretary, '/local-rules', asked(more))).toEqual(unmet)
})

test('nobody sets another’s rules: no county for a village, no village for the county, no clerk, no resident', async () => {
  const status = async (who: Actor | null, more: object) => (await t.post(who, '/local-rules', asked(more))).statusCode
  expect(await status(admin, {})).toBe(403)
  expect(await status(secretary, { place: county })).toBe(403)
  expect(await status(secretary, { place: '510704123207' })).toBe(403)
  expect(await status(t.h.at(`${village}.service.village-clerk`), {})).toBe(403)
  expect(await status(t.h.resident(village), {})).toBe(404)
  expect(await status(null, {})).toBe(401)
  expect(await status(t.h.at('441226103213.branch.branch-secretary'), {})).toBe(400)
  // nor withdraws them
  const [{ id }] = (await rulesOf(null)).rows
  expect((await t.post(admin, `/local-rules/${id}/withdrawal`, { reason: '县里不同意。' })).statusCode).toBe(403)
})

test('the same key again is the same rule; with something else it is refused', async () => {
  const key = randomUUID()
  const first = await t.post(secretary, '/local-rules', asked({ rule: 'notice.public', amount: 7 }), key)
  const again = await t.post(secretary, '/local-rules', asked({ rule: 'notice.public', amount: 7 }), key)
  expect([first.statusCode, again.statusCode]).toEqual([201, 201])
  expect(again.json()).toEqual(first.json())
  expect((await t.post(secretary, '/local-rules', asked({ rule: 'notice.public', amount: 8 }), key)).statusCode).toBe(
    422,
  )
  await t.done(secretary, `/local-rules/${first.json().id}/discarding`)
  expect(await stateOf(first.json().id)).toBe('discarded')
})

test('a newer rule takes the place of the older from its day on; the older says so and ends on the eve', async () => {
  const older = (await rulesOf(null)).rows[0].id
  on('17')
  const newer = await set(secretary, { amount: 5, from: '2026-11-20' })
  await t.h.relay()
  expect([await noticeOn('2026-11-19'), await noticeOn('2026-11-20')]).toEqual([4, 5])
  const { rows } = await rulesOf(null)
  expect(rows.find(({ id }: { id: string }) => id === older)).toMatchObject({ until: '2026-11-19', replaced: true })
  on('20')
  await t.h.sweep()
  expect([await stateOf(older), await stateOf(newer)]).toEqual(['expired', 'published'])
})

test('the county’s rule holds in its villages, and theirs may go further, not less far', async () => {
  const countys = await set(admin, { place: county, rule: 'disclosure.post', amount: 18, from: '2026-11-21' })
  expect(
    await t.unmet(secretary, '/local-rules', asked({ rule: 'disclosure.post', amount: 17, from: '2026-11-21' })),
  ).toEqual(['not-looser'])
  const mine = await set(secretary, { rule: 'disclosure.post', amount: 20, from: '2026-11-21' })
  const { rules } = (await t.app.inject({ url: `/api/law?place=${village}&on=2026-11-21` })).json()
  const words = rules.find(({ id }: { id: string }) => id === 'disclosure.post').words
  expect(words.map(({ rule }: { rule: { amount: number } }) => rule.amount)).toEqual([15, 18, 20])
  expect((await rulesOf(null)).rows.map(({ id }: { id: string }) => id)).toEqual(
    expect.arrayContaining([countys, mine]),
  )
})

test('withdrawn with a reason it holds to the end of the day, and the default speaks again', async () => {
  const id = await set(secretary, { rule: 'notice.public', amount: 8, from: '2026-11-21' })
  on('22')
  expect((await t.post(secretary, `/local-rules/${id}/withdrawal`, {})).statusCode).toBe(400)
  await t.done(secretary, `/local-rules/${id}/withdrawal`, { reason: '群众嫌太长。' })
  await loadLocalRules(t.h.env)
  const wordsOn = async (day: string) =>
    (await t.app.inject({ url: `/api/law?place=${village}&on=${day}` }))
      .json()
      .rules.find(({ id: one }: { id: string }) => one === 'notice.public').words.length
  expect([await wordsOn('2026-11-22'), await wordsOn('2026-11-23')]).toEqual([2, 1])
  expect(await t.unmet(secretary, `/local-rules/${id}/withdrawal`, { reason: '再来一次。' })).toEqual(['state'])
  expect(await stateOf(id)).toBe('withdrawn')
})

test('a draft whose day has come is not published any more', async () => {
  const { id } = await t.done(
    secretary,
    '/local-rules',
    asked({ rule: 'villagerReps.perYear', amount: 6, from: '2026-11-23' }),
  )
  on('23')
  expect(await t.unmet(secretary, `/local-rules/${id}/publication`)).toEqual(['from-tomorrow'])
})

test('the village’s talk is held by the village’s rule: a verdict names it, and keeps it when the rule goes', async () => {
  const id = await set(secretary, {
    rule: 'council.pass',
    amount: undefined,
    share: [3, 4, 'inclusive'],
    from: '2026-11-24',
  })
  on('24')
  const { id: meeting } = await t.sitting('水渠怎么修')
  const vote = await t.put(meeting, 'open')
  const members = await t.onRoll()
  // eight of twelve: more than half, less than three quarters
  for (const [n, member] of members.entries())
    await t.done(member, `/votes/${vote}/ballots`, { choice: n < 8 ? 'yes' : 'no' })
  // withdrawn while the vote runs: what holds today does not change
  await t.done(secretary, `/local-rules/${id}/withdrawal`, { reason: '想改回来。' })
  await loadLocalRules(t.h.env)
  const { state } = await t.done(t.chair, `/votes/${vote}/closing`)
  expect(state).toBe('lost')
  on('25')
  const stored = async () =>
    (
      await t.h.rows<{ verdicts: { rule: string; clauses: unknown[] }[] }>(
        'SELECT verdicts FROM deliberation.vote WHERE id = $1',
        [vote],
      )
    )[0]?.verdicts.find(({ rule }) => rule === 'council.pass')
  expect(await stored()).toMatchObject({
    met: false,
    clauses: [
      {
        pack: id,
        version: '2026-11-23',
        source: { article: '第三条', mark: 'local' },
        sums: [{ count: 8, of: 12, need: 9 }],
      },
    ],
  })
})

test('notice is measured by the law of the day it went out: a rule set after it makes it no shorter (D12)', async () => {
  on('26')
  const { id } = await t.done(t.chair, '/meetings', {
    body: `${village}.council`,
    title: '十二月夜话',
    startsAt: '2026-12-01T19:30:00+08:00',
    venue: '议事堂',
    venueKind: 'hall',
    agenda: [],
  })
  const noticeOf = async () => (await t.get(t.chair, `/meetings/${id}`)).json().notice
  expect(await noticeOf()).toMatchObject({ given: 5, bar: 5, met: true, source: { article: '第三条', mark: 'local' } })
  await set(secretary, { amount: 9, from: '2026-11-27' })
  on('27')
  // not told yet: from today nine days are asked for
  expect(await noticeOf()).toMatchObject({ given: 4, bar: 9, met: false })
  await t.h.rows('UPDATE deliberation.meeting SET notified_at = $2 WHERE id = $1', [id, '2026-11-26T09:00:00+08:00'])
  expect(await noticeOf()).toMatchObject({ given: 5, bar: 5, met: true })
})

test('how long a step of a talk may take is the village’s to set: a topic brought from then on is due by it (D11)', async () => {
  const bring = async (title: string) => {
    const { id } = await t.done(t.members()[0] as Actor, '/topics', {
      unit: village,
      title,
      text: `${title}，议一议。`,
    })
    const [row] = await t.h.rows<{ due_at: Date }>('SELECT due_at FROM kernel.docket WHERE id = $1', [id])
    return row?.due_at.toISOString().slice(0, 10)
  }
  await set(secretary, { rule: 'council.review', amount: 2, from: '2026-11-30' })
  // Friday: five working days, the default; Monday: two
  expect(await bring('路灯')).toBe('2026-12-04')
  on('30')
  expect(await bring('水塔')).toBe('2026-12-02')
})

test('every chain of the village’s rules holds', async () => {
  expect(await t.h.broken()).toEqual([])
})
