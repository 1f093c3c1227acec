import { expect, test } from 'vitest'
import { file, openDesk, resident, village } from './carry.ts'
import { go, press, settled, textOf, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read, send, type Who } from './stage.ts'

const at = onStage()
const quiet: Who = { role: 'resident', place: '金西村', nth: 3 }
type Notices = { unread: number; rows: { number: string; kind: string }[] }

test('an answer’s notice arrives without a reload on two open pages; read on one it is read on the other', async () => {
  const { stage } = at
  // somebody to whom no other story brings notices
  const phone = await stage.as(quiet)
  const tablet = await stage.as(quiet, { width: 1280 })
  const { id, number } = await file(phone, { text: '渡口的灯不亮了。' })
  const carry = await openDesk(stage)
  await carry(id, 'accept', 'dispatch', 'take', 'conclude')
  await expect.poll(async () => (await read<Notices>(phone, '/notices')).unread, { timeout: 10_000 }).toBeGreaterThan(0)
  await go(phone, '/notices')
  if ((await phone.getByRole('button', { name: '全部标为已看' }).count()) > 0) await press(phone, '全部标为已看')
  await phone.getByRole('button', { name: '全部标为已看' }).waitFor({ state: 'detached' })
  await go(tablet, '/')
  // one stands in the list, the other on the first page: neither is touched again
  await carry(id, 'answer')
  const row = phone.getByRole('listitem').filter({ hasText: number }).filter({ hasText: '您反映的事有答复了' })
  await row.waitFor()
  const count = tablet.getByRole('banner').getByText('1 条没看')
  await count.waitFor()

  await row.getByRole('link').click()
  await settled(phone)
  await count.waitFor({ state: 'detached' })
  expect((await read<Notices>(tablet, '/notices')).unread).toBe(0)

  // 知道了: whoever answered sees that it has arrived
  await go(phone, '/notices')
  await press(row, `知道了：${number}`)
  await row.getByText('您已点“知道了”').waitFor()
  const clerk = await stage.as({ role: 'village-clerk', place: '金林村' }, { width: 1280 })
  await go(clerk, `/work/m/${id}`)
  const slip = clerk.getByRole('article').filter({ has: clerk.getByRole('heading', { name: '送达' }) })
  await slip.getByText('应送达1，已送达1').waitFor()
  await slip.getByText('本人点了“知道了”').waitFor()
})

test('somebody without an account is told by hand: the clerk notes it, and the desk knows that nobody need go there', async () => {
  const { stage } = at
  const clerk = await stage.as({ role: 'village-clerk', place: '金林村' }, { width: 1280 })
  const { id } = await send<{ id: string }>(clerk, '/matters/for-residents', {
    category: 'lighting',
    unit: village,
    text: '老人活动室的灯坏了。',
    channel: 'visit',
    name: '林老伯',
    consent: true,
  })
  const carry = await openDesk(stage)
  await carry(id, 'accept', 'dispatch', 'take', 'conclude', 'answer')
  await go(clerk, `/work/m/${id}`)
  const slip = clerk.getByRole('article').filter({ has: clerk.getByRole('heading', { name: '送达' }) })
  await slip.getByText('应送达1，已送达0').waitFor()
  await press(slip, '登记当面送达')
  await slip.getByRole('radio', { name: '上门告知' }).check()
  await write(slip, /^备注/, '在家里说的，老人说好了。')
  await press(slip, '登记')
  await slip.getByText('应送达1，已送达1').waitFor()
  await slip.getByText('在家里说的，老人说好了。').waitFor()
})

test('a mail address is proven by its code, and how one is told is kept', async () => {
  const { stage } = at
  const page = await stage.as({ ...resident, nth: 3 })
  stage.expectRefusal(page, 400)
  await go(page, '/notices/settings')
  await write(page, /^邮箱/, 'lin@example.cn')
  await press(page, '发验证码')
  await page.getByText('已寄到l…@example.cn').waitFor()
  const outbox = await stage.visitor()
  await go(outbox, '/demo/outbox')
  const said = await textOf(outbox.getByText(/【共治】验证码\d{6}\s/))
  const code = /验证码(\d{6})/.exec(said)?.[1] ?? ''
  await write(page, /^验证码/, '000000')
  await press(page, '确认')
  await page.getByText('验证码不对或过期了').waitFor()
  await write(page, /^验证码/, code)
  await press(page, '确认')
  await page.getByText('l…@example.cn', { exact: true }).waitFor()
  await page.getByLabel(/^结果/).selectOption({ label: '邮件' })
  await page.getByLabel(/^短信和邮件/).selectOption({ label: '每天18:00合成一条' })
  await press(page, '保存')
  await page.getByText('已保存').waitFor()
  await page.reload()
  await settled(page)
  expect(await page.getByLabel(/^结果/).inputValue()).toBe('mail')
  expect(await page.getByLabel(/^短信和邮件/).inputValue()).toBe('18')
})

test('what comes to a unit stands in its inbox without a reload', async () => {
  const { stage } = at
  const clerk = await stage.as({ role: 'village-clerk', place: '金林村' }, { width: 1280 })
  await go(clerk, '/work?box=unit')
  const count = clerk.getByRole('tab', { name: /^本单位/ })
  const before = await textOf(count)
  await file(await stage.as(resident), { text: '桥头的灯不亮了。' })
  // other stories bring this village matters too: the count moves, by how many is theirs to say
  await expect.poll(() => textOf(count), { timeout: 10_000 }).not.toBe(before)
})
