/** A print is made of a picture shrunk to this many grey dots a side, whatever its shape. */
export const PRINT_SIDE = 32
const WAVES = 8
/** Dots whose grey differs by less are one grey: a blank wall has no print. */
const LEAST_CONTRAST = 24

const WAVE = Array.from({ length: WAVES }, (_, wave) =>
  Array.from({ length: PRINT_SIDE }, (_, at) => Math.cos(((2 * at + 1) * (wave + 1) * Math.PI) / (2 * PRINT_SIDE))),
)

/**
 * What a picture looks like in 64 bits, 16 hex digits (pHash): whether each of its 8 × 8 slowest waves (a cosine transform,
 * without what is only bright) is stronger than the middle one. The same picture made smaller, pressed harder or a little
 * darker keeps nearly all its bits; they tell nothing of who or what is on it. Undefined where there is too little to
 * tell, for then the bits would be noise.
 */
export const printOf = (dots: ArrayLike<number>): string | undefined => {
  if (dots.length !== PRINT_SIDE ** 2) throw new RangeError(`${dots.length} dots`)
  let [least, most] = [255, 0]
  for (let at = 0; at < dots.length; at++) {
    least = Math.min(least, dots[at] ?? 0)
    most = Math.max(most, dots[at] ?? 0)
  }
  if (most - least < LEAST_CONTRAST) return undefined
  // along each row, then down: the sum of a row's dots with each wave, and of those sums again
  const across = Array.from({ length: PRINT_SIDE }, (_, row) =>
    WAVE.map((wave) => wave.reduce((sum, part, at) => sum + part * (dots[row * PRINT_SIDE + at] ?? 0), 0)),
  )
  const strengths = WAVE.flatMap((down) =>
    WAVE.map((_, wave) => down.reduce((sum, part, row) => sum + part * (across[row]?.[wave] ?? 0), 0)),
  )
  const middle = [...strengths].sort((a, b) => a - b)[strengths.length / 2] ?? 0
  let print = ''
  for (let at = 0; at < strengths.length; at += 4)
    print += strengths
      .slice(at, at + 4)
      .reduce((digit, strength) => (digit << 1) | Number(strength >= middle), 0)
      .toString(16)
  return print
}

/** Grey dots of RGBA pixels, 0–255 each (Rec. 601), as a canvas gives them. */
export const greysOf = (rgba: ArrayLike<number>): number[] =>
  Array.from({ length: rgba.length / 4 }, (_, n) =>
    Math.round(0.299 * (rgba[n * 4] ?? 0) + 0.587 * (rgba[n * 4 + 1] ?? 0) + 0.114 * (rgba[n * 4 + 2] ?? 0)),
  )

/** How many of 64 bits differ between two prints (Hamming). */
export const bitsApart = (one: string, other: string): number => {
  let bits = 0
  for (let at = 0; at < 16; at++) {
    let differ = Number.parseInt(one[at] ?? '0', 16) ^ Number.parseInt(other[at] ?? '0', 16)
    for (; differ > 0; differ >>= 1) bits += differ & 1
  }
  return bits
}
