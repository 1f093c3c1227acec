/* Keys this device has seen, by county: whoever signs with another one is noticed here, without asking anybody. */

const KEY = 'record.keys'

const read = (): Record<string, string> => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return kept && typeof kept === 'object' ? (kept as Record<string, string>) : {}
  } catch {
    return {}
  }
}

export const trustedKey = (county: string): string | undefined => read()[county]

export const trustKey = (county: string, key: string): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...read(), [county]: key }))
  } catch {}
}
