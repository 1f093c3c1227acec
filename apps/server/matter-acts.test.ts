import { randomUUID } from 'node:crypto'
import { openMemory } from '@gongzhi/kernel/server/memory.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Subject } from '@gongzhi/kernel/server/subject.ts'
import { maySeeMatter } from '@gongzhi/matters/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cast, TestHouse } from './testing-house.ts'
import { castOf, concluded, deqing, guanxu, jinlin, openTestHouse } from './testing-house.ts'

let h: TestHouse
let c: Cast
beforeAll(async () => {
  h = await openTestHouse()
  c = castOf(h)
})
afterAll(() => h?.close())

const grid = `${jinlin}.grid`
const accepted = async () => {
  const { id } = await h.report(c.reporter)
  await h.does(c.clerk, 'accept', id)
  return id
}
const assigned = async () => {
  const id = await accepted()
  await h.does(c.clerk, 'dispatch', id, { org: grid })
  return id
}
const handling = async () => {
  const id = await assigned()
  await h.does(c.gridWorker, 'take', id)
  return id
}
const reported = async () => (await h.report(c.reporter)).id
const answered = async () => {
  const id = await concluded(h, c)
  await h.does(c.clerk, 'answer', id, { text: '灯已换好。' })
  return id
}

type Line = {
  readonly act: string
  readonly begin: () => Promise<string>
  readonly by: keyof Cast
  readonly input: object
  readonly to: string
  /** What it lacks, by who or what is wrong. */
  readonly without: readonly (readonly [why: string, input: object, unmet: string, by?: keyof Cast])[]
  readonly wrongRole: keyof Cast
}

const asking = async () => {
  const id = await handling()
  await h.does(c.gridWorker, 'ask-extension', id, { reason: '等配件。', days: 3 })
  return id
}

const lines: readonly Line[] = [
  {
    act: 'accept',
    begin: reported,
    by: 'clerk',
    input: {},
    to: 'accepted',
    without: [],
    wrongRole: 'gridWorker',
  },
  {
    act: 'decline',
    begin: reported,
    by: 'clerk',
    input: { ground: 'not-our-area', text: '属相邻村地界。' },
    to: 'declined',
    without: [],
    wrongRole: 'gridWorker',
  },
  {
    act: 'refer',
    begin: accepted,
    by: 'clerk',
    input: { reason: '村里办不了。' },
    to: 'accepted',
    without: [],
    wrongRole: 'gridWorker',
  },
  {
    act: 'dispatch',
    begin: accepted,
    by: 'clerk',
    input: { org: grid },
    to: 'assigned',
    without: [['a unit that the duty list does not name', { org: `${jinlin}.committee` }, 'unit-on-duty-list']],
    wrongRole: 'gridWorker',
  },
  { act: 'take', begin: assigned, by: 'gridWorker', input: {}, to: 'handling', without: [], wrongRole: 'clerk' },
  {
    act: 'return',
    begin: handling,
    by: 'gridWorker',
    input: { reason: '不归我们管。' },
    to: 'returned',
    without: [],
    wrongRole: 'clerk',
  },
  {
    act: 'note',
    begin: handling,
    by: 'gridWorker',
    input: { text: '已到现场。' },
    to: 'handling',
    without: [],
    wrongRole: 'clerk',
  },
  {
    act: 'ask',
    begin: handling,
    by: 'gridWorker',
    input: { text: '是哪一盏？' },
    to: 'asked',
    without: [],
    wrongRole: 'clerk',
  },
  {
    act: 'suspend',
    begin: handling,
    by: 'gridWorker',
    input: { reason: '等配件。', until: '2026-12-01' },
    to: 'suspended',
    without: [['a day that has passed', { reason: '等配件。', until: '2026-11-01' }, 'until-stated']],
    wrongRole: 'clerk',
  },
  {
    act: 'ask-extension',
    begin: handling,
    by: 'gridWorker',
    input: { reason: '等配件。', days: 5 },
    to: 'handling',
    without: [],
    wrongRole: 'clerk',
  },
  {
    act: 'grant-extension',
    begin: asking,
    by: 'dispatcher',
    input: {},
    to: 'handling',
    without: [],
    wrongRole: 'clerk',
  },
  {
    act: 'refuse-extension',
    begin: asking,
    by: 'dispatcher',
    input: { reason: '可以先办。' },
    to: 'handling',
    without: [],
    wrongRole: 'clerk',
  },
  {
    act: 'conclude',
    begin: handling,
    by: 'gridWorker',
    input: { outcome: 'resolved', text: '已修好。' },
    to: 'concluded',
    without: [],
    wrongRole: 'clerk',
  },
  {
    act: 'answer',
    begin: () => concluded(h, c),
    by: 'clerk',
    input: { text: '灯已换好。' },
    to: 'answered',
    without: [],
    wrongRole: 'gridWorker',
  },
  {
    act: 'send-back',
    begin: () => concluded(h, c),
    by: 'clerk',
    input: { reason: '灯还是不亮。' },
    to: 'handling',
    without: [],
    wrongRole: 'gridWorker',
  },
  {
    act: 'try-visit',
    begin: answered,
    by: 'clerk',
    input: { proof: '10:05 拨打无人接听。' },
    to: 'answered',
    without: [],
    wrongRole: 'gridWorker',
  },
  {
    act: 'visit',
    begin: answered,
    by: 'clerk',
    input: { outcome: 'reached' },
    to: 'visited',
    without: [['no reach before three attempts', { outcome: 'unreachable' }, 'tried-enough']],
    wrongRole: 'gridWorker',
  },
  {
    act: 'rate',
    begin: answered,
    by: 'reporter',
    input: { satisfied: false },
    to: 'reopened',
    without: [],
    wrongRole: 'clerk',
  },
  { act: 'withdraw', begin: accepted, by: 'reporter', input: {}, to: 'withdrawn', without: [], wrongRole: 'clerk' },
  {
    act: 'look',
    begin: accepted,
    by: 'clerk',
    input: { reason: '上门核实。' },
    to: 'accepted',
    without: [],
    wrongRole: 'gridWorker',
  },
  {
    act: 'whistle',
    begin: accepted,
    by: 'leader',
    input: {
      orgs: [`${deqing}000000.water-works`],
      text: '请到现场会商。',
      place: '村口',
      at: '2026-11-20T09:00:00+08:00',
    },
    to: 'accepted',
    without: [],
    wrongRole: 'clerk',
  },
]

