import { concat, same } from './bytes.ts'
import { sha512 } from './sha2.ts'

/*
 * Ed25519 signatures (RFC 8032), checking only: nothing secret is ever here, so plain numbers will do. Signing is the
 * server's, with its own library.
 */

const P = 2n ** 255n - 19n
const L = 2n ** 252n + 27742317777372353535851937790883648493n
type Point = readonly [x: bigint, y: bigint, z: bigint, t: bigint]

const mod = (a: bigint): bigint => {
  const rest = a % P
  return rest < 0n ? rest + P : rest
}
const power = (base: bigint, exponent: bigint): bigint => {
  let result = 1n
  for (let b = base, e = exponent; e > 0n; e >>= 1n, b = mod(b * b)) if (e & 1n) result = mod(result * b)
  return result
}
const inverse = (a: bigint): bigint => power(a, P - 2n)
const D = mod(-121665n * inverse(121666n))
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n)
const ZERO: Point = [0n, 1n, 1n, 0n]

/** Complete: the same formula doubles. */
const add = ([x1, y1, z1, t1]: Point, [x2, y2, z2, t2]: Point): Point => {
  const a = mod((y1 - x1) * (y2 - x2))
  const b = mod((y1 + x1) * (y2 + x2))
  const c = mod(2n * D * t1 * t2)
  const d = mod(2n * z1 * z2)
  const [e, f, g, h] = [b - a, d - c, d + c, b + a]
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)]
}

const fromLittle = (bytes: Uint8Array): bigint => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)

const toPoint = (bytes: Uint8Array): Point | undefined => {
  const all = fromLittle(bytes)
  const y = all & ((1n << 255n) - 1n)
  if (bytes.length !== 32 || y >= P) return undefined
  const [u, v] = [mod(y * y - 1n), mod(D * y * y + 1n)]
  let x = mod(u * power(v, 3n) * power(mod(u * power(v, 7n)), (P - 5n) / 8n))
  if (mod(v * x * x) !== u) x = mod(x * ROOT_OF_MINUS_ONE)
  if (mod(v * x * x) !== u) return undefined
  const odd = all >> 255n
  if (x === 0n && odd === 1n) return undefined
  if ((x & 1n) !== odd) x = P - x
  return [x, y, 1n, mod(x * y)]
}

const toBytes = ([x, y, z]: Point): Uint8Array => {
  const one = inverse(z)
  let all = mod(y * one) | ((mod(x * one) & 1n) << 255n)
  const out = new Uint8Array(32)
  for (let at = 0; at < 32; at++, all >>= 8n) out[at] = Number(all & 255n)
  return out
}

const BASE = toPoint(Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 0x58 : 0x66))) as Point

/** Whether the 64 bytes are this key's signature of the message. */
export const isSignedBy = (key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  const a = toPoint(key)
  const s = fromLittle(signature.subarray(32))
  if (!a || signature.length !== 64 || s >= L) return false
  const r = signature.subarray(0, 32)
  const h = fromLittle(sha512(concat(r, key, message))) % L
  const minus: Point = [P - a[0], a[1], 1n, P - a[3]]
  const both = add(BASE, minus)
  // R = s·B − h·A, both at once
  let sum = ZERO
  for (let bit = 252n; bit >= 0n; bit--) {
    sum = add(sum, sum)
    const [ofS, ofH] = [(s >> bit) & 1n, (h >> bit) & 1n]
    if (ofS || ofH) sum = add(sum, ofS && ofH ? both : ofS ? BASE : minus)
  }
  return same(toBytes(sum), r)
}
