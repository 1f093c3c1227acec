import type { Subject } from '@gongzhi/kernel/server/subject.ts'
import { checksOf, verifyCounty } from '@gongzhi/kernel/server/verify.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { castOf, concluded, deqing, openTestHouse, type TestHouse } from '../testing-house.ts'

let h: TestHouse
let id = ''

beforeAll(async () => {
  h = await openTestHouse()
  const c = castOf(h)
  id = await concluded(h, c)
  await h.report(c.reporter)
  await h.relay()
})
afterAll(() => h?.close())

/** What is found, with one statement done and undone as owner. */
const foundAfter = async (spoil: string): Promise<string[]> => {
  const subjects = h.acts.map((act) => act.subject as unknown as Subject<string, unknown, unknown>)
  const kinds = new Map(subjects.map((subject) => [subject.kind, subject]))
  const checks = checksOf(
    kinds,
    h.env.calendar,
    h.house.modules.flatMap((m) => m.checks ?? []),
  )
  const found: string[] = []
  await h.rows('BEGIN')
  await h.rows(spoil, spoil.includes('$1') ? [id] : [])
  const reader = {
    rows: ({ text, values }: { text: string; values: readonly unknown[] }) => h.rows(text, values as unknown[]),
  }
  for await (const { check, why } of verifyCounty(reader as never, deqing, checks, () => undefined))
    found.push(`${check} ${why}`)
  await h.rows('ROLLBACK')
  return found
}

test('an untouched house has no findings, whatever its people did', async () => {
  expect(await foundAfter('SELECT 1')).toEqual([])
})

test.each([
  [
    'one byte of what an act said',
    `UPDATE kernel.journal SET data = jsonb_set(data, '{text}', '"已换灯泡，亮了！"') WHERE subject = $1 AND act = 'conclude'`,
    /^journal #5 data$/,
  ],
  [
    'one bit of a hash',
    `UPDATE kernel.journal SET hash = set_bit(hash, 9, 1 - get_bit(hash, 9)) WHERE subject = $1 AND seq = 2`,
    /^journal #[23] (hash|prev)$/,
  ],
  [
    'an entry taken out of the middle',
    `DELETE FROM kernel.journal WHERE subject = $1 AND seq = 3`,
    /^journal #4 (gap|prev)$/,
  ],
  [
    'a state nobody brought about',
    `UPDATE kernel.docket SET state = 'closed' WHERE id = $1`,
    /^docket state closed ≠ concluded$/,
  ],
  ['an act taken back', `UPDATE kernel.docket SET seq = seq - 1 WHERE id = $1`, /^docket seq 4 ≠ 5$/],
  [
    'somebody else’s turn',
    `UPDATE kernel.docket SET holder_org = '441226103214.service' WHERE id = $1`,
    /^docket holder 441226103214/,
  ],
  ['the matter itself gone', `DELETE FROM matters.matter WHERE id = $1`, /^docket no-row$/],
  ['a docket gone', `DELETE FROM kernel.docket WHERE id = $1`, /^(journal|matters.matter) no-docket$/],
  ['a number that would be given twice', `SELECT setval('kernel.n_441226_m_2026', 1)`, /^series m_2026: 2 > 1$/],
])('%s is found', async (_what, spoil, expected) => {
  const found = await foundAfter(spoil)
  expect(found.length).toBeGreaterThan(0)
  for (const one of found) expect(one).toMatch(expected)
})