test.each(lines)(
  '$act is lawful for its unit in its state, and journalled once however often its key comes',
  async ({ act, begin, by, input, to }) => {
    const id = await begin()
    const key = randomUUID()
    const first = await h.does(c[by], act, id, input, key)
    expect(first).toMatchObject({ status: 201, receipt: { id, state: to } })
    const again = await h.does(c[by], act, id, input, key)
    expect(again).toEqual(first)
    expect((await h.told(id)).filter((one) => one === act)).toHaveLength(1)
    const spent = await h.does(
      c[by],
      'note' === act ? 'conclude' : 'note',
      id,
      { outcome: 'resolved', text: '别的' },
      key,
    )
    expect(spent.status).toBe(422)
  },
)

test.each(lines)(
  '$act is refused outside the reach as if nothing were there, and to the wrong post by name',
  async ({ act, begin, input, wrongRole }) => {
    const id = await begin()
    const before = await h.told(id)
    for (const nobody of [c.stranger, c.otherClerk, c.neighbour] as const)
      expect(await h.does(nobody, act, id, input)).toMatchObject({ status: 404 })
    expect(await h.does(c[wrongRole], act, id, input)).toMatchObject({ status: 403 })
    expect(await h.told(id)).toEqual(before)
  },
)

test.each(
  lines.flatMap((line) =>
    line.without.map(([why, input, unmet, by]) => ({ ...line, why, bad: input, unmet, who: by })),
  ),
)('$act with $why is refused with its requirement', async ({ act, begin, by, bad, unmet, who }) => {
  const id = await begin()
  expect(await h.does(c[who ?? by], act, id, bad)).toMatchObject({ status: 409, unmet: [unmet] })
})

