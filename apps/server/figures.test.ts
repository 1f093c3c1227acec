import type { endpoints } from '@gongzhi/matters/contract'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as z from 'zod'
import type { TestHouse } from './testing-house.ts'
import { deqing, guanxu, jinlin, jinxi, openTestHouse } from './testing-house.ts'

/* Every rate is computed again here from the raw rows, one by one and plainly (B08), over cases drawn by chance. */

type Figures = z.output<typeof endpoints.figures.reply>
type Raw = {
  unit_code: string
  state: string
  opened_at: Date
  closed_at: Date | null
  due_at: Date | null
  returns: number
  accepted_at: Date | null
  accept_due_at: Date | null
  concluded_at: Date | null
  conclude_due_at: Date | null
  visit_outcome: string | null
  satisfied: boolean | null
  outcome: string | null
  declined_for: string | null
}

let h: TestHouse
let app: FastifyInstance
let cookie = ''
let raw: Raw[] = []
const third = '441226103201'
const end = Date.parse('2026-11-16T09:00:00+08:00')

beforeAll(async () => {
  h = await openTestHouse()
  app = await h.serve()
  const villages = [jinlin, jinlin, jinlin, jinxi, jinxi, third]
  for (let n = 0; n < 150; n++) {
    h.setNow(end - Math.floor(Math.random() * 60) * 86_400_000 - n * 1000)
    await h.report(h.resident(jinlin, n % 3), { unit: villages[n % villages.length] })
  }
  h.setNow(end)
  // what acts would have left behind, by chance
  await h.rows(`UPDATE kernel.docket SET state = (ARRAY['closed','closed','closed','handling','visited','declined','withdrawn'])[1 + floor(random() * 7)::int],
      due_at = CASE WHEN random() < 0.6 THEN opened_at + random() * interval '90 days' END, alarm_at = NULL, alarm_act = NULL
    WHERE kind = 'matter'`)
  await h.rows(`UPDATE kernel.docket SET closed_at = opened_at + interval '3 days'
    WHERE kind = 'matter' AND state IN ('closed', 'declined', 'withdrawn')`)
  await h.rows(`UPDATE matters.matter SET
      returns = floor(random() * 3)::int,
      accept_due_at = CASE WHEN random() < 0.8 THEN '2026-11-01'::timestamptz END,
      accepted_at = CASE WHEN random() < 0.8 THEN '2026-11-01'::timestamptz + (random() - 0.7) * interval '9 days' END,
      conclude_due_at = CASE WHEN random() < 0.8 THEN '2026-11-10'::timestamptz END,
      concluded_at = CASE WHEN random() < 0.7 THEN '2026-11-10'::timestamptz + (random() - 0.7) * interval '9 days' END,
      visit_outcome = (ARRAY['reached','reached','declined','unreachable',NULL])[1 + floor(random() * 5)::int],
      satisfied = (ARRAY[true,true,false,NULL])[1 + floor(random() * 4)::int],
      outcome = (ARRAY['resolved','resolved','explained','not-feasible',NULL])[1 + floor(random() * 5)::int],
      declined_for = (ARRAY['no-facts','petition'])[1 + floor(random() * 2)::int]`)
  raw = await h.rows<Raw>(
    `SELECT m.*, d.state, d.opened_at, d.closed_at, d.due_at FROM kernel.docket d
     JOIN matters.matter m ON m.county = d.county AND m.id = d.id WHERE d.kind = 'matter'`,
  )
  const { account } = h.at(`${deqing}000000.coordination.county-dispatcher`)
  const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account } })
  cookie = String(reply.headers['set-cookie']).split(';')[0] ?? ''
})
afterAll(async () => {
  await app?.close()
  await h?.close()
})

const figuresOf = async (unit: string, from: string, to: string): Promise<Figures> => {
  const reply = await app.inject({
    method: 'GET',
    url: `/api/figures?unit=${unit}&from=${from}&to=${to}`,
    headers: { cookie },
  })
  expect(reply.statusCode).toBe(200)
  return reply.json()
}

