import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { clerk, file, openDesk, resident, village, worker } from './carry.ts'
import { chooseVillage, go, perform, press, textOf, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { photo, read, type Stage } from './stage.ts'

const at = onStage({ kept: true })
const place = { county: '德庆县', town: '官圩镇', village: '金林村' }

/** The browser complains of the lost signal, and of nothing else. */
const onlyOfTheSignal = (stage: Stage) =>
  expect(stage.broken.splice(0).filter((said) => !/ERR_(FAILED|CONNECTION)/.test(said))).toEqual([])

/** The page has been opened with a signal: the shell and what is read ahead are on the phone. */
const ready = async (page: Page): Promise<void> => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.state))
  const kept = () =>
    page.evaluate(
      () =>
        new Promise<string[]>((done) => {
          const asked = indexedDB.open('gongzhi')
          asked.onsuccess = () => {
            const all = asked.result.transaction('reads').objectStore('reads').getAllKeys()
            all.onsuccess = () => {
              asked.result.close()
              done(all.result.map(String))
            }
          }
        }),
    )
  await expect.poll(async () => (await kept()).join(' '), { timeout: 10_000 }).toMatch(/matters.categories.*/)
  await expect.poll(async () => (await kept()).join(' '), { timeout: 10_000 }).toContain('identity.session')
}

/** This browser does not wake its service worker by itself: what goes out, goes out from a page, as on most phones. */
const withoutSync = (page: Page) =>
  page.context().addInitScript(() => Reflect.deleteProperty(ServiceWorkerRegistration.prototype, 'sync'))

const away = (page: Page) => page.context().setOffline(true)
const home = (page: Page) => page.context().setOffline(false)
const waiting = (page: Page) => page.getByRole('link', { name: /件待发送/ })
const slips = (page: Page) => page.getByRole('article')

/** The three steps of a report, up to sending it. */
const fill = async (page: Page, text: string, withPhoto: boolean) => {
  await go(page, '/report')
  await page.getByRole('radio', { name: '路灯', exact: true }).check()
  await press(page, '下一步')
  await write(page, /^用您自己的话说清楚/, text)
  if (withPhoto) {
    await page.getByLabel('加照片').setInputFiles(await photo())
    await page.getByRole('img', { name: '照片 1' }).waitFor()
  }
  await press(page, '下一步')
  await press(page, '报上去')
  await page.getByRole('heading', { level: 1, name: '待发送' }).waitFor()
}

test('in a valley without signal three matters with photos are written down; the phone is closed; at home all three arrive once', async () => {
  const { stage } = at
  const stamp = String(Date.now())
  const told = ['一', '二', '三'].map((n) => `${stamp}第${n}根灯杆倒了，在山坳里。`)
  let phone = await stage.as(worker)
  await withoutSync(phone)
  await go(phone, '/place')
  await chooseVillage(phone, place)
  await go(phone, '/')
  await ready(phone)
  await away(phone)

  // the app is opened in the valley, from what the phone has kept
  await phone.close()
  phone = await stage.window(phone)
  for (const text of told) await fill(phone, text, true)
  expect(await slips(phone).count()).toBe(3)
  expect(await textOf(slips(phone).first())).toMatch(/照片 1 张.*等网络/)
  await phone.close()

  phone = await stage.window(phone)
  await go(phone, '/')
  await waiting(phone).filter({ hasText: '有 3 件待发送，有网后自动送达' }).waitFor()

  // home: the first answer is lost on its way back
  let dropped = 0
  await phone.route('**/api/matters', async (route) => {
    if (route.request().method() !== 'POST' || dropped++ > 0) return route.continue()
    await route.fetch()
    await route.abort()
  })
  await home(phone)
  await go(phone, '/outbox')
  await expect.poll(() => phone.getByText(/\d\d:\d\d 送到$/).count(), { timeout: 30_000 }).toBe(3)
  expect(dropped).toBeGreaterThan(3)
  await phone.getByText('没有待发送的，都送到了。').waitFor()
  await phone.getByRole('link', { name: '看回执' }).first().click()
  await phone.getByRole('heading', { level: 1, name: '回执' }).waitFor()
  expect(await textOf(phone.getByRole('main'))).toMatch(/\d{4}-M-\d{4,}/)

  const desk = await stage.as(clerk)
  for (const text of told) {
    const { rows } = await read<{ rows: { id: string }[] }>(
      desk,
      `/matters?unit=${village}&q=${encodeURIComponent(text.slice(0, 16))}`,
    )
    expect(rows).toHaveLength(1)
    const matter = await read<{ text: string; photos: string[] }>(desk, `/matters/${rows[0]?.id}`)
    expect(matter).toMatchObject({ text })
    expect(matter.photos).toHaveLength(1)
  }
  onlyOfTheSignal(stage)
})