test.each(lines)(
  '$act cannot be skipped to: elsewhere than in its states it is refused with where it starts',
  async ({ act, by, input }) => {
    const id = await reported()
    await h.does(c.clerk, 'decline', id, { ground: 'no-facts', text: '没有写明地点。' })
    const { status, unmet } = await h.does(c[by], act, id, input)
    // over: whoever sees it is told the state, whose turn it no longer is sees only that
    expect([403, 404, 409]).toContain(status)
    if (status === 409) expect(unmet).toContain('state')
    expect(await h.told(id)).toEqual(['report', 'decline'])
  },
)

test('what a report leaves in memory is what PostgreSQL reads back', async () => {
  const memory = openMemory()
  const { id } = await h.report(c.reporter, { spot: '村口', point: { lat: 23.14, lng: 111.78 } }, { ...h.env, memory })
  const subject = h.acts.find(({ act }) => act === 'accept')?.subject as unknown as Subject<string, unknown, unknown>
  const scope = { scopes: [deqing], orgs: [], account: null }
  const [dockets = [], rows = []] = await h.env.db.batch(scope, [findDocket(deqing, id), subject.load(deqing, id)])
  const left = memory.recall(deqing, id)
  expect(left?.docket).toEqual(dockets[0] && readDocket(dockets[0]))
  expect(left?.row).toEqual(rows[0] && subject.read(rows[0]))
})

test('a refusal names a coded ground, and petition, discipline and litigation their lawful channel (I3, R15)', async () => {
  const id = await reported()
  expect((await h.does(c.clerk, 'decline', id, { text: '不办' })).status).toBe(400)
  await h.does(c.clerk, 'decline', id, { ground: 'litigation', text: '案件正在法院审理。' })
  const [entry] = await h.rows<{ data: { channel: string } }>(
    `SELECT data FROM kernel.journal WHERE subject = $1 AND act = 'decline'`,
    [id],
  )
  expect(entry?.data.channel).toContain('12368')
})

test('whoever concluded may not answer, visit or send back, and a colleague of the unit may not help out (I2)', async () => {
  const { id } = await h.report(c.reporter, { category: 'policy', text: '请问高龄津贴怎么领？' })
  await h.does(c.clerk, 'accept', id)
  await h.does(c.clerk, 'dispatch', id, { org: `${jinlin}.service` })
  await h.does(c.clerk, 'take', id)
  await h.does(c.clerk, 'conclude', id, { outcome: 'explained', text: '已说明办理方法。' })
  expect((await h.does(c.clerk, 'answer', id, { text: '已说明。' })).status).toBe(403)
  expect((await h.docket(id)).holder_org).toBe(`${guanxu}000.coordination`)
  expect((await h.does(c.dispatcher, 'answer', id, { text: '已说明。' })).receipt?.state).toBe('answered')
})

test('a coordination centre that bears a duty handles it itself, one of its people verifying the other', async () => {
  const { id } = await h.report(c.reporter, { category: 'dispute', text: '两家为排水沟争执。' })
  await h.does(c.clerk, 'accept', id, { refer: true })
  await h.does(c.dispatcher, 'dispatch', id, { org: `${guanxu}000.coordination` })
  expect((await h.does(c.dispatcher, 'take', id)).receipt?.state).toBe('handling')
  await h.does(c.dispatcher, 'conclude', id, { outcome: 'resolved', text: '签了调解协议。' })
  expect((await h.does(c.clerk, 'answer', id, { text: '已调解。' })).receipt?.state).toBe('answered')
})

test('units that do not stand in the county, come twice or are complained about are refused, with where', async () => {
  const id = await accepted()
  const assists = [
    { org: 'nobody', task: '看一看', days: 3 },
    { org: grid, task: '看一看', days: 3 },
    { org: grid, task: '看一看', days: 3 },
  ]
  expect((await h.does(c.clerk, 'dispatch', id, { org: grid, assists })).errors).toEqual([
    '/body/assists/0/org unknown',
    '/body/assists/2/org duplicated',
  ])
  const exception = { reason: '没有对应事项。', funding: '村集体' }
  expect((await h.does(c.clerk, 'dispatch', id, { org: '510704000000.civil', exception })).errors).toEqual([
    '/body/org unknown',
  ])
})

