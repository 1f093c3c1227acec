/* What one process tells the others: whose count may have changed, and in which units something moved. Nothing else. */

export type Wake = {
  readonly county: string
  readonly accounts?: readonly string[]
  readonly orgs?: readonly string[]
}

/** A payload holds 8,000 bytes; an account takes 39 of them, an organisation at most 63. */
const MOST = 120

/** The payloads that say it. */
export const wakeTexts = ({ county, accounts = [], orgs = [] }: Wake): string[] => {
  const cut = (all: readonly string[], name: 'a' | 'o') =>
    Array.from({ length: Math.ceil(all.length / MOST) }, (_, n) =>
      JSON.stringify({ c: county, [name]: all.slice(n * MOST, (n + 1) * MOST) }),
    )
  return [...cut([...new Set(accounts)], 'a'), ...cut([...new Set(orgs)], 'o')]
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

/** What a payload says; undefined for what is not one of ours. */
export const readWake = (text: string): Required<Wake> | undefined => {
  try {
    const said = JSON.parse(text) as Record<string, unknown>
    return typeof said?.c === 'string'
      ? { county: said.c, accounts: strings(said.a), orgs: strings(said.o) }
      : undefined
  } catch {
    return undefined
  }
}
