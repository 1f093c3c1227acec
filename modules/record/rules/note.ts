import { concat, fromBase64, same, toBase64, toHex, utf8 } from './bytes.ts'
import { isSignedBy } from './ed25519.ts'
import { sha256 } from './sha2.ts'

/* C2SP signed-note and tlog-checkpoint: what the outside world's witnesses and monitors read. */

/** How far a log has come. `at`: when it was signed, ISO; it stands in an extension line. */
export type Checkpoint = {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  readonly at: string | null
}

const ED25519 = 1
const DASH = '\u2014'

/** The text that is signed. */
export const checkpointText = ({ origin, size, root, at }: Checkpoint): string =>
  `${[origin, String(size), toBase64(root), ...(at === null ? [] : [`time ${at}`])].join('\n')}\n`

const hashOfKey = (name: string, key: Uint8Array): Uint8Array =>
  sha256(concat(utf8(name), Uint8Array.of(10, ED25519), key)).subarray(0, 4)

/** A public key as one line: name, hash, algorithm and key. */
export const keyLine = (name: string, key: Uint8Array): string =>
  `${name}+${toHex(hashOfKey(name, key))}+${toBase64(concat(Uint8Array.of(ED25519), key))}`

/** Name and key of such a line; undefined when it is none. */
export const readKeyLine = (line: string): { readonly name: string; readonly key: Uint8Array } | undefined => {
  const [name = '', hash = '', ...coded] = line.split('+')
  const bytes = fromBase64(coded.join('+'))
  if (!name || !bytes || bytes.length !== 33 || bytes[0] !== ED25519) return undefined
  const key = bytes.subarray(1)
  return toHex(hashOfKey(name, key)) === hash ? { name, key } : undefined
}

/** What two people compare by eye: 32 hex digits in groups of four. */
export const keyPrint = (key: Uint8Array): string => (toHex(sha256(key)).slice(0, 32).match(/.{4}/g) ?? []).join(' ')

/** The text with its signature. */
export const signedNote = (text: string, name: string, key: Uint8Array, signature: Uint8Array): string =>
  `${text}\n${DASH} ${name} ${toBase64(concat(hashOfKey(name, key), signature))}\n`

/** Its parts; undefined when it is no signed note. */
const readNote = (note: string): { text: string; lines: string[] } | undefined => {
  const at = note.lastIndexOf('\n\n')
  if (at < 0 || !note.endsWith('\n')) return undefined
  const lines = note.slice(at + 2, -1).split('\n')
  return lines.every((line) => line.startsWith(`${DASH} `)) ? { text: note.slice(0, at + 1), lines } : undefined
}

/** What a note says of its log; undefined when it is no checkpoint. Whether it is signed is another question. */
export const readCheckpoint = (note: string): Checkpoint | undefined => {
  const read = readNote(note)
  const [origin = '', count = '', coded = '', ...more] = read?.text.slice(0, -1).split('\n') ?? []
  const root = fromBase64(coded)
  const size = Number(count)
  if (!read || !origin || !/^(0|[1-9]\d*)$/.test(count) || !Number.isSafeInteger(size) || root?.length !== 32)
    return undefined
  const at = more.find((line) => line.startsWith('time '))?.slice(5) ?? null
  return { origin, size, root, at }
}

/** Whether a note bears the signature of the key of this line. Signatures of others are passed over. */
export const isNoteSignedBy = (note: string, line: string): boolean => {
  const read = readNote(note)
  const known = readKeyLine(line)
  if (!read || !known) return false
  const hash = hashOfKey(known.name, known.key)
  return read.lines.some((one) => {
    const [, name, coded = ''] = one.split(' ')
    const bytes = fromBase64(coded)
    return (
      name === known.name &&
      bytes?.length === 68 &&
      same(bytes.subarray(0, 4), hash) &&
      isSignedBy(known.key, utf8(read.text), bytes.subarray(4))
    )
  })
}
