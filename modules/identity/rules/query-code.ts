/** Crockford's base32: no I, L, O, U, so that a code survives handwriting and the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Eight characters from the first 40 bits, printed as 7Q4K-2M9D. RangeError below five bytes. */
export const codeFromBytes = (bytes: Uint8Array): string => {
  if (bytes.length < 5) throw new RangeError('a query code needs 5 bytes')
  let bits = 0n
  for (const byte of bytes.subarray(0, 5)) bits = (bits << 8n) | BigInt(byte)
  const text = Array.from({ length: 8 }, (_, n) => ALPHABET[Number((bits >> BigInt(35 - 5 * n)) & 31n)]).join('')
  return `${text.slice(0, 4)}-${text.slice(4)}`
}

/** What a person typed, as it was printed: case, dashes, spaces, O for 0, I and L for 1. Undefined when it is no code. */
export const readCode = (typed: string): string | undefined => {
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4)}` : undefined
}
