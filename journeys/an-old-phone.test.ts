import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openDesk, resident } from './carry.ts'
import { go, receiptOf, report } from './hands.ts'
import { onStage } from './on-stage.ts'

const at = onStage({ kept: true })

/** Takes away what came after Chrome 87 and Safari 14, as far as a page can be without it. */
const makeOld = (page: Page) =>
  page.addInitScript(() => {
    const gone: [object, string[]][] = [
      [Array.prototype, ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with']],
      [String.prototype, ['at', 'isWellFormed', 'toWellFormed']],
      [Object, ['hasOwn', 'groupBy']],
      [Map, ['groupBy']],
      [Promise, ['withResolvers', 'try']],
      [AbortSignal, ['timeout', 'any', 'abort']],
      [URL, ['canParse', 'parse']],
      [Crypto.prototype, ['randomUUID']],
      [HTMLElement.prototype, ['showPopover', 'togglePopover']],
      [Element.prototype, ['checkVisibility']],
      [HTMLFormElement.prototype, ['requestSubmit']],
      [HTMLDialogElement.prototype, ['showModal', 'show', 'close']],
      // WeChat's engine on Android has neither a voice nor, on Safari 14, a lock to hold
      [window, ['structuredClone', 'speechSynthesis', 'requestIdleCallback', 'scheduler', 'BroadcastChannel']],
      [Navigator.prototype, ['locks', 'userAgentData']],
    ]
    for (const [of, names] of gone) for (const name of names) Reflect.deleteProperty(of, name)
  })

test('a report, its matter and its rating work in an engine that knows nothing newer than Chrome 87', async () => {
  const page = await at.stage.as(resident)
  await makeOld(page)
  await go(page, '/')
  expect(await page.evaluate(() => 'structuredClone' in window || 'at' in Array.prototype)).toBe(false)
  await report(page, { category: '路灯', text: '水井边的灯坏了。', withPhoto: true })
  const { id } = await receiptOf(page)
  await (await openDesk(at.stage))(id, 'accept', 'dispatch', 'take', 'conclude', 'answer')
  await go(page, `/m/${id}`)
  await page.getByText('灯已修好，请您看看。').first().waitFor()
  await page.getByRole('button', { name: '没解决，再办一次' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '没解决，再办一次' }).click()
  await page.getByText('等金林村便民服务站交办').first().waitFor()
  for (const path of ['/mine', '/notices', '/help', '/my-data', '/studios']) await go(page, path)
})
