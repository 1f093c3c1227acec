import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { sm2SignerFrom } from '@gongzhi/kernel/server/crypto.ts'
import { sm2 } from 'sm-crypto-v2'
import { expect, test } from 'vitest'
import { toBase64, toHex, utf8 } from './bytes.ts'
import { leafHash } from './merkle.ts'
import {
  checkpointText,
  isNoteSignedBy,
  keyLine,
  readCheckpoint,
  readKeyLine,
  signatureLine,
  signedNote,
} from './note.ts'
import { verify } from './proof.ts'
import { isSm2SignedBy } from './sm2.ts'
import { sm3 } from './sm3.ts'

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'))

test('SM3 gives what the standard gives for its two samples, and what the machine gives at every length around a block', () => {
  expect(toHex(sm3(utf8('abc')))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  expect(toHex(sm3(utf8('abcd'.repeat(16))))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
  for (let length = 0; length < 200; length++) {
    const message = new Uint8Array(length).map((_, at) => (at * 7 + length) & 255)
    expect(toHex(sm3(message)), String(length)).toBe(createHash('sm3').update(message).digest('hex'))
  }
})

// GB/T 32918.5, the signature of its annex
const standard = {
  key: bytes(
    '09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13',
  ),
  signature: bytes(
    'F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA',
  ),
}

test('the sample signature of the SM2 standard holds, and with any byte of it changed it does not', () => {
  const message = utf8('message digest')
  expect(isSm2SignedBy(standard.key, message, standard.signature)).toBe(true)
  for (let at = 0; at < 64; at += 5) {
    const changed = standard.signature.map((byte, n) => (n === at ? byte ^ 1 : byte))
    expect(isSm2SignedBy(standard.key, message, changed), String(at)).toBe(false)
    const other = standard.key.map((byte, n) => (n === at ? byte ^ 1 : byte))
    expect(isSm2SignedBy(other, message, standard.signature), String(at)).toBe(false)
  }
  expect(isSm2SignedBy(standard.key, utf8('message digesT'), standard.signature)).toBe(false)
  for (const length of [0, 63, 65]) expect(isSm2SignedBy(standard.key, message, new Uint8Array(length))).toBe(false)
  expect(isSm2SignedBy(standard.key, message, new Uint8Array(64))).toBe(false)
  expect(isSm2SignedBy(new Uint8Array(64), message, standard.signature)).toBe(false)
})

test('what the server signs, this checker and the library know alike', () => {
  for (let n = 0; n < 8; n++) {
    const message = utf8(`第 ${n} 句`)
    const signer = sm2SignerFrom(createHash('sha256').update(String(n)).digest())
    const signature = signer.sign(message)
    expect(isSm2SignedBy(signer.publicKey, message, signature)).toBe(true)
    const open = `04${signer.publicKey.toString('hex')}`
    expect(sm2.doVerifySignature(message, signature.toString('hex'), open, { hash: true })).toBe(true)
    expect(isSm2SignedBy(signer.publicKey, utf8('别的'), signature)).toBe(false)
  }
})

const name = 'gongzhi/441226'
const leaf = JSON.stringify({
  at: '2026-11-25T03:00:00.000Z',
  body: {},
  county: '441226',
  kind: 'matter',
  number: '2026-M-0042',
})
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const first = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
const seed = (n: number) => sm2SignerFrom(Buffer.alloc(32, n))
const second = keyLine(name, seed(1).publicKey, 'sm2')
const text = checkpointText({
  origin: name,
  size: 1,
  root: leafHash(utf8(leaf)),
  at: '2026-11-25T04:00:00.000Z',
  sm2: second,
})
const byFirst = signatureLine({ name, key: first, algorithm: 'ed25519' }, sign(null, Buffer.from(text), privateKey))
const bySm2 = (n: number) =>
  signatureLine({ name, key: seed(n).publicKey, algorithm: 'sm2' }, seed(n).sign(Buffer.from(text)))
const proofWith = (...lines: string[]) =>
  JSON.stringify({
    ...{ format: 'gongzhi-proof/1', key: keyLine(name, first), checkpoint: signedNote(text, ...lines) },
    ...{ leaf: { index: 0, data: leaf }, path: [] },
  })

test('a head that names a second key bears both signatures: neither can be taken off or made by another hand', () => {
  const whole = proofWith(byFirst, bySm2(1))
  expect(verify(whole)).toMatchObject({ ok: true, wrong: [] })
  expect(verify(whole).sm2Print).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/)
  expect(verify(proofWith(byFirst)).wrong).toEqual(['sm2'])
  expect(verify(proofWith(byFirst, bySm2(2))).wrong).toEqual(['sm2'])
  expect(verify(proofWith(bySm2(1))).wrong).toEqual(['signature'])
  expect(verify(whole.replace(`\\nsm2 ${second}`, '')).wrong).toEqual(['signature'])
  // whoever holds on to the key that hung on the notice board
  expect(verify(whole, { sm2: second }).ok).toBe(true)
  expect(verify(whole, { sm2: keyLine(name, seed(2).publicKey, 'sm2') }).wrong).toEqual(['other-key'])
  // an SM2 key does not stand in the first one's place
  expect(verify(whole.replace(JSON.stringify(keyLine(name, first)), JSON.stringify(second))).wrong).toEqual([
    'unreadable',
  ])
})

test('the second signature is a line of the same note, under a key line of its own kind', () => {
  const note = signedNote(text, byFirst, bySm2(1))
  expect(readKeyLine(second)).toMatchObject({ name, algorithm: 'sm2' })
  expect(readKeyLine(second.replace('441226+', '441227+'))).toBeUndefined()
  expect(isNoteSignedBy(note, second)).toBe(true)
  expect(isNoteSignedBy(note, keyLine(name, first))).toBe(true)
  expect(readCheckpoint(note)).toMatchObject({ sm2: second, at: '2026-11-25T04:00:00.000Z' })
  expect(toBase64(readCheckpoint(note)?.root ?? new Uint8Array())).toBe(toBase64(leafHash(utf8(leaf))))
})
