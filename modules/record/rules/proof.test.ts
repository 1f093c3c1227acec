import { generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { concat, fromBase64, toBase64, utf8 } from './bytes.ts'
import { codeOf, readCode } from './code.ts'
import { leafHash, nodeHash } from './merkle.ts'
import {
  checkpointText,
  isNoteSignedBy,
  keyLine,
  readCheckpoint,
  readKeyLine,
  signatureLine,
  signedNote,
} from './note.ts'
import { type InclusionProof, verify } from './proof.ts'

const pair = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return { key: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32), privateKey }
}
const mine = pair()
const name = 'gongzhi/441226'
const line = keyLine(name, mine.key)
const data = JSON.stringify({
  at: '2026-11-25T03:00:00.000Z',
  body: { outcomeText: '已换灯泡，亮了。' },
  county: '441226',
  journal: { hash: 'ab', seq: 7 },
  kind: 'matter',
  number: '2026-M-0042',
  subject: 'x',
})
const noteBy = ({ key, privateKey }: ReturnType<typeof pair>, root: Uint8Array, origin = name) => {
  const text = checkpointText({ origin, size: 2, root, at: '2026-11-25T04:00:00.000Z' })
  return signedNote(
    text,
    signatureLine({ name: origin, key, algorithm: 'ed25519' }, sign(null, Buffer.from(text), privateKey)),
  )
}
const other = leafHash(utf8('另一条'))
const root = nodeHash(other, leafHash(utf8(data)))
const proof: InclusionProof = {
  format: 'gongzhi-proof/1',
  key: line,
  checkpoint: noteBy(mine, root),
  leaf: { index: 1, data },
  path: [toBase64(other)],
}
const code = codeOf(leafHash(utf8(data)))
const wrongOf = (changed: object, known = {}) => verify(JSON.stringify({ ...proof, ...changed }), known).wrong

test('a whole proof holds and says its place, its day and its code', () => {
  const found = verify(JSON.stringify(proof), { key: line, code })
  expect(found).toMatchObject({ ok: true, wrong: [], no: 2, size: 2, code, signedAt: '2026-11-25T04:00:00.000Z' })
  expect(found.leaf?.number).toBe('2026-M-0042')
})

test('a changed letter, place, neighbour, head, key or code is refused, each by its own name', () => {
  expect(wrongOf({ leaf: { index: 1, data: data.replace('亮了', '没亮') } })).toEqual(['path'])
  expect(wrongOf({ leaf: { index: 0, data } })).toEqual(['path'])
  expect(wrongOf({ path: [toBase64(root)] })).toEqual(['path'])
  expect(wrongOf({ path: [] })).toEqual(['path'])
  expect(wrongOf({ checkpoint: proof.checkpoint.replace('T04', 'T05') })).toEqual(['signature'])
  expect(wrongOf({ key: keyLine(name, pair().key) })).toEqual(['signature'])
  expect(wrongOf({}, { code: '0000-0000' })).toEqual(['code'])
})

test('whoever signs with a key of their own is found by whoever knows the right one', () => {
  const forger = pair()
  const forged = { key: keyLine(name, forger.key), checkpoint: noteBy(forger, root) }
  expect(wrongOf(forged)).toEqual([])
  expect(wrongOf(forged, { key: line })).toEqual(['other-key'])
})

test('a head of another county proves nothing here', () => {
  const origin = 'gongzhi/510704'
  expect(wrongOf({ key: keyLine(origin, mine.key), checkpoint: noteBy(mine, root, origin) })).toContain('signature')
})

test('every byte of a proof counts: changed or left out anywhere, it fails or says the very same', () => {
  const text = JSON.stringify(proof)
  const whole = JSON.stringify(verify(text))
  for (let at = 0; at < text.length; at++) {
    for (const by of at % 2 ? [text[at] === 'A' ? 'B' : 'A'] : ['']) {
      const found = verify(text.slice(0, at) + by + text.slice(at + 1), { key: line })
      if (found.ok) expect(JSON.stringify(found), `${at}`).toBe(whole)
    }
  }
}, 60_000)

test('what is no proof is unreadable, never a fault', () => {
  for (const text of [
    '',
    '{}',
    'null',
    '[]',
    '1',
    '{"format":"gongzhi-proof/1"}',
    JSON.stringify({ ...proof, path: [1] }),
  ])
    expect(verify(text).wrong, text).toEqual(['unreadable'])
  expect(wrongOf({ leaf: { index: 1.5, data } })).toEqual(['path'])
  expect(wrongOf({ leaf: null })).toEqual(['unreadable'])
  expect(wrongOf({ checkpoint: 'gongzhi' })).toEqual(['unreadable'])
})

test('notes and keys are those of C2SP: the example of the specification is read and its signature known', () => {
  const key = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
  const note = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`
  expect(readKeyLine(key)?.name).toBe('PeterNeumann')
  expect(isNoteSignedBy(note, key)).toBe(true)
  expect(isNoteSignedBy(note.replace('answer', 'Answer'), key)).toBe(false)
  expect(readCheckpoint(note)).toBeUndefined()
})

test('a witness may add its signature, and ours still counts', () => {
  const added = `${proof.checkpoint}\u2014 witness.example/w ${toBase64(concat(Uint8Array.of(1, 2, 3, 4), new Uint8Array(64)))}\n`
  expect(isNoteSignedBy(added, line)).toBe(true)
  expect(readCheckpoint(added)?.size).toBe(2)
  expect(fromBase64('')).toEqual(new Uint8Array())
})

test('a code is read however it was typed, and never taken for another', () => {
  expect(codeOf(Uint8Array.of(0xff, 0, 0xff, 0, 0xff, 1, 2, 3), 3)).toMatch(/^ZW0F-Y07Z-/)
  expect(readCode('7q4k 2m9d')).toBe('7Q4K-2M9D')
  expect(readCode('OIL0-1234')).toBe('0110-1234')
  for (const typed of ['', '7Q4K', '7Q4K-2M9U', '2026-M-0042']) expect(readCode(typed), typed).toBeUndefined()
})
