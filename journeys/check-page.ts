import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Gives axe to every page that is opened from now on, which costs less than handing it to each once it stands. */
export const bringAxe = (page: Page): Promise<unknown> => page.addInitScript({ content: axe })

/** What axe finds wrong, by rule and element; `rules` looks for those alone. */
export const violations = async (page: Page, rules?: string[]): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  return page.evaluate(async (only) => {
    type Found = { id: string; nodes: { html: string; failureSummary: string }[] }
    const { violations: found } = await Reflect.get(window, 'axe').run(document, {
      resultTypes: ['violations'],
      ...(only ? { runOnly: only } : {}),
    })
    return found.flatMap((one: Found) =>
      one.nodes.map(({ html, failureSummary }) => `${one.id}: ${html.slice(0, 160)} ${failureSummary}`),
    )
  }, rules)
}

/** What a thumb could miss: targets lower than `least` px. A link inside a sentence may be as high as its line (WCAG 2.5.8). */
export const smallTargets = (page: Page, least: number): Promise<string[]> =>
  page.evaluate((px) => {
    const targets = [...document.querySelectorAll('button, select, input, textarea, summary, a[href]')]
    return targets.flatMap((one) => {
      const inline = one.tagName === 'A' && getComputedStyle(one).display === 'inline'
      const box = (one.closest('label') ?? one).getBoundingClientRect()
      const unseen = box.width <= 1 || box.height <= 1 || box.right <= 0 || box.bottom + scrollY <= 0
      return inline || unseen || box.height >= px - 0.5 ? [] : [`${one.outerHTML.slice(0, 120)} is ${box.height} px`]
    })
  }, least)

/** How far the page can be moved sideways, px. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/**
 * Walks the page with Tab alone: what could be focused and was not, or was without showing it. Tabs and radios count
 * once a group, since arrow keys move inside one.
 */
export const unreachable = async (page: Page): Promise<string[]> => {
  await page.evaluate(() => {
    const focusable = [...document.querySelectorAll('button, select, input, textarea, summary, a[href]')].filter(
      (one) => {
        const { width, height } = one.getBoundingClientRect()
        const off =
          one.matches('[tabindex="-1"], :disabled, input[type=radio]') || getComputedStyle(one).visibility === 'hidden'
        return width > 0 && height > 0 && !off && one.checkVisibility()
      },
    )
    Reflect.set(window, 'still', new Set(focusable))
    Reflect.set(window, 'bare', new Map<Element, boolean>())
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    scrollTo(0, 0)
  })
  const most =
    40 + (await page.evaluate(() => document.querySelectorAll('button, select, input, textarea, summary, a').length))
  for (let n = 0, left = 1; n < most && left > 0; n++) {
    await page.keyboard.press('Tab')
    left = await page.evaluate(() => {
      const still: Set<Element> = Reflect.get(window, 'still')
      const bare: Map<Element, boolean> = Reflect.get(window, 'bare')
      // a list that was read again meanwhile has other lines now: what is gone cannot be reached
      for (const one of still) if (!one.isConnected) still.delete(one)
      const on = document.activeElement
      if (!on || on === document.body) return still.size
      still.delete(on)
      // the ring may be drawn around the label of a hidden box; a date has several stops of its own, one ring will do
      const ringed = [on, on.closest('label'), on.nextElementSibling].some((one) => {
        if (!one) return false
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
      })
      bare.set(on, !ringed && bare.get(on) !== false)
      return still.size
    })
  }
  return page.evaluate(() => {
    const still: Set<Element> = Reflect.get(window, 'still')
    const bare: Map<Element, boolean> = Reflect.get(window, 'bare')
    const say = (what: string, one: Element) => `${what}: ${one.outerHTML.slice(0, 120)}`
    return [
      ...[...still].map((one) => say('not reached', one)),
      ...[...bare].flatMap(([one, is]) => (is ? [say('no focus ring', one)] : [])),
    ]
  })
}
