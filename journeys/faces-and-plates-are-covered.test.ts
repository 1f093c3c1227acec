import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { clerk, file, openDesk, resident, worker } from './carry.ts'
import { sideways, violations } from './check-page.ts'
import { go, perform, press, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { photo, read } from './stage.ts'

const at = onStage()
const dir = process.env.PICTURES ?? mkdtempSync(join(tmpdir(), 'covered-'))
const picture = (page: Page, name: string) => page.screenshot({ path: join(dir, `${name}.png`), fullPage: true })

let count = 0
/** A matter with a photo on which somebody's plate can be read. */
const withPhoto = async (page: Page) => {
  const { buffer } = await photo()
  // the same picture has one id, and what is drawn over it is seen wherever it hangs: each story has a photo of its own
  const data = await sharp(buffer).extend({ right: ++count }).jpeg().toBuffer()
  const kept = await page.request.post('/api/files', { data, headers: { 'content-type': 'image/jpeg' } })
  const { id: plate } = await kept.json()
  const matter = await file(page, {
    category: 'road',
    spot: '米粉店门口',
    text: '车停在人行道上，过不去。',
    photos: [plate],
  })
  return { ...matter, plate }
}
/** The grey of the dot at thousandths of the picture as this page's person gets it. */
const greyAt = async (page: Page, matter: string, plate: string, x: number, y: number): Promise<number> => {
  const reply = await page.request.get(`/api/files/${matter}/${plate}`)
  const { data, info } = await sharp(await reply.body())
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return data[Math.floor((y * info.height) / 1000) * info.width + Math.floor((x * info.width) / 1000)] ?? -1
}
const boxOf = async (of: Locator) => {
  const box = await of.boundingBox()
  if (!box) throw new Error('not in sight')
  return box
}

test('with the mouse a clerk draws black over a plate, moves it, and from then on everybody sees it so', async () => {
  const { stage } = at
  const [reporter, desk] = [
    await stage.as({ ...resident, nth: 1 }),
    await stage.as(clerk, { width: 1280, height: 900 }),
  ]
  const { id, plate } = await withPhoto(reporter)
  expect(await greyAt(reporter, id, plate, 300, 300)).toBeGreaterThan(60)
  await go(desk, `/work/m/${id}`)
  await desk.getByRole('link', { name: '照片 1' }).first().click()
  await desk.getByRole('heading', { level: 1, name: '照片' }).waitFor()
  const whole = desk.getByRole('img', { name: '事项的照片' })
  await desk.locator('.redactor[aria-busy=false]').waitFor()
  await whole.scrollIntoViewIfNeeded()
  const { x, y, width, height } = await boxOf(whole)
  // nothing drawn, nothing sent
  expect(await desk.getByRole('button', { name: /确定遮挡照片/ }).getAttribute('aria-disabled')).toBe('true')
  await desk.mouse.move(x + width * 0.1, y + height * 0.1)
  await desk.mouse.down()
  await desk.mouse.move(x + width * 0.3, y + height * 0.3, { steps: 4 })
  await desk.mouse.up()
  const box = desk.getByRole('button', { name: /^黑块 1：/ })
  await box.waitFor()
  // dragged by a fifth to the right and down
  const before = await boxOf(box)
  await desk.mouse.move(before.x + before.width / 2, before.y + before.height / 2)
  await desk.mouse.down()
  await desk.mouse.move(before.x + before.width / 2 + width * 0.15, before.y + before.height / 2 + height * 0.15, {
    steps: 5,
  })
  await desk.mouse.up()
  expect(await box.getAttribute('aria-label')).toMatch(/左 25%，上 25%，宽 20%，高 20%/)
  // a mere tap draws nothing
  await desk.mouse.click(x + width * 0.8, y + height * 0.8)
  expect(await desk.locator('[data-box]').count()).toBe(1)
  await write(desk, /^为什么遮挡/, '车牌看得清。')
  await picture(desk, 'redact-desk')
  expect(await violations(desk)).toEqual([])
  await press(desk, '确定遮挡照片')
  await desk.getByText('遮好了').first().waitFor()
  await desk.getByRole('img', { name: '照片 1（已遮挡）' }).first().waitFor()
  for (const page of [reporter, desk]) {
    expect(await greyAt(page, id, plate, 350, 350)).toBeLessThan(6)
    expect(await greyAt(page, id, plate, 150, 150)).toBeGreaterThan(60)
  }
  await go(reporter, `/m/${id}`)
  await reporter.getByRole('img', { name: '照片 1（已遮挡）' }).waitFor()
  await reporter.getByText('遮挡了一张照片').waitFor()
  await reporter.getByText('车牌看得清。').waitFor()
})

test('with the keyboard alone a box is added, moved, resized, taken away and sent; the original opens with a reason', async () => {
  const { stage } = at
  const [reporter, desk] = [
    await stage.as({ ...resident, nth: 2 }),
    await stage.as(clerk, { width: 1280, height: 900 }),
  ]
  const { id, plate } = await withPhoto(reporter)
  await go(desk, `/work/m/${id}/photos/${plate}`)
  const add = desk.getByRole('button', { name: '加一块' })
  await add.focus()
  await desk.keyboard.press('Enter')
  const box = desk.getByRole('button', { name: /^黑块 1：/ })
  await expect.poll(() => box.evaluate((it) => it === document.activeElement)).toBe(true)
  expect(await box.getAttribute('aria-label')).toBe('黑块 1：左 40%，上 40%，宽 20%，高 15%')
  for (let n = 0; n < 20; n++) await desk.keyboard.press('ArrowLeft')
  for (let n = 0; n < 10; n++) await desk.keyboard.press('ArrowUp')
  for (let n = 0; n < 20; n++) await desk.keyboard.press('Shift+ArrowRight')
  for (let n = 0; n < 4; n++) await desk.keyboard.press('Shift+ArrowDown')
  expect(await box.getAttribute('aria-label')).toBe('黑块 1：左 30%，上 35%，宽 30%，高 17%')
  expect(await desk.getByRole('status').filter({ hasText: '黑块 1' }).textContent()).toBe(
    '黑块 1：左 30%，上 35%，宽 30%，高 17%',
  )
  await add.focus()
  await desk.keyboard.press('Enter')
  await desk.getByRole('button', { name: /^黑块 2：/ }).waitFor()
  await expect.poll(() => desk.evaluate(() => document.activeElement?.getAttribute('data-box'))).toBe('1')
  await desk.keyboard.press('Delete')
  expect(await desk.locator('[data-box]').count()).toBe(1)
  await expect.poll(() => desk.evaluate(() => document.activeElement?.getAttribute('data-box'))).toBe('0')
  await desk.getByLabel(/^为什么遮挡/).focus()
  await desk.keyboard.type('有路人的脸。')
  await desk.getByRole('button', { name: '确定遮挡照片' }).focus()
  await desk.keyboard.press('Enter')
  await desk.getByText('遮好了').first().waitFor()
  expect(await greyAt(reporter, id, plate, 450, 430)).toBeLessThan(6)

  // beneath the boxes: with a reason, which the reporter reads
  await go(desk, `/work/m/${id}/photos/${plate}`)
  await desk.getByText('这张照片已遮挡').waitFor()
  stage.expectRefusal(desk, 403)
  expect((await desk.request.get(`/api/files/${id}/${plate}/original`)).status()).toBe(403)
  await press(desk, '查看原照片')
  const dialog = desk.getByRole('dialog')
  await write(dialog, /理由|原因|为什么/, '核对是不是同一处。')
  await press(dialog, '查看原照片')
  await desk.getByText('您现在看的是没有遮挡的照片').waitFor()
  expect((await desk.request.get(`/api/files/${id}/${plate}/original`)).status()).toBe(200)
  expect((await reporter.request.get(`/api/files/${id}/${plate}/original`)).status()).toBe(404)
  await go(reporter, '/my-data')
  await reporter.getByText('核对是不是同一处。').waitFor()
  await reporter
    .getByText(/看了您的未遮挡的照片/)
    .first()
    .waitFor()
})

test('with a finger on a phone, at 360 px: drawn on the photo, while the page does not move sideways', async () => {
  const { stage } = at
  const [reporter, phone] = [await stage.as({ ...resident, nth: 3 }), await stage.as(clerk)]
  const { id, plate } = await withPhoto(reporter)
  await go(phone, `/work/m/${id}/photos/${plate}`)
  const whole = phone.getByRole('img', { name: '事项的照片' })
  await phone.locator('.redactor[aria-busy=false]').waitFor()
  await whole.scrollIntoViewIfNeeded()
  const { x, y, width, height } = await boxOf(whole)
  const touch = await phone.context().newCDPSession(phone)
  const finger = (type: 'touchStart' | 'touchMove' | 'touchEnd', px = 0, py = 0) =>
    touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: x + width * px, y: y + height * py }],
    })
  await finger('touchStart', 0.2, 0.2)
  for (const part of [0.3, 0.4, 0.5, 0.6]) await finger('touchMove', part, part)
  await finger('touchEnd')
  const box = phone.getByRole('button', { name: /^黑块 1：/ })
  await box.waitFor()
  expect(await box.getAttribute('aria-label')).toMatch(/左 20%，上 20%，宽 40%，高 40%/)
  expect(await sideways(phone)).toBe(0)
  await picture(phone, 'redact-phone')
  expect(await violations(phone)).toEqual([])
  await write(phone, /^为什么遮挡/, '门牌看得清。')
  await press(phone, '确定遮挡照片')
  await phone.getByText('遮好了').first().waitFor()
  expect(await greyAt(reporter, id, plate, 400, 400)).toBeLessThan(6)
})

