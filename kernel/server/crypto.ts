import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  randomBytes,
  sign,
  timingSafeEqual,
} from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'
import type { Secrets } from './secrets.ts'

/**
 * One port for all encryption, each text tagged with its suite so that suites can change while old texts stay readable
 * (R20, 商用密码管理条例): `a1` = AES-256-GCM and HMAC-SHA-256, `s1` = 国密: SM4-CBC then HMAC-SM3 (Node's OpenSSL has
 * no SM4-GCM).
 */
export type Suite = 'a1' | 's1'

export type Crypto = {
  /** Sealed text, `<suite>.<base64url>`; a different one each time. */
  encrypt(purpose: string, text: string): string
  /** Reads either suite. Throws when changed, cut, or sealed for another purpose. */
  decrypt(purpose: string, sealed: string): string
  /** Stable keyed hash for looking up what is stored encrypted (phone, 身份证). */
  keyedHash(purpose: string, text: string): string
  /** Signs in the open: whoever has the public key can tell. */
  signer(purpose: string): Signer
  /** The same with SM2 and SM3 (GB/T 32918): a public key of 64 bytes, x and y. */
  sm2Signer(purpose: string): Signer
}

/** Signatures of 64 bytes; Ed25519 (RFC 8032) has a public key of 32. */
export type Signer = { readonly publicKey: Buffer; readonly sign: (message: Uint8Array) => Buffer }

/** The port as modules use it: purposes name what is protected (`people.phone`), keys stay inside. */
export function openCrypto(secrets: Secrets, suite: Suite = 'a1'): Crypto {
  return {
    encrypt: (purpose, text) => encrypt(secrets.keyFor(purpose), text, suite),
    decrypt: (purpose, sealed) => decrypt(secrets.keyFor(purpose), sealed),
    keyedHash: (purpose, text) => keyedHash(secrets.keyFor(purpose), text, suite),
    signer: (purpose) => signerFrom(secrets.keyFor(purpose)),
    sm2Signer: (purpose) => sm2SignerFrom(secrets.keyFor(purpose)),
  }
}

/** What stands before the 32 secret bytes of a key in PKCS #8. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key pair that follows from 32 secret bytes. */
function signerFrom(seed: Buffer): Signer {
  const key = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  return { publicKey, sign: (message) => sign(null, message, key) }
}

/** Order of the curve of GB/T 32918.5. */
const ORDER = BigInt('0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123')

/**
 * The SM2 key pair (GB/T 32918) that follows from 32 secret bytes, signing with SM3 under the standard's default id. Node's OpenSSL
 * leaves that id out of its signatures, which nobody else accepts.
 */
export function sm2SignerFrom(seed: Buffer): Signer {
  const secret = ((BigInt(`0x${seed.toString('hex')}`) % (ORDER - 2n)) + 1n).toString(16).padStart(64, '0')
  // 04, x, y
  const open = sm2.getPublicKeyFromPrivateKey(secret)
  return {
    publicKey: Buffer.from(open, 'hex').subarray(-64),
    sign: (message) =>
      Buffer.from(sm2.doSignature(new Uint8Array(message), secret, { hash: true, publicKey: open }), 'hex'),
  }
}

/** Seals a text with a 32-byte key. */
export function encrypt(key: Buffer, text: string, suite: Suite = 'a1'): string {
  if (suite === 's1') return `s1.${sealNational(key, text).toString('base64url')}`
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `a1.${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')}`
}

/** Opens what encrypt sealed, whichever suite. Throws when it was changed or the key is another. */
export function decrypt(key: Buffer, sealed: string): string {
  const [tag, coded = ''] = sealed.split('.')
  const bytes = Buffer.from(coded, 'base64url')
  if (tag === 's1') return openNational(key, bytes)
  if (tag !== 'a1' || bytes.length < 28) throw unreadable()
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
  decipher.setAuthTag(bytes.subarray(-16))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
  } catch {
    throw unreadable()
  }
}

/** HMAC in base64url: SHA-256 untagged, SM3 tagged `s1.`, so that the two never meet in one index. */
export function keyedHash(key: Buffer, text: string, suite: Suite = 'a1'): string {
  if (suite === 's1') return `s1.${createHmac('sm3', key).update(text).digest('base64url')}`
  return createHmac('sha256', key).update(text).digest('base64url')
}

const unreadable = () => new Error('sealed text was changed, cut, or belongs to another key')

/** Encryption and authentication never share a key (SM4 takes 16 bytes, HMAC-SM3 32). */
function nationalKeys(key: Buffer): { cipher: Buffer; mac: Buffer } {
  const bytes = Buffer.from(hkdfSync('sm3', key, '', 's1', 48))
  return { cipher: bytes.subarray(0, 16), mac: bytes.subarray(16) }
}

function sealNational(key: Buffer, text: string): Buffer {
  const keys = nationalKeys(key)
  const iv = randomBytes(16)
  const cipher = createCipheriv('sm4-cbc', keys.cipher, iv)
  const body = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([body, createHmac('sm3', keys.mac).update(body).digest()])
}

function openNational(key: Buffer, bytes: Buffer): string {
  if (bytes.length < 64) throw unreadable()
  const keys = nationalKeys(key)
  const body = bytes.subarray(0, -32)
  // The tag is checked before anything is decrypted: no padding oracle.
  if (!timingSafeEqual(createHmac('sm3', keys.mac).update(body).digest(), bytes.subarray(-32))) throw unreadable()
  const decipher = createDecipheriv('sm4-cbc', keys.cipher, body.subarray(0, 16))
  return Buffer.concat([decipher.update(body.subarray(16)), decipher.final()]).toString('utf8')
}