const within = (unit: string, from: string, to: string) =>
  raw.filter(
    (r) =>
      r.unit_code.startsWith(unit) &&
      r.opened_at.getTime() >= Date.parse(`${from}T00:00:00+08:00`) &&
      r.opened_at.getTime() < Date.parse(`${to}T00:00:00+08:00`) + 86_400_000,
  )
const before = (a: Date | null, b: Date | null) => a !== null && b !== null && a <= b

/** R15 in plain words. */
const plainly = (rows: readonly Raw[]) => {
  const rate = (id: string, counted: readonly Raw[], hit: (r: Raw) => boolean) => {
    const n = counted.length
    const hits = counted.filter(hit).length
    return { id, n, hit: n < 5 ? null : hits, percent: n < 5 ? null : Math.round((hits * 1000) / n) / 10 }
  }
  return {
    open: rows.filter((r) => r.closed_at === null).length,
    overdue: rows.filter((r) => r.closed_at === null && r.due_at !== null && r.due_at.getTime() < end).length,
    reported: rows.length,
    closed: rows.filter((r) => r.state === 'closed').length,
    rates: [
      rate(
        'response',
        rows.filter((r) => r.state !== 'withdrawn' && r.accept_due_at !== null),
        (r) => before(r.accepted_at, r.accept_due_at),
      ),
      rate(
        'on-time',
        rows.filter((r) => r.concluded_at !== null && r.conclude_due_at !== null),
        (r) => before(r.concluded_at, r.conclude_due_at),
      ),
      rate(
        'resolution',
        rows.filter((r) => r.visit_outcome === 'reached' && r.satisfied !== null),
        (r) => r.satisfied === true && r.outcome === 'resolved',
      ),
      rate(
        'satisfaction',
        rows.filter((r) => r.satisfied !== null),
        (r) => r.satisfied === true,
      ),
    ],
  }
}

test.each([
  [deqing, '2026-09-01', '2026-11-30'],
  [guanxu, '2026-10-01', '2026-10-31'],
  [guanxu, '2026-11-01', '2026-11-16'],
  [jinlin, '2026-10-05', '2026-11-05'],
  [third, '2026-11-10', '2026-11-16'],
])('figures of %s from %s to %s are those of the raw rows, none withheld that need not be', async (unit, from, to) => {
  const figures = await figuresOf(unit, from, to)
  expect(figures).toMatchObject(plainly(within(unit, from, to)))
  for (const part of figures.units) {
    const below = part.unit.code.endsWith('000') ? part.unit.code.slice(0, 9) : part.unit.code
    const { rates, ...counts } = plainly(within(below, from, to))
    expect(part).toMatchObject({ reported: counts.reported, closed: counts.closed, overdue: counts.overdue })
    expect(part.rates).toEqual(rates.map(({ id, n, percent }) => ({ id, n, percent })))
  }
  expect(figures.units.reduce((sum, part) => sum + part.reported, 0)).toBe(figures.reported)
  const declined = within(unit, from, to).filter((r) => r.state === 'declined')
  expect(figures.excluded.reduce((sum, { n }) => sum + n, 0)).toBe(declined.length)
})

test('a rate of fewer than five is withheld, with its count (P9)', async () => {
  let withheld = 0
  for (let day = 1; day <= 16; day++) {
    const on = `2026-11-${String(day).padStart(2, '0')}`
    for (const { n, percent, hit } of (await figuresOf(deqing, on, on)).rates) {
      expect([percent === null, hit === null]).toEqual([n < 5, n < 5])
      if (n < 5) withheld++
    }
  }
  expect(withheld).toBeGreaterThan(5)
})

test('figures of a place outside one’s stretch are not there', async () => {
  const { account } = h.at(`${jinxi}.service.village-clerk`)
  const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account } })
  const theirs = String(reply.headers['set-cookie']).split(';')[0] ?? ''
  for (const unit of [jinlin, guanxu, deqing, '510704']) {
    const asked = await app.inject({
      method: 'GET',
      url: `/api/figures?unit=${unit}&from=2026-11-01&to=2026-11-16`,
      headers: { cookie: theirs },
    })
    expect(asked.statusCode, unit).toBe(404)
  }
})