test('a grid worker attaches a report to what was done; the reporter saves it under its name; a page that calls itself a PDF is refused', async () => {
  const { stage } = at
  const [reporter, hand] = [await stage.as({ ...resident, nth: 4 }), await stage.as(worker)]
  const carry = await openDesk(stage)
  const { id } = await file(reporter, { category: 'road', spot: '米粉店门口' })
  await carry(id, 'accept', 'dispatch', 'take')
  await go(hand, `/work/m/${id}`)
  const pdf = (name: string, words: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(words) })
  stage.expectRefusal(hand, 415)
  await perform(hand, '记进展', async (form) => {
    await write(form, /进展|做了什么|情况/, '检测做完了，报告在附件。')
    await form.getByLabel('加附件').setInputFiles(pdf('假的.pdf', '<html><script>alert(1)</script>'))
    await form.getByText('只能附 PDF、Word、Excel 或录音').waitFor()
    await form.getByLabel('加附件').setInputFiles(pdf('检测报告.pdf', '%PDF-1.4\n%%EOF'))
    await form.getByText('检测报告.pdf').waitFor()
    await picture(hand, 'attach-phone')
  })
  await hand.getByRole('link', { name: '检测报告.pdf' }).waitFor()
  await go(reporter, `/m/${id}`)
  const [saved] = await Promise.all([
    reporter.waitForEvent('download'),
    reporter.getByRole('link', { name: '检测报告.pdf' }).click(),
  ])
  // how the file is called then depends on the system's alphabet; what it is told stands in the answer
  expect(await saved.failure()).toBeNull()
  const reply = await reporter.request.get(saved.url())
  expect(reply.headers()['content-disposition']).toContain(encodeURIComponent('检测报告.pdf'))
  type Seen = { timeline: { act: string; attachments: { name: string }[] }[] }
  const { timeline } = await read<Seen>(reporter, `/matters/${id}`)
  expect(timeline.filter(({ act }) => act === 'note').map(({ attachments }) => attachments.length)).toEqual([1])
  await picture(reporter, 'attached-reporter')
})
