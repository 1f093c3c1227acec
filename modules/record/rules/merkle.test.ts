import { createHash, generateKeyPairSync, hash, randomBytes, sign } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64, toBase64, toHex, utf8 } from './bytes.ts'
import { isSignedBy } from './ed25519.ts'
import {
  consistencyRanges,
  emptyRoot,
  inclusionRanges,
  isConsistent,
  isIncluded,
  joined,
  leafHash,
  nodeHash,
  partsOf,
  type Range,
} from './merkle.ts'
import { sha256, sha512 } from './sha2.ts'

/* Beside a Merkle tree as RFC 6962 defines it, word for word, by the machine's own SHA-256 and slow. */

const sha = (...parts: Uint8Array[]) => parts.reduce((h, part) => h.update(part), createHash('sha256')).digest()
const naive = (leaves: readonly Uint8Array[]): Uint8Array => {
  const [only] = leaves
  if (!only) return sha()
  if (leaves.length === 1) return sha(Uint8Array.of(0), only)
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha(Uint8Array.of(1), naive(leaves.slice(0, k)), naive(leaves.slice(k)))
}

const MOST = 160
const leaves = Array.from({ length: MOST }, (_, n) => utf8(`第${n}条`))
const roots = Array.from({ length: MOST + 1 }, (_, n) => naive(leaves.slice(0, n)))
const rootOf = (n: number) => roots[n] as Uint8Array
const partHash = new Map<string, Uint8Array>()
const over = (range: Range): Uint8Array =>
  joined(
    partsOf(range).map(({ level, idx }) => {
      const name = `${level}/${idx}`
      const found = partHash.get(name) ?? naive(leaves.slice(idx * 2 ** level, (idx + 1) * 2 ** level))
      partHash.set(name, found)
      return found
    }),
  )

/** The eight inputs of the test vectors of Certificate Transparency, and the roots they give. */
const vectors = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const vectorRoots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

test('the known roots of Certificate Transparency come out, for each size', () => {
  const hashes = vectors.map((hex) => leafHash(Buffer.from(hex, 'hex')))
  expect(toHex(emptyRoot())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  for (let size = 1; size <= 8; size++) {
    const parts = partsOf([0, size]).map(({ level, idx }) => {
      let row = hashes.slice(idx * 2 ** level, (idx + 1) * 2 ** level)
      while (row.length > 1) row = row.flatMap((one, n) => (n % 2 ? [nodeHash(row[n - 1] as Uint8Array, one)] : []))
      return row[0] as Uint8Array
    })
    expect(toHex(joined(parts))).toBe(vectorRoots[size - 1])
  }
})

test('SHA-256, SHA-512, UTF-8 and base64 are those of the machine, for every length around a block', () => {
  const wrong: string[] = []
  for (let length = 0; length < 260; length++) {
    const bytes = randomBytes(length)
    if (toHex(sha256(bytes)) !== hash('sha256', bytes)) wrong.push(`SHA-256 of ${length}`)
    if (toHex(sha512(bytes)) !== hash('sha512', bytes)) wrong.push(`SHA-512 of ${length}`)
    if (toBase64(bytes) !== bytes.toString('base64')) wrong.push(`base64 of ${length}`)
    if (!bytes.equals(fromBase64(bytes.toString('base64')) ?? bytes.subarray(1))) wrong.push(`bytes of ${length}`)
  }
  expect(wrong).toEqual([])
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => Buffer.from(text).equals(utf8(text))))
})

test('base64 has one text for one meaning: no stray bits, no blanks, no missing padding', () => {
  for (const text of ['AB==', 'AAB=', 'A', 'AAAA=', 'AA AA', 'AA==AA==', '*AAA', '===='])
    expect(fromBase64(text), text).toBeUndefined()
})

test('every signature of the machine is known, and none with a changed bit', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  for (let length = 0; length < 20; length++) {
    const message = randomBytes(length * 13)
    const signature = sign(null, message, privateKey)
    expect(isSignedBy(key, message, signature)).toBe(true)
    const bent = Buffer.from(signature)
    const at = length * 3
    bent[at] = (bent[at] ?? 0) ^ (1 << (length % 8))
    expect(isSignedBy(key, message, bent)).toBe(false)
    expect(isSignedBy(key, Buffer.concat([message, Buffer.of(0)]), signature)).toBe(false)
    const other = Buffer.from(key)
    other[length] = (other[length] ?? 0) ^ 1
    expect(isSignedBy(other, message, signature)).toBe(false)
  }
})

