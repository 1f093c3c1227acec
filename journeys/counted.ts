import type { Locator, Page } from 'playwright-core'

/** What a task costs the person who does it. */
export type Cost = { readonly required: number; readonly presses: number }

/**
 * A hand that counts: every press, choice, selection and text written is one press; every field that had to be filled in
 * while it was in sight is one required field, however many choices it offers.
 */
export const countingHand = (page: Page) => {
  let presses = 0
  const required = new Set<string>()
  const look = async () => {
    const names = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLInputElement>('input, select, textarea')]
        .filter((one) => one.checkVisibility() && (one.required || one.ariaRequired === 'true'))
        .map((one) => one.name || one.id),
    )
    for (const name of names) required.add(name)
  }
  /** What is in sight when it is done is counted, not what the next page shows and however soon. */
  const counted = async (target: Locator, act: (on: Locator) => Promise<unknown>) => {
    await target.waitFor({ state: 'attached' })
    await look()
    await act(target)
    presses++
  }
  const byRole = (role: 'button' | 'link' | 'radio' | 'checkbox', name: string | RegExp): Locator =>
    page.getByRole(role, { name, exact: typeof name === 'string' && role !== 'link' && role !== 'checkbox' }).first()
  return {
    press: (name: string | RegExp) => counted(byRole('button', name), (on) => on.click()),
    follow: (name: string | RegExp) => counted(byRole('link', name), (on) => on.click()),
    choose: (name: string | RegExp) => counted(byRole('radio', name), (on) => on.check()),
    tick: (name: string | RegExp) => counted(byRole('checkbox', name), (on) => on.check()),
    select: (label: string, option: string) =>
      counted(page.getByLabel(label).first(), (on) => on.selectOption({ label: option })),
    write: (label: string | RegExp, text: string) =>
      counted(page.locator('input, textarea').and(page.getByLabel(label)).first(), (on) => on.fill(text)),
    cost: (): Cost => ({ required: required.size, presses }),
  }
}
