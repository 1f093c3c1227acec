/*
 * SHA-256, SHA-384 and SHA-512 (FIPS 180-4). A browser offers them only behind https; a village's paper must be checked anywhere.
 * The constants are what they are by definition: the first bits of the roots of the first primes.
 */

const primes: bigint[] = []
for (let n = 2n; primes.length < 80; n++) if (primes.every((prime) => n % prime !== 0n)) primes.push(n)

/** Whole part of the root, by Newton from above. */
const root = (of: bigint, power: 2n | 3n): bigint => {
  let x = 1n << 104n
  for (;;) {
    const next = power === 2n ? (x + of / x) / 2n : (2n * x + of / (x * x)) / 3n
    if (next >= x) return x
    x = next
  }
}
const MASK = (1n << 64n) - 1n
const START_512 = primes.slice(0, 8).map((prime) => root(prime << 128n, 2n) & MASK)
const START_384 = primes.slice(8, 16).map((prime) => root(prime << 128n, 2n) & MASK)
const ROUND_512 = primes.map((prime) => root(prime << 192n, 3n) & MASK)
const upper = (wide: bigint): number => Number(wide >> 32n) | 0
const START_256 = START_512.map(upper)
const ROUND_256 = ROUND_512.slice(0, 64).map(upper)

/** The message, a single bit, zeros, and its length in bits at the end of a block. */
const padded = (message: Uint8Array, block: 64 | 128): Uint8Array => {
  const length = Math.ceil((message.length + 1 + block / 8) / block) * block
  const out = new Uint8Array(length)
  out.set(message)
  out[message.length] = 0x80
  // Safari 14 has wide numbers, but no way to write one into bytes
  const view = new DataView(out.buffer)
  view.setUint32(length - 8, Math.floor(message.length / 2 ** 29))
  view.setUint32(length - 4, (message.length << 3) >>> 0)
  return out
}

const turn = (x: number, by: number): number => (x >>> by) | (x << (32 - by))
const w = new Int32Array(64)

/** 32 bytes. */
export const sha256 = (message: Uint8Array): Uint8Array => {
  const bytes = padded(message, 64)
  const view = new DataView(bytes.buffer)
  const state = Int32Array.from(START_256)
  const of = (list: ArrayLike<number>, at: number): number => list[at] as number
  for (let block = 0; block < bytes.length; block += 64) {
    for (let t = 0; t < 16; t++) w[t] = view.getInt32(block + t * 4)
    for (let t = 16; t < 64; t++) {
      const a = of(w, t - 15)
      const b = of(w, t - 2)
      const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)
      const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10)
      w[t] = of(w, t - 16) + s0 + of(w, t - 7) + s1
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
    for (let t = 0; t < 64; t++) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
      const one = (h + s1 + ((e & f) ^ (~e & g)) + of(ROUND_256, t) + of(w, t)) | 0
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + one) | 0
      d = c
      c = b
      b = a
      a = (one + two) | 0
    }
    for (const [at, value] of [a, b, c, d, e, f, g, h].entries()) state[at] = of(state, at) + value
  }
  const out = new DataView(new ArrayBuffer(32))
  for (const [at, value] of state.entries()) out.setInt32(at * 4, value)
  return new Uint8Array(out.buffer)
}

const turnWide = (x: bigint, by: bigint): bigint => ((x >> by) | (x << (64n - by))) & MASK

/** 64 bytes; only as fast as a signature needs. */
export const sha512 = (message: Uint8Array): Uint8Array => wide512(message, START_512)

/** 48 bytes: the same from another start, cut short. */
export const sha384 = (message: Uint8Array): Uint8Array => wide512(message, START_384).subarray(0, 48)

const wide512 = (message: Uint8Array, start: readonly bigint[]): Uint8Array => {
  const bytes = padded(message, 128)
  const view = new DataView(bytes.buffer)
  let state = [...start]
  for (let block = 0; block < bytes.length; block += 128) {
    const wide: bigint[] = []
    const of = (at: number): bigint => wide[at] as bigint
    for (let t = 0; t < 16; t++)
      wide.push((BigInt(view.getUint32(block + t * 8)) << 32n) | BigInt(view.getUint32(block + t * 8 + 4)))
    for (let t = 16; t < 80; t++) {
      const a = of(t - 15)
      const b = of(t - 2)
      const s0 = turnWide(a, 1n) ^ turnWide(a, 8n) ^ (a >> 7n)
      const s1 = turnWide(b, 19n) ^ turnWide(b, 61n) ^ (b >> 6n)
      wide.push((of(t - 16) + s0 + of(t - 7) + s1) & MASK)
    }
    let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state
    for (let t = 0; t < 80; t++) {
      const s1 = turnWide(e, 14n) ^ turnWide(e, 18n) ^ turnWide(e, 41n)
      const one = h + s1 + ((e & f) ^ (~e & MASK & g)) + (ROUND_512[t] as bigint) + of(t)
      const s0 = turnWide(a, 28n) ^ turnWide(a, 34n) ^ turnWide(a, 39n)
      const two = s0 + ((a & b) ^ (a & c) ^ (b & c))
      h = g
      g = f
      f = e
      e = (d + one) & MASK
      d = c
      c = b
      b = a
      a = (one + two) & MASK
    }
    const more = [a, b, c, d, e, f, g, h]
    state = state.map((value, at) => (value + (more[at] as bigint)) & MASK)
  }
  const out = new DataView(new ArrayBuffer(64))
  for (const [at, value] of state.entries()) {
    out.setUint32(at * 8, Number(value >> 32n))
    out.setUint32(at * 8 + 4, Number(value & 0xffffffffn))
  }
  return new Uint8Array(out.buffer)
}