test('the signatures of RFC 8032 are known; one with its number written longer is not', () => {
  const key = Buffer.from('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', 'hex')
  const signature = Buffer.from(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    'hex',
  )
  expect(isSignedBy(key, Buffer.of(0x72), signature)).toBe(true)
  // S + L says the same number, and would be a second signature of the same text
  const longer = Buffer.from(signature)
  let carry = 0n
  const order = 2n ** 252n + 27742317777372353535851937790883648493n
  for (let at = 0; at < 32; at++) {
    const sum = BigInt(longer[32 + at] ?? 0) + ((order >> BigInt(at * 8)) & 255n) + carry
    longer[32 + at] = Number(sum & 255n)
    carry = sum >> 8n
  }
  expect(isSignedBy(key, Buffer.of(0x72), longer)).toBe(false)
})

/** What does not answer as it should; thousands of questions, one look at the end. */
const wrongAmong = (asked: Iterable<readonly [what: string, answer: boolean, wanted: boolean]>): string[] =>
  [...asked].filter(([, answer, wanted]) => answer !== wanted).map(([what]) => what)

test('each leaf of each size up to 160 is proved, at its own place only', () => {
  const asked = function* () {
    for (let size = 1; size <= MOST; size++) {
      for (let index = 0; index < size; index += size < 40 ? 1 : 7) {
        const path = inclusionRanges(index, size).map(over)
        const leaf = leafHash(leaves[index] as Uint8Array)
        const where = `${index} of ${size}`
        yield [where, isIncluded(leaf, index, size, path, rootOf(size)), true] as const
        if (size < 2) continue
        yield [`${where} elsewhere`, isIncluded(leaf, (index + 1) % size, size, path, rootOf(size)), false] as const
        yield [`${where} short`, isIncluded(leaf, index, size, path.slice(1), rootOf(size)), false] as const
        yield [`${where} long`, isIncluded(leaf, index, size, [...path, leaf], rootOf(size)), false] as const
        yield [`${where} before`, isIncluded(leaf, index, size, path, rootOf(size - 1)), false] as const
      }
    }
  }
  expect(wrongAmong(asked())).toEqual([])
})

test('each size up to 160 begins with each smaller one, and with no other', () => {
  const asked = function* () {
    for (let size = 1; size <= MOST; size++) {
      for (let earlier = 1; earlier <= size; earlier += size < 40 ? 1 : 7) {
        const path = consistencyRanges(earlier, size).map(over)
        const [old, now] = [rootOf(earlier), rootOf(size)]
        const where = `${earlier} of ${size}`
        yield [where, isConsistent(earlier, size, old, now, path), true] as const
        if (earlier === size) continue
        yield [`${where} other`, isConsistent(earlier, size, rootOf(earlier - 1), now, path), false] as const
        yield [`${where} before`, isConsistent(earlier, size, old, rootOf(size - 1), path), false] as const
        yield [`${where} short`, isConsistent(earlier, size, old, now, path.slice(1)), false] as const
        yield [`${where} long`, isConsistent(earlier, size, old, now, [...path, rootOf(1)]), false] as const
      }
    }
  }
  expect(wrongAmong(asked())).toEqual([])
})

test('one changed bit in any hash of a proof, its leaf or its root is refused', () => {
  const bent = (bytes: Uint8Array, bit: number) => {
    const copy = Uint8Array.from(bytes)
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    return copy
  }
  fc.assert(
    fc.property(fc.integer({ min: 2, max: MOST }), fc.nat(), fc.nat(), fc.nat(255), (size, a, b, bit) => {
      const index = a % size
      const path = inclusionRanges(index, size).map(over)
      const leaf = leafHash(leaves[index] as Uint8Array)
      const at = b % path.length
      const wrong = path.map((one, n) => (n === at ? bent(one, bit) : one))
      expect(isIncluded(leaf, index, size, wrong, rootOf(size))).toBe(false)
      expect(isIncluded(bent(leaf, bit), index, size, path, rootOf(size))).toBe(false)
      expect(isIncluded(leaf, index, size, path, bent(rootOf(size), bit))).toBe(false)
      const earlier = 1 + (a % (size - 1))
      const chain = consistencyRanges(earlier, size).map(over)
      const broken = chain.map((one, n) => (n === b % chain.length ? bent(one, bit) : one))
      expect(isConsistent(earlier, size, rootOf(earlier), rootOf(size), broken)).toBe(false)
    }),
    { numRuns: 300 },
  )
})

test('a log in which one earlier leaf was changed is consistent with nothing that was signed after it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.nat(), (size, a, b) => {
      const earlier = 1 + (a % (size - 1))
      const changed = leaves.slice(0, size).map((leaf, n) => (n === b % earlier ? utf8('改过的') : leaf))
      const path = consistencyRanges(earlier, size).map(([from, to]) => naive(changed.slice(from, to)))
      expect(isConsistent(earlier, size, rootOf(earlier), naive(changed), path)).toBe(false)
    }),
    { numRuns: 100 },
  )
})
