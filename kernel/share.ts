/** A share of a roll as an integer fraction (X2). `inclusive`: 以上, reaching it suffices; else 超过, it must be passed. */
export type Share = { readonly of: number; readonly in: number; readonly inclusive: boolean }

/** `share(2, 3)`: two thirds or more. `share(1, 2, 'strict')`: more than half (民法典 Art. 1259). */
export const share = (of: number, whole: number, kind: 'inclusive' | 'strict' = 'inclusive'): Share => {
  if (!Number.isInteger(of) || !Number.isInteger(whole) || of <= 0 || whole < of) throw new RangeError('share')
  return { of, in: whole, inclusive: kind === 'inclusive' }
}

/** True when `count` of `total` reaches the share. An empty roll reaches nothing. */
export const reaches = (s: Share, count: number, total: number): boolean =>
  total > 0 && (s.inclusive ? count * s.in >= total * s.of : count * s.in > total * s.of)

/** The smallest count that reaches the share; `undefined` for an empty roll. */
export const needed = (s: Share, total: number): number | undefined => {
  if (total <= 0) return undefined
  const exact = total * s.of
  return s.inclusive ? Math.ceil(exact / s.in) : Math.floor(exact / s.in) + 1
}
