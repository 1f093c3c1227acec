import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { clerk, file, openDesk, resident, worker } from './carry.ts'
import { type Cost, countingHand } from './counted.ts'
import { go } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read } from './stage.ts'

/* P14: what the commonest tasks ask of people stands in docs/BURDEN.md and does not grow. */

const at = onStage({ kept: true })
const booked = new Map(
  [
    ...readFileSync(new URL('../docs/BURDEN.md', import.meta.url), 'utf8').matchAll(
      /^\| (\S+) [^|]*\|[^|]*\|[^|]*\| *(\d+) \| *(\d+) \|$/gm,
    ),
  ].map(([, task = '', required, presses]) => [task, { required: Number(required), presses: Number(presses) }]),
)

/** Holds a task to its line in the book. */
const enter = (task: string, cost: Cost) => {
  expect(cost, `${task}: docs/BURDEN.md says otherwise`).toEqual(booked.get(task))
}

test('a villager reports, looks it up, answers a question and rates', async () => {
  const { stage } = at
  const carry = await openDesk(stage)
  const villager = await stage.as(resident)

  await go(villager, '/')
  const reporting = countingHand(villager)
  await reporting.follow(/^我要反映/)
  await reporting.choose('路灯')
  await reporting.press('下一步')
  await reporting.write(/^用您自己的话说清楚/, '祠堂门口的路灯一闪一闪的，看着眼花。')
  await reporting.press('下一步')
  await reporting.press('报上去')
  await villager.getByRole('heading', { level: 1, name: '回执' }).waitFor()
  enter('报一件事', reporting.cost())

  const { id, code } = await file(villager)
  const anyone = await stage.visitor()
  await go(anyone, '/')
  const looking = countingHand(anyone)
  await looking.write(/./, code)
  await looking.press('查看')
  await anyone.waitForURL('**/m/*')
  enter('凭查询码看进度', looking.cost())

  await carry(id, 'accept', 'dispatch', 'take', 'ask')
  await go(villager, `/m/${id}`)
  const replying = countingHand(villager)
  await replying.write(/^您的回答/, '最里面那根。')
  await replying.press('答复办理人')
  await expect.poll(async () => (await read<{ state: string }>(villager, `/matters/${id}`)).state).toBe('handling')
  enter('回答补问', replying.cost())

  await carry(id, 'conclude', 'answer')
  await go(villager, `/m/${id}`)
  const rating = countingHand(villager)
  await rating.press('解决了，满意')
  await villager.getByRole('button', { name: '解决了，满意' }).waitFor({ state: 'detached' })
  enter('评价', rating.cost())
})

test('village, town and grid accept, dispatch, take, note, conclude, answer and call back', async () => {
  const { stage } = at
  const villager = await stage.as(resident)
  const [desk, grid] = [await stage.as(clerk), await stage.as(worker)]
  const { id } = await file(villager, { text: '文化室后面的路灯不亮了。' })
  const state = async () => (await read<{ state: string }>(desk, `/matters/${id}`)).state

  /** One act on the matter's page: opened, filled in, confirmed. */
  const act = async (
    page: typeof desk,
    task: string,
    name: string,
    to: string,
    fill: (hand: ReturnType<typeof countingHand>) => Promise<void> = async () => undefined,
  ) => {
    await go(page, `/work/m/${id}`)
    const hand = countingHand(page)
    await hand.press(name)
    await fill(hand)
    await hand.press(`确定${name}`)
    await expect.poll(state).toBe(to)
    enter(task, hand.cost())
  }

  await act(desk, '受理', '受理', 'accepted')
  await act(desk, '交办', '交办', 'assigned', (hand) => hand.choose(/网格/))
  await act(grid, '接办', '接办', 'handling')
  await act(grid, '记进展', '记进展', 'handling', (hand) => hand.write(/^进展/, '到现场看了，下午换灯头。'))
  await act(grid, '办结', '办结', 'concluded', async (hand) => {
    await hand.choose('已解决')
    await hand.write(/^怎么办的/, '换了灯头，当晚试亮。')
  })
  await act(desk, '答复', '答复', 'answered', (hand) => hand.write(/^答复/, '已经修好，您再看看。'))
  await act(desk, '回访', '回访', 'visited', (hand) => hand.choose('不愿接受回访'))
})

test('somebody without a phone is registered at the counter', async () => {
  const desk = await at.stage.as(clerk)
  await go(desk, '/work/register')
  const hand = countingHand(desk)
  await hand.choose('来人')
  await hand.select('类别', '水利')
  await hand.write(/^反映什么/, '水圳塌了一截，放不了水。')
  await hand.tick(/^本人同意登记/)
  await hand.press('登记')
  await desk.getByRole('article', { name: '受理回执' }).waitFor()
  enter('代登记', hand.cost())
})

test('the book has twelve tasks, and none above its limit', () => {
  expect(booked.size).toBe(12)
  const most = { 报一件事: 3, 办结: 2, 回访: 2 }
  for (const [task, limit] of Object.entries(most))
    expect(booked.get(task)?.required ?? 99, task).toBeLessThanOrEqual(limit)
})
