import { concat } from './bytes.ts'

/* SM3 (GB/T 32905-2016): browsers have none. */

const START = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e] as const

const turned = (word: number, by: number): number => (word << (by & 31)) | (word >>> (32 - (by & 31)))
const p0 = (x: number): number => x ^ turned(x, 9) ^ turned(x, 17)
const p1 = (x: number): number => x ^ turned(x, 15) ^ turned(x, 23)

const padded = (message: Uint8Array): Uint8Array => {
  const rest = new Uint8Array(((119 - (message.length % 64)) % 64) + 9)
  rest[0] = 0x80
  new DataView(rest.buffer).setBigUint64(rest.length - 8, BigInt(message.length) * 8n)
  return concat(message, rest)
}

const compress = (state: number[], block: DataView): number[] => {
  const w = Array.from({ length: 16 }, (_, n) => block.getInt32(4 * n))
  const at = (n: number): number => w[n] as number
  for (let n = 16; n < 68; n++)
    w.push(p1(at(n - 16) ^ at(n - 9) ^ turned(at(n - 3), 15)) ^ turned(at(n - 13), 7) ^ at(n - 6))
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let n = 0; n < 64; n++) {
    const early = n < 16
    const twelve = turned(a, 12)
    const ss1 = turned((twelve + e + turned(early ? 0x79cc4519 : 0x7a879d8a, n)) | 0, 7)
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g)
    const tt1 = (ff + d + (ss1 ^ twelve) + (at(n) ^ at(n + 4))) | 0
    const tt2 = (gg + h + ss1 + at(n)) | 0
    ;[d, c, b, a] = [c, turned(b, 9), a, tt1]
    ;[h, g, f, e] = [g, turned(f, 19), e, p0(tt2)]
  }
  return [a, b, c, d, e, f, g, h].map((word, n) => word ^ (state[n] as number))
}

/** The 32 bytes of a message's SM3. */
export const sm3 = (message: Uint8Array): Uint8Array => {
  const bytes = padded(message)
  let state: number[] = [...START]
  for (let at = 0; at < bytes.length; at += 64) state = compress(state, new DataView(bytes.buffer, at, 64))
  const out = new DataView(new ArrayBuffer(32))
  for (const [n, word] of state.entries()) out.setInt32(4 * n, word)
  return new Uint8Array(out.buffer)
}
