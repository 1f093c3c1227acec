import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { castOf, jinlin } from './testing-house.ts'
import { type Member, openTalkHouse, type TalkHouse } from './testing-talk.ts'

/* Acts on a subject and on what hangs below it, at the same moment: nobody waits for each other in a ring. */

let t: TalkHouse
let roll: Member[]
let rings = 0
beforeAll(async () => {
  t = await openTalkHouse()
  roll = await t.onRoll()
  const { within, batch } = t.h.env.db
  const counted = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      // PostgreSQL found a ring and ended this one
      if (error instanceof Error && 'code' in error && error.code === '40P01') rings++
      throw error
    })
  Object.assign(t.h.env.db, {
    within: ((scope, work) => counted(within(scope, work))) satisfies typeof within,
    batch: ((scope, all) => counted(batch(scope, all))) satisfies typeof batch,
  })
}, 60_000)
afterAll(() => t?.close())

/** Two relays at once, until told to stop, as two processes have them. */
const relaying = () => {
  let going = true
  const one = async () => {
    while (going) {
      await t.h.relay()
      await sleep(1)
    }
  }
  const both = Promise.all([one(), one()])
  both.catch(() => undefined)
  return async () => {
    going = false
    await both
    await t.h.relay()
  }
}

test('promises struck off all at once, with a vote and its meeting: the resolution ends once and nobody waits in a ring', async () => {
  const { id } = await t.sitting('修渠道')
  const [carrying] = await t.h.rows<{ id: string; tasks: string[] }>(
    `SELECT r.id, array_agg(k.id ORDER BY k.id) AS tasks FROM deliberation.resolution r JOIN deliberation.task k ON k.resolution = r.id
     JOIN kernel.docket d ON d.id = k.id GROUP BY r.id HAVING bool_and(d.state = 'claimed')`,
  )
  const vote = await t.put(id, 'open')
  const stop = relaying()
  const hands = { hands: { yes: 12, no: 0, abstain: 0 } }
  const statuses = await Promise.all([
    ...(carrying?.tasks ?? []).map((task) => t.post(t.chair, `/tasks/${task}/strike-off`, hands)),
    ...roll.slice(0, 5).map((one) => t.post(one, `/votes/${vote}/ballots`, { choice: 'yes' })),
    ...roll.slice(5, 9).map(({ member }) => t.post(t.secretary, `/votes/${vote}/hands`, { member, choice: 'yes' })),
    ...roll.slice(9).map(({ member }) => t.post(t.secretary, `/meetings/${id}/departures`, { member })),
  ])
  expect(statuses.map(({ statusCode }) => statusCode)).toEqual(statuses.map(() => 201))
  await t.done(t.secretary, `/meetings/${id}/arrivals`, { member: roll[9]?.member, how: 'list' })
  await Promise.all([
    t.done(t.chair, `/votes/${vote}/closing`),
    ...roll.map((one) => t.post(one, `/votes/${vote}/ballots`, { choice: 'yes' })),
    t.post(t.secretary, `/meetings/${id}/departures`, { member: roll[0]?.member }),
  ])
  await stop()
  const ended = await t.h.rows("SELECT FROM kernel.journal WHERE subject = $1 AND act = 'finish'", [carrying?.id])
  expect(ended).toHaveLength(1)
  expect(await t.h.broken()).toEqual([])
  expect(rings).toBe(0)
  await t.end(id)
})

/** A matter that the grid handles, the committee helping with it, and the order that the clock issues on another. */
const worked = async () => {
  const { h } = t
  const c = castOf(h)
  const { id } = await h.report(c.reporter)
  await h.does(c.clerk, 'accept', id)
  const assists = [{ org: `${jinlin}.committee`, task: '协调', days: 2 }]
  await h.does(c.clerk, 'dispatch', id, { org: `${jinlin}.grid`, assists })
  await h.does(c.gridWorker, 'take', id)
  const late = (await h.report(c.neighbour)).id
  return { id, late, assist: (await h.children(id, 'assist'))[0]?.id ?? '' }
}

test('a matter, its co-unit and an order on it are worked on at once, and nobody waits in a ring', async () => {
  const { h } = t
  const c = castOf(h)
  const all = []
  for (let n = 0; n < 5; n++) all.push(await worked())
  const from = h.env.now()
  for (let hour = 0; hour < 90; hour += 6) {
    h.setNow(from + hour * 3_600_000)
    await h.sweep()
  }
  rings = 0
  const orders: string[] = []
  for (const { late } of all) orders.push(...(await h.children(late, 'order')).map(({ id }) => id))
  expect(orders).toHaveLength(5)
  for (const order of orders) await h.does(c.clerk, 'evidence', order, { text: '已补受理，今后专人每天查看。' })
  const stop = relaying()
  const ends = await Promise.all([
    ...all.flatMap(({ id, assist, late }, n) => [
      h.does(c.gridWorker, 'note', id, { text: '到现场看过了。' }),
      h.does(c.chair, 'done-assist', assist, { text: '协调好了。' }),
      h.does(c.supervisor, 'confirm-order', orders[n] ?? ''),
      h.does(c.clerk, 'accept', late),
    ]),
  ])
  expect(ends.map(({ status }) => status)).toEqual(ends.map(() => 201))
  // what follows from giving a matter up and from doing its part comes to the same co-units
  const more = []
  for (let n = 0; n < 5; n++) more.push(await worked())
  const given = await Promise.all(
    more.flatMap(({ id, assist }) => [
      h.does(c.reporter, 'withdraw', id),
      h.does(c.chair, 'done-assist', assist, { text: '协调好了。' }),
      h.does(c.gridWorker, 'note', id, { text: '到现场看过了。' }),
    ]),
  )
  expect(given.filter(({ status }) => ![201, 403, 409].includes(status))).toEqual([])
  await stop()
  for (const { assist } of more) expect(['done', 'dropped']).toContain((await h.docket(assist)).state)
  for (const { late } of all) expect((await h.docket(late)).supervised).toBe(false)
  expect(await h.broken()).toEqual([])
  expect(rings).toBe(0)
})

test('matters merged crosswise at the same moment wait for one another in one order', async () => {
  const { h } = t
  const c = castOf(h)
  rings = 0
  for (let n = 0; n < 6; n++) {
    const { id: a } = await h.report(c.reporter)
    const { id: b } = await h.report(c.neighbour)
    for (const id of [a, b]) await h.does(c.clerk, 'accept', id)
    const ends = await Promise.all([h.does(c.clerk, 'merge', a, { into: b }), h.does(c.clerk, 'merge', b, { into: a })])
    expect(ends.map(({ status }) => status).sort()).toEqual([201, 409])
  }
  expect(rings).toBe(0)
})
