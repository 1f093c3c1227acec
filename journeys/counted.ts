import type { Page } from 'playwright-core'

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
  const counted = async (act: Promise<unknown>) => {
    await act
    presses++
    await look()
  }
  return {
    look,
    press: (name: string | RegExp) =>
      counted(
        page
          .getByRole('button', { name, exact: typeof name === 'string' })
          .first()
          .click(),
      ),
    follow: (name: string | RegExp) => counted(page.getByRole('link', { name }).first().click()),
    choose: (name: string | RegExp) =>
      counted(
        page
          .getByRole('radio', { name, exact: typeof name === 'string' })
          .first()
          .check(),
      ),
    tick: (name: string | RegExp) => counted(page.getByRole('checkbox', { name }).first().check()),
    select: (label: string, option: string) => counted(page.getByLabel(label).first().selectOption({ label: option })),
    write: (label: string | RegExp, text: string) =>
      counted(page.locator('input, textarea').and(page.getByLabel(label)).first().fill(text)),
    cost: (): Cost => ({ required: required.size, presses }),
  }
}
