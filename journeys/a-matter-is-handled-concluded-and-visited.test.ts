import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { go, perform, press, receiptOf, report, settled, textOf, write } from './hands.ts'
import { onStage } from './on-stage.ts'

const at = onStage()
const village = '441226103213'

/** What the villager's page says: the five steps in one sentence, and all of it as text. */
const seenBy = async (villager: Page, id: string) => {
  await go(villager, `/m/${id}`)
  const steps = await villager
    .getByRole('list', { name: /共 5 步/ })
    .first()
    .getAttribute('aria-label')
  return { steps, all: await textOf(villager.getByRole('main')) }
}

test('a broken street lamp is reported, accepted, dispatched, handled, concluded, answered, visited, rated and shown to all', async () => {
  const { stage } = at
  const villager = await stage.as({ role: 'resident', place: '金林村' })
  const clerk = await stage.as({ role: 'village-clerk', place: '金林村' })
  const dispatcher = await stage.as({ role: 'town-dispatcher', place: '官圩镇' })
  const worker = await stage.as({ role: 'unit-worker', place: '官圩镇', title: '供电所' })
  const neighbour = await stage.visitor()
  const told = '晒谷场拐角那盏路灯三天没亮了，晚上老人走路看不见。'

  await go(villager, '/')
  await villager.getByRole('link', { name: /^我要反映/ }).click()
  await settled(villager)
  await report(villager, { category: '路灯', text: told, spot: '晒谷场拐角', withPhoto: true })
  const { id, number, code } = await receiptOf(villager)
  expect(id).toMatch(/^[0-9a-f-]{36}$/)
  expect(number).toMatch(/^\d{4}-M-\d{4,}$/)
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  await villager.getByRole('img', { name: '扫码看办到哪了' }).waitFor()
  const reported = await seenBy(villager, id)
  expect(reported.steps).toContain('第 1 步：受理')
  expect(reported.all).toContain('等金林村')
  expect(reported.all).toMatch(/还有 \d+ 个工作日|今天|明天/)
  await villager.getByRole('img', { name: '照片 1' }).waitFor()

  // 受理, and to the town at once
  await go(clerk, `/work/m/${id}`)
  expect(await textOf(clerk.getByRole('main'))).toContain(told)
  await press(clerk, '受理')
  await write(clerk, /^给反映人的话/, '收到，马上请镇里派人。')
  await press(clerk, '受理并上报镇里')
  await clerk.getByText('镇综治中心').first().waitFor()
  const accepted = await seenBy(villager, id)
  expect(accepted.steps).toContain('第 2 步：交办')
  expect(accepted.all).toContain('收到，马上请镇里派人。')
  expect(accepted.all).toContain('等官圩镇')

  // 交办 to a unit of the duty list, which the form puts first
  await go(dispatcher, `/work/m/${id}`)
  await perform(dispatcher, '交办', async (form) => {
    await form.getByRole('radio', { name: /^官圩镇供电所/ }).check()
  })
  const assigned = await seenBy(villager, id)
  expect(assigned.all).toContain('官圩镇供电所')
  expect(assigned.all).toContain('5 个工作日')

  // 办理
  await go(worker, '/work')
  await worker
    .getByRole('link', { name: /^接办：.*路灯/ })
    .first()
    .waitFor()
  await go(worker, `/work/m/${id}`)
  await perform(worker, '接办')
  await perform(worker, '记进展', (form) => write(form, /^进展/, '到现场看了，灯头进水，下午换新的。'))
  const handling = await seenBy(villager, id)
  expect(handling.steps).toContain('第 3 步：办理')
  expect(handling.all).toContain('灯头进水')
  await perform(worker, '办结', async (form) => {
    await form.getByRole('radio', { name: '已解决' }).check()
    await write(form, /^怎么办的/, '换了灯头和光控，当晚试亮正常。')
  })
  expect((await seenBy(villager, id)).steps).toContain('第 4 步：答复')
  // I2: who handled it has neither 答复 nor 回访 to press
  await go(worker, `/work/m/${id}`)
  expect(await worker.getByRole('button', { name: /^(答复|回访)$/ }).count()).toBe(0)

  // 答复 and 回访 by who received it first
  await go(clerk, `/work/m/${id}`)
  await perform(clerk, '答复', (form) => write(form, /^答复/, '路灯已经修好，今晚就亮，您再看看。'))
  const answered = await seenBy(villager, id)
  expect(answered.steps).toContain('第 5 步：回访')
  expect(answered.all).toContain('今晚就亮')
  await go(clerk, `/work/m/${id}`)
  await perform(clerk, '回访', async (form) => {
    await form.getByRole('radio', { name: '不愿接受回访' }).check()
  })

  // 评价
  await go(villager, `/m/${id}`)
  await press(villager, '解决了，满意')
  await villager.getByRole('list', { name: '共 5 步，全部完成' }).waitFor()
  expect(await textOf(villager.getByRole('main'))).toContain('已完成')

  // everybody sees what and how, nobody sees who
  const slip = neighbour.getByRole('article').filter({ hasText: number })
  const listed = async () => {
    await go(neighbour, `/village/${village}`)
    return slip.count()
  }
  // it is published a moment after it closed
  await expect.poll(listed, { timeout: 20_000, interval: 500 }).toBe(1)
  const shown = await textOf(slip)
  expect(shown).toContain('换了灯头和光控')
  expect(shown).toContain('满意')
  const { name } = stage.person({ role: 'resident', place: '金林村' })
  for (const part of [name, `${name.slice(0, 1)}○`, told]) expect(shown).not.toContain(part)
})