const assigned = async (stage: Stage, text: string) => {
  const made = await file(await stage.as(resident), { text })
  const carry = await openDesk(stage)
  await carry(made.id, 'accept', 'dispatch')
  return { ...made, carry }
}

/** A phone of the grid on which today's list has been read with a signal. */
const fieldPhone = async (stage: Stage, who = worker, id?: string) => {
  const phone = await stage.as(who)
  await withoutSync(phone)
  await go(phone, '/work')
  await ready(phone)
  if (id) await go(phone, `/work/m/${id}`)
  return phone
}

const handle = async (phone: Page, id: string) => {
  await go(phone, `/work/m/${id}`)
  await perform(phone, '接办')
  await perform(phone, '记进展', (form) => write(form, /^进展/, '到现场看了，灯头进水。'))
  await perform(phone, '办结', async (form) => {
    await form.getByRole('radio', { name: '已解决' }).check()
    await write(form, /^怎么办的/, '换了灯头，已经亮了。')
  })
  await phone.getByText('还没送到：接办、记进展、办结').waitFor()
}
const acts = async (page: Page, id: string) =>
  (await read<{ timeline: { act: string }[] }>(page, `/matters/${id}`)).timeline.map(({ act }) => act)

test('a grid worker takes, notes and concludes without signal, from a list read before; it arrives in order, once', async () => {
  const { stage } = at
  const { id } = await assigned(stage, '后山路口的灯不亮了。')
  let phone = await fieldPhone(stage, worker, id)
  await away(phone)
  await phone.close()
  phone = await stage.window(phone)
  await go(phone, '/work')
  await phone.getByText(/没有网络，下面是 .* 取来的内容/).waitFor()
  await phone.getByRole('link', { name: '后山路口的灯不亮了', exact: true }).first().waitFor()
  await handle(phone, id)
  await phone.close()
  phone = await stage.window(phone)
  await home(phone)
  await go(phone, '/work/outbox')
  await expect.poll(() => phone.getByText(/\d\d:\d\d 送到$/).count(), { timeout: 30_000 }).toBe(3)
  expect((await acts(phone, id)).slice(-3)).toEqual(['take', 'note', 'conclude'])
  onlyOfTheSignal(stage)
})

test('somebody else was quicker: it is shown with what stands in the way, holds back what follows, and can be taken back', async () => {
  const { stage } = at
  const taken = await assigned(stage, '祠堂门口的灯不亮了。')
  const concluded = await assigned(stage, '戏台旁边的灯不亮了。')
  const phone = await fieldPhone(stage, worker, taken.id)
  await go(phone, `/work/m/${concluded.id}`)
  await away(phone)
  await handle(phone, taken.id)
  await go(phone, `/work/m/${concluded.id}`)
  await perform(phone, '接办')
  await taken.carry(taken.id, 'take')
  await concluded.carry(concluded.id, 'take', 'conclude')
  for (const status of [409, 403]) stage.expectRefusal(phone, status)
  await home(phone)
  await go(phone, '/work/outbox')

  // 409: taken by a colleague of the same grid; what follows is as lawful as before
  const first = slips(phone).filter({ hasText: '祠堂' }).first()
  await first.getByText('没送成：情况变了').waitFor()
  await first.getByText('这件事别人已经先办了，现在不在这一步').waitFor()
  expect(await phone.getByText('等前面的“接办”先送到').count()).toBe(2)
  await waiting(phone).filter({ hasText: '有 4 件待发送，其中 2 件没送成，请看看' }).waitFor()
  await press(first, '撤下')
  await press(phone.getByRole('dialog'), '确定撤下')
  await expect.poll(() => phone.getByText(/\d\d:\d\d 送到$/).count(), { timeout: 20_000 }).toBe(2)
  expect((await acts(phone, taken.id)).slice(-3)).toEqual(['take', 'note', 'conclude'])

  // 403: done by somebody else altogether, and no longer here
  const other = slips(phone).filter({ hasText: '戏台' })
  await other.getByText('没送成：情况变了').waitFor()
  await other.getByText('这件事不归您办。').waitFor()
  await press(other, '撤下')
  await press(phone.getByRole('dialog'), '确定撤下')
  await phone.getByText('没有待发送的，都送到了。').waitFor()
  expect((await acts(phone, concluded.id)).slice(-2)).toEqual(['take', 'conclude'])
  onlyOfTheSignal(stage)
})