test('a matter waits for its co-units, and a co-unit that is excused frees it', async () => {
  const id = await accepted()
  await h.does(c.clerk, 'dispatch', id, { org: grid, assists: [{ org: `${jinlin}.committee`, task: '协调', days: 2 }] })
  await h.does(c.gridWorker, 'take', id)
  const result = { outcome: 'resolved', text: '已修好。' }
  expect(await h.does(c.gridWorker, 'conclude', id, result)).toMatchObject({ status: 409, unmet: ['assists-done'] })
  const [assist] = await h.children(id, 'assist')
  // its photos are for whoever has a part of the work, and not for the next unit
  expect(await maySeeMatter(h.env, c.chair, id)).toBe(true)
  expect(await maySeeMatter(h.env, c.unitWorker, id)).toBe(false)
  expect((await h.does(c.gridWorker, 'done-assist', assist?.id ?? '', { text: '好了。' })).status).toBe(403)
  expect((await h.does(c.chair, 'done-assist', assist?.id ?? '', { text: '协调好了。' })).status).toBe(201)
  expect((await h.does(c.gridWorker, 'conclude', id, result)).status).toBe(201)
})

test('an extension is granted once, by somebody else than who asked, and moves the due time', async () => {
  const id = await asking()
  const due = (await h.docket(id)).due_at
  expect((await h.does(c.dispatcher, 'grant-extension', id)).status).toBe(201)
  expect((await h.docket(id)).due_at?.getTime()).toBeGreaterThan(due?.getTime() ?? 0)
  expect((await h.does(c.gridWorker, 'ask-extension', id, { reason: '还要等。', days: 2 })).unmet).toEqual([
    'extension-unused',
  ])
})

test('a called department answers in time, then town and department rate each other (I08)', async () => {
  const id = await accepted()
  const call = {
    orgs: [`${deqing}000000.water-works`],
    text: '请到现场会商。',
    place: '村口',
    at: '2026-11-20T09:00:00+08:00',
  }
  await h.does(c.leader, 'whistle', id, call)
  const [blown] = await h.children(id, 'whistle')
  const whistle = blown?.id ?? ''
  expect((await h.does(c.unitWorker, 'answer-call', whistle, { comes: true, text: '到。' })).status).toBe(404)
  expect((await h.does(c.department, 'answer-call', whistle, { comes: true, text: '准时到。' })).receipt?.state).toBe(
    'answered',
  )
  expect((await h.does(c.leader, 'rate-call', whistle, { good: true })).receipt?.state).toBe('answered')
  expect((await h.does(c.department, 'rate-call', whistle, { good: true })).receipt?.state).toBe('rated')
})

test('three attempts with proof allow a visit without reach, and the matter closes when the time to rate is over (C07)', async () => {
  const id = await answered()
  for (let n = 0; n < 3; n++) await h.does(c.clerk, 'try-visit', id, { proof: `第${n + 1}次拨打无人接听。` })
  expect((await h.does(c.clerk, 'visit', id, { outcome: 'unreachable' })).receipt?.state).toBe('visited')
  const [alarm] = await h.rows<{ alarm_at: Date }>('SELECT alarm_at FROM kernel.docket WHERE id = $1', [id])
  h.setNow((alarm?.alarm_at.getTime() ?? 0) + 1)
  await h.sweep()
  expect((await h.docket(id)).state).toBe('closed')
  h.setNow('2026-11-16T09:00:00+08:00')
})

test('not satisfied reopens once, then escalates a level; a rating before the visit still owes the visit', async () => {
  const id = await answered()
  await h.does(c.reporter, 'rate', id, { satisfied: true })
  expect((await h.docket(id)).state).toBe('answered')
  expect((await h.does(c.clerk, 'visit', id, { outcome: 'reached', satisfied: false })).receipt?.state).toBe('reopened')
  await h.does(c.clerk, 'dispatch', id, { org: grid })
  await h.does(c.otherGridWorker, 'take', id)
  await h.does(c.otherGridWorker, 'conclude', id, { outcome: 'resolved', text: '换了整盏灯。' })
  await h.does(c.clerk, 'answer', id, { text: '换了整盏灯。' })
  expect((await h.does(c.clerk, 'visit', id, { outcome: 'reached', satisfied: false })).receipt?.state).toBe(
    'escalated',
  )
  expect((await h.docket(id)).holder_org).toBe(`${guanxu}000.coordination`)
})
