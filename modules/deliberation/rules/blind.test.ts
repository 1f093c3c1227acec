import {
  constants,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blind, encoded, isSigned, unblind } from './blind.ts'

/* RFC 9474, RSABSSA-SHA384-PSSZERO-Deterministic, held against the machine's own RSA-PSS. */

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 65_537 })
const modulus = new Uint8Array(Buffer.from(publicKey.export({ format: 'jwk' }).n ?? '', 'base64url'))
const raw = (blinded: Uint8Array) =>
  new Uint8Array(privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, Buffer.from(blinded)))
const blinded = (message: Uint8Array) => {
  for (;;) {
    const made = blind(modulus, message, randomBytes(256))
    if (made) return made
  }
}
const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 0 }

test('the encoding is that of RSA-PSS with SHA-384 and no salt', () => {
  const message = randomBytes(32)
  const signature = sign('sha384', message, { key: privateKey, ...pss })
  const opened = publicEncrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, signature)
  expect(Buffer.from(encoded(message)).equals(opened)).toBe(true)
  expect(isSigned(modulus, message, signature)).toBe(true)
})

test('a slip signed blind is one that anybody can check, and no other', () => {
  for (let n = 0; n < 8; n++) {
    const message = randomBytes(32)
    const { blinded: sent, inverse } = blinded(message)
    const proof = unblind(modulus, message, raw(sent), inverse)
    expect(proof).toBeDefined()
    expect(verify('sha384', message, { key: publicKey, ...pss }, proof as Uint8Array)).toBe(true)
    expect(unblind(modulus, randomBytes(32), raw(sent), inverse)).toBeUndefined()
  }
})

test('what the signer sees is the same for every slip: any slip could have been behind any blinded one', () => {
  // for every blinded value and every message there is a blinding that leads from one to the other
  const [one, other] = [randomBytes(32), randomBytes(32)]
  const { blinded: sent } = blinded(one)
  const m = BigInt(`0x${Buffer.from(encoded(other)).toString('hex')}`)
  const n = BigInt(`0x${Buffer.from(modulus).toString('hex')}`)
  const z = BigInt(`0x${Buffer.from(sent).toString('hex')}`)
  const inverse = (a: bigint): bigint => {
    let [r, s, x, y] = [a, n, 1n, 0n]
    while (s > 0n) [r, s, x, y] = [s, r % s, y, x - (r / s) * y]
    return ((x % n) + n) % n
  }
  // r^e = z / m: its root exists, for only the signer knows how to take it
  const re = (z * inverse(m)) % n
  const r = BigInt(`0x${Buffer.from(raw(Buffer.from(re.toString(16).padStart(512, '0'), 'hex'))).toString('hex')}`)
  const again = blind(modulus, other, Buffer.from(r.toString(16).padStart(512, '0'), 'hex'))
  expect(Buffer.from(again?.blinded ?? []).equals(Buffer.from(sent))).toBe(true)
})

test('a changed byte of a proof is found', () => {
  const message = randomBytes(32)
  const proof = sign('sha384', message, { key: privateKey, ...pss })
  fc.assert(
    fc.property(fc.nat(255), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const wrong = Uint8Array.from(proof)
      wrong[at] = (wrong[at] ?? 0) ^ by
      expect(isSigned(modulus, message, wrong)).toBe(false)
    }),
    { numRuns: 20 },
  )
})

test('a blinding of nought, or beyond the modulus, is not taken', () => {
  expect(blind(modulus, randomBytes(32), new Uint8Array(256))).toBeUndefined()
  expect(blind(modulus, randomBytes(32), new Uint8Array(256).fill(255))).toBeUndefined()
  expect(createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).asymmetricKeyType).toBe('rsa')
})

test('slips go there and back between this and another implementation of RFC 9474', async () => {
  // the other one is held against the vectors of the RFC by its own tests
  const suite = RSABSSA.SHA384.PSSZero.Deterministic()
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' }
  const spki = publicKey.export({ format: 'der', type: 'spki' })
  const theirs = await crypto.subtle.importKey('spki', new Uint8Array(spki), algorithm, true, ['verify'])
  const message = new Uint8Array(randomBytes(32))

  // blinded there, signed and finished here
  const there = await suite.blind(theirs, suite.prepare(message))
  const proof = unblind(modulus, message, raw(there.blindedMsg), there.inv)
  expect(proof && (await suite.verify(theirs, proof, message))).toBe(true)
  // blinded here, finished there: the deterministic suite gives the very same proof
  const here = blinded(message)
  expect(await suite.finalize(theirs, message, raw(here.blinded), here.inverse)).toEqual(proof)
  // signed there
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' })
  const signing = await crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), algorithm, true, ['sign'])
  expect(await suite.blindSign(signing, here.blinded)).toEqual(raw(here.blinded))
})