test('a session that ended meanwhile parks everything until the same person has signed in again', async () => {
  const { stage } = at
  const { id } = await assigned(stage, '水井边的灯不亮了。')
  const phone = await fieldPhone(stage, worker, id)
  await away(phone)
  await handle(phone, id)
  const cookies = await phone.context().cookies()
  await phone.context().clearCookies()
  for (const status of [401]) stage.expectRefusal(phone, status)
  await home(phone)
  await phone.getByRole('dialog', { name: '请重新登录' }).waitFor({ timeout: 20_000 })
  await phone.context().addCookies(cookies)
  expect((await acts(phone, id)).slice(-1)).toEqual(['dispatch'])
  await phone.context().clearCookies()
  await press(phone, /^还是.*（演示）/)
  await expect
    .poll(() => acts(phone, id).then((all) => all.slice(-3)), { timeout: 20_000 })
    .toEqual(['take', 'note', 'conclude'])
  onlyOfTheSignal(stage)
})

test('another person on the same phone sees nothing of the first, and nothing goes out under the wrong name', async () => {
  const { stage } = at
  const { id } = await assigned(stage, '晒场东头的灯不亮了。')
  const phone = await fieldPhone(stage, worker, id)
  await away(phone)
  await handle(phone, id)
  // before anything has gone out somebody else is signed in
  await phone.route('**/api/matters/**', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  )
  await home(phone)
  // what was being read in the moment of leaving is refused
  stage.expectRefusal(phone, 401)
  await go(phone, '/work/me')
  await press(phone, '退出登录')
  await phone.getByRole('dialog', { name: '还有 3 件没送到' }).waitFor()
  await press(phone, '留着，我下次登录后再送')
  await phone.getByRole('heading', { level: 1, name: /登录/ }).waitFor()
  await phone.unroute('**/api/matters/**')
  const signIn = async (who: typeof worker) => {
    const reply = await phone.request.post('/api/demo/sessions', { data: { account: stage.person(who).account } })
    expect(reply.ok()).toBe(true)
  }
  await signIn(clerk)
  await go(phone, '/work/outbox')
  await phone.getByText('没有待发送的，都送到了。').waitFor()
  await phone.getByText('这部手机上还有 3 件等本人登录后送出').first().waitFor()
  expect(await textOf(phone.getByRole('main'))).not.toContain('晒场')
  const kept = await phone.evaluate(
    () =>
      new Promise<string>((done) => {
        const asked = indexedDB.open('gongzhi')
        asked.onsuccess = () => {
          const all = asked.result.transaction('reads').objectStore('reads').getAll()
          all.onsuccess = () => done(JSON.stringify(all.result))
        }
      }),
  )
  expect(kept).not.toContain(stage.person(worker).account)
  expect((await acts(phone, id)).slice(-1)).toEqual(['dispatch'])
  await signIn(worker)
  await go(phone, '/work/outbox')
  await expect.poll(() => phone.getByText(/\d\d:\d\d 送到$/).count(), { timeout: 30_000 }).toBe(3)
  const { timeline } = await read<{ timeline: { act: string; by: { kind: string } }[] }>(phone, `/matters/${id}`)
  expect(timeline.slice(-3).map(({ act, by }) => `${act} ${by.kind}`)).toEqual(['take you', 'note you', 'conclude you'])
  onlyOfTheSignal(stage)
})

test('what the server refuses is parked with its reason, changed where it stands, and sent again', async () => {
  const { stage } = at
  const { id, carry } = await assigned(stage, '石桥头的灯不亮了。')
  await carry(id, 'take')
  const phone = await fieldPhone(stage, worker, id)
  await away(phone)
  await perform(phone, '记进展', (form) => write(form, /^进展/, '到了石桥头。'))
  // the first answer: one field is not as it should be
  let asked = 0
  await phone.route('**/notes', (route) => {
    if (asked++ > 0) return route.continue()
    const errors = [{ pointer: '/body/text', code: 'too_small' }]
    const body = JSON.stringify({ type: '/problems/invalid', status: 400, errors })
    return route.fulfill({ status: 400, contentType: 'application/problem+json', body })
  })
  stage.expectRefusal(phone, 400)
  await home(phone)
  await waiting(phone).filter({ hasText: '有 1 件待发送，其中 1 件没送成，请看看' }).waitFor({ timeout: 20_000 })
  await go(phone, '/work/outbox')
  const slip = slips(phone).first()
  await slip.getByText('没送成').waitFor()
  await slip.getByText('“内容”不对，请检查').waitFor()
  await press(slip, '改好再送')
  await write(slip, '内容', '到石桥头看了，灯头坏了。')
  await press(slip, '再送一次')
  await phone.getByText(/\d\d:\d\d 送到$/).waitFor({ timeout: 20_000 })
  const { timeline } = await read<{ timeline: { act: string; text: string | null }[] }>(phone, `/matters/${id}`)
  expect(timeline.filter(({ act }) => act === 'note').map(({ text }) => text)).toEqual(['到石桥头看了，灯头坏了。'])
  onlyOfTheSignal(stage)
})
