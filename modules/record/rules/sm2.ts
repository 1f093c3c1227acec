import { concat, toHex, utf8 } from './bytes.ts'
import { sm3 } from './sm3.ts'

/*
 * SM2 signatures with SM3 (GB/T 32918.2-2016, curve of GB/T 32918.5), checking only: nothing secret is ever here, so plain
 * numbers will do. Signing is the server's, with its own library.
 */

const hex = (text: string): bigint => BigInt(`0x${text}`)
const P = hex('fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff')
const A = P - 3n
const B = hex('28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93')
const N = hex('fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123')
const G = [
  hex('32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7'),
  hex('bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0'),
] as const
/** Who signs, as the standard's default has it. */
const ID = utf8('1234567812345678')

/** Jacobian: x / z², y / z³; z = 0 is the point at infinity. */
type Point = readonly [x: bigint, y: bigint, z: bigint]
const NOWHERE: Point = [1n, 1n, 0n]

const mod = (a: bigint): bigint => {
  const rest = a % P
  return rest < 0n ? rest + P : rest
}
const inverse = (a: bigint): bigint => {
  let [low, high, x, y] = [mod(a), P, 1n, 0n]
  while (low > 1n) {
    const times = high / low
    ;[low, high, x, y] = [high - times * low, low, y - times * x, x]
  }
  return mod(x)
}

const double = ([x, y, z]: Point): Point => {
  if (z === 0n || y === 0n) return NOWHERE
  const yy = mod(y * y)
  const s = mod(4n * x * yy)
  const zz = mod(z * z)
  // a = −3
  const m = mod(3n * (x - zz) * (x + zz))
  const x3 = mod(m * m - 2n * s)
  return [x3, mod(m * (s - x3) - 8n * yy * yy), mod(2n * y * z)]
}

const add = (one: Point, other: Point): Point => {
  const [x1, y1, z1] = one
  const [x2, y2, z2] = other
  if (z1 === 0n) return other
  if (z2 === 0n) return one
  const [a, b] = [mod(z1 * z1), mod(z2 * z2)]
  const [u1, u2] = [mod(x1 * b), mod(x2 * a)]
  const [s1, s2] = [mod(y1 * b * z2), mod(y2 * a * z1)]
  const [h, r] = [mod(u2 - u1), mod(s2 - s1)]
  if (h === 0n) return r === 0n ? double(one) : NOWHERE
  const hh = mod(h * h)
  const hhh = mod(h * hh)
  const v = mod(u1 * hh)
  const x3 = mod(r * r - hhh - 2n * v)
  return [x3, mod(r * (v - x3) - s1 * hhh), mod(h * z1 * z2)]
}

const bytesOf = (value: bigint): Uint8Array => {
  const out = new Uint8Array(32)
  for (let at = 31, rest = value; at >= 0; at--, rest >>= 8n) out[at] = Number(rest & 255n)
  return out
}
const numberOf = (bytes: Uint8Array): bigint => hex(toHex(bytes))

/** 64 bytes, x and y, of a point on the curve; undefined for anything else. */
const toPoint = (key: Uint8Array): Point | undefined => {
  if (key.length !== 64) return undefined
  const [x, y] = [numberOf(key.subarray(0, 32)), numberOf(key.subarray(32))]
  return x < P && y < P && mod(y * y) === mod(x * x * x + A * x + B) ? [x, y, 1n] : undefined
}

const CURVE = concat(...[A, B, ...G].map(bytesOf))
const LENGTH_OF_ID = Uint8Array.of(0, ID.length * 8)

/** Whether the 64 bytes (r and s) are the signature of this key (x and y, 64 bytes) under the message. */
export const isSm2SignedBy = (key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  const p = toPoint(key)
  if (!p || signature.length !== 64) return false
  const [r, s] = [numberOf(signature.subarray(0, 32)), numberOf(signature.subarray(32))]
  const t = (r + s) % N
  if (r < 1n || r >= N || s < 1n || s >= N || t === 0n) return false
  const e = numberOf(sm3(concat(sm3(concat(LENGTH_OF_ID, ID, CURVE, key)), message)))
  const g: Point = [...G, 1n]
  const both = add(g, p)
  // s·G + t·P, both at once
  let sum = NOWHERE
  for (let bit = 255n; bit >= 0n; bit--) {
    sum = double(sum)
    const [ofS, ofT] = [(s >> bit) & 1n, (t >> bit) & 1n]
    if (ofS || ofT) sum = add(sum, ofS && ofT ? both : ofS ? g : p)
  }
  const [x, , z] = sum
  if (z === 0n) return false
  const one = inverse(z)
  return (e + mod(x * one * one)) % N === r
}
