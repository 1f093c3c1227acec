/* The short code on paper: the beginning of a leaf's hash, in letters that nobody mistakes for each other. */

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const letters = (hash: Uint8Array, count: number): string => {
  let text = ''
  for (let at = 0; at < count; at++) {
    const bit = at * 5
    const two = ((hash[bit >> 3] ?? 0) << 8) | (hash[(bit >> 3) + 1] ?? 0)
    text += LETTERS[(two >> (11 - (bit & 7))) & 31]
  }
  return text
}

/** `7Q4K-2M9D`; more groups of four where eight letters are taken already. */
export const codeOf = (hash: Uint8Array, groups = 2): string =>
  (letters(hash, groups * 4).match(/.{4}/g) ?? []).join('-')

/** As it is kept, however it was typed: small letters, spaces, O for 0, I and L for 1. undefined when it is no code. */
export const readCode = (typed: string): string | undefined => {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]+$/.test(plain) && [8, 12, 16].includes(plain.length)
    ? (plain.match(/.{4}/g) ?? []).join('-')
    : undefined
}
