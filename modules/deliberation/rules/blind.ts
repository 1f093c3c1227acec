import { concat, sha384 } from '@gongzhi/record/rules'

/*
 * Blind signatures: RFC 9474, RSABSSA-SHA384-PSSZERO-Deterministic. The device blinds a random slip, the server signs what it
 * cannot read, the device takes the blinding off. Whoever brings the slip to the urn later cannot be tied to whoever it was
 * signed for, not even by the one who signed (P3, I6). Plain numbers: a browser on http has no WebCrypto.
 */

const EXPONENT = 65_537n
/** Bytes of a signature, a blinded slip and a modulus: RSA-2048. */
const BYTES = 256
const HASH = 48

const toNumber = (bytes: Uint8Array): bigint => {
  let text = '0x'
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return BigInt(text)
}
const toBytes = (value: bigint): Uint8Array => {
  const text = value.toString(16).padStart(BYTES * 2, '0')
  return Uint8Array.from({ length: BYTES }, (_, at) => Number.parseInt(text.slice(at * 2, at * 2 + 2), 16))
}

const power = (base: bigint, exponent: bigint, modulus: bigint): bigint => {
  let result = 1n
  let square = base % modulus
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

/** The inverse modulo n; undefined when there is none. */
const inverse = (value: bigint, modulus: bigint): bigint | undefined => {
  let [a, b] = [value % modulus, modulus]
  let [x, y] = [1n, 0n]
  while (b > 0n) {
    const times = a / b
    ;[a, b] = [b, a - times * b]
    ;[x, y] = [y, x - times * y]
  }
  return a === 1n ? ((x % modulus) + modulus) % modulus : undefined
}

const mask = (seed: Uint8Array, length: number): Uint8Array => {
  const parts: Uint8Array[] = []
  for (let n = 0; n * HASH < length; n++) parts.push(sha384(concat(seed, Uint8Array.of(0, 0, n >> 8, n & 255))))
  return concat(...parts).subarray(0, length)
}

/** EMSA-PSS (RFC 8017, 9.1.1) with an empty salt, for a modulus of 2,048 bits. */
export const encoded = (message: Uint8Array): Uint8Array => {
  const hash = sha384(concat(new Uint8Array(8), sha384(message)))
  const block = new Uint8Array(BYTES - HASH - 1)
  block[block.length - 1] = 1
  const over = mask(hash, block.length)
  const masked = block.map((byte, at) => byte ^ (over[at] ?? 0))
  masked[0] = (masked[0] ?? 0) & 0x7f
  return concat(masked, hash, Uint8Array.of(0xbc))
}

/** A blinded message with what takes the blinding off again; both 256 bytes. */
export type Blinded = { readonly blinded: Uint8Array; readonly inverse: Uint8Array }

/** Blinds a message for a modulus of 256 bytes; `random` 256 bytes. Undefined when they do not serve: take others. */
export const blind = (modulus: Uint8Array, message: Uint8Array, random: Uint8Array): Blinded | undefined => {
  const n = toNumber(modulus)
  const m = toNumber(encoded(message))
  const r = toNumber(random)
  const back = r > 0n && r < n ? inverse(r, n) : undefined
  if (back === undefined || inverse(m, n) === undefined) return undefined
  return { blinded: toBytes((m * power(r, EXPONENT, n)) % n), inverse: toBytes(back) }
}

/** Takes the blinding off a signed slip; undefined when the signature is not one by this key. */
export const unblind = (
  modulus: Uint8Array,
  message: Uint8Array,
  signed: Uint8Array,
  back: Uint8Array,
): Uint8Array | undefined => {
  const n = toNumber(modulus)
  const s = (toNumber(signed) * toNumber(back)) % n
  const proof = toBytes(s)
  return isSigned(modulus, message, proof) ? proof : undefined
}

/** Whether a proof is a signature of the message by the key with this modulus. */
export const isSigned = (modulus: Uint8Array, message: Uint8Array, proof: Uint8Array): boolean => {
  const n = toNumber(modulus)
  const s = toNumber(proof)
  return s < n && power(s, EXPONENT, n) === toNumber(encoded(message))
}
