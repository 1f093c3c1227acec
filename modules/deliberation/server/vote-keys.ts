import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'

/*
 * A key pair for each secret vote: made when it opens, sealed while it is open, erased when it closes. Afterwards nobody can sign
 * a slip any more, and everybody can still check those in the urn.
 */

const SEALED = 'deliberation.vote-key'
type Fresh = { readonly modulus: string; readonly pem: string }

const make = (): Fresh => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 65_537 })
  const { n = '' } = publicKey.export({ format: 'jwk' })
  return {
    modulus: Buffer.from(n, 'base64url').toString('hex').padStart(512, '0'),
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}

/** A fresh pair: the modulus, 512 hex digits, for everybody; the private key sealed. */
export const freshKey = (crypto: Crypto): { readonly publicKey: string; readonly privateKey: string } => {
  const { modulus, pem } = make()
  return { publicKey: modulus, privateKey: crypto.encrypt(SEALED, pem) }
}

const bytes = (hex: string) => Buffer.from(hex, 'hex')

/** Signs a blinded slip it cannot read; hex in, hex out. */
export const signBlinded = (crypto: Crypto, sealed: string, blinded: string): string =>
  privateDecrypt(
    { key: createPrivateKey(crypto.decrypt(SEALED, sealed)), padding: constants.RSA_NO_PADDING },
    bytes(blinded),
  )
    .toString('hex')
    .padStart(512, '0')

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 0 }

/** Slips for what was voted on paper, signed like those of the phones; hex. */
export const slipsOfOwn = (crypto: Crypto, sealed: string, many: number): { slip: string; proof: string }[] => {
  const key = createPrivateKey(crypto.decrypt(SEALED, sealed))
  return Array.from({ length: many }, () => {
    const slip = randomBytes(32)
    return { slip: slip.toString('hex'), proof: sign('sha384', slip, { key, ...PSS }).toString('hex') }
  })
}

const keys = new Map<string, KeyObject>()
const publicKeyOf = (modulus: string): KeyObject => {
  const known = keys.get(modulus)
  if (known) return known
  if (keys.size > 200) keys.clear()
  const key = createPublicKey({
    key: { kty: 'RSA', n: bytes(modulus).toString('base64url'), e: 'AQAB' },
    format: 'jwk',
  })
  keys.set(modulus, key)
  return key
}

/** Whether a slip was signed by the key of its vote (RSA-PSS, SHA-384, no salt). */
export const isSlipSigned = (modulus: string, slip: string, proof: string): boolean =>
  verify('sha384', bytes(slip), { key: publicKeyOf(modulus), ...PSS }, bytes(proof))
