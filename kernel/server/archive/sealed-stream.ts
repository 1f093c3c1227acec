import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'

/*
 * A stream sealed with a passphrase: scrypt, then AES-256-GCM in frames of 64 KB. Each frame is bound to its place and the
 * last one says that it is the last: nothing can be changed, moved or cut off unseen.
 */

const MAGIC = Buffer.from('GONGZHI-SEALED-1\n')
const FRAME = 64 * 1024
const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt)
const keyOf = (passphrase: string, salt: Buffer) =>
  derive(passphrase.normalize('NFKC'), salt, 32, { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 2 ** 20 })

const nonceOf = (count: number, last: boolean): Buffer => {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(count), 0)
  nonce[11] = last ? 1 : 0
  return nonce
}

async function* framed(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<{ frame: Buffer; last: boolean }> {
  let held: Buffer[] = []
  let length = 0
  for await (const chunk of source) {
    held.push(chunk)
    length += chunk.length
    // one byte more than a frame: only then is it known not to be the last
    while (length > size) {
      const all = Buffer.concat(held)
      yield { frame: all.subarray(0, size), last: false }
      held = [all.subarray(size)]
      length = all.length - size
    }
  }
  yield { frame: Buffer.concat(held), last: true }
}

/** Seals what flows through it. */
export async function* seal(source: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(16)
  const key = await keyOf(passphrase, salt)
  yield Buffer.concat([MAGIC, salt])
  let count = 0
  for await (const { frame, last } of framed(source, FRAME)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(count++, last))
    yield Buffer.concat([cipher.update(frame), cipher.final(), cipher.getAuthTag()])
  }
}

/** Whether a file begins like a sealed one. */
export const isSealed = (start: Buffer): boolean => start.subarray(0, MAGIC.length).equals(MAGIC)

/** Why a sealed stream cannot be read: changed, cut short, or another passphrase. */
export const unreadable = () => Object.assign(new Error('sealed archive cannot be opened'), { code: 'archive-sealed' })

/** Opens what `seal` sealed. Throws `archive-sealed` when it was changed, cut, or the passphrase is another. */
export async function* unseal(source: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  let key: Buffer | undefined
  let head = Buffer.alloc(0)
  let count = 0
  const rest = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      if (key) {
        yield chunk
        continue
      }
      head = Buffer.concat([head, chunk])
      const from = MAGIC.length + 16
      if (head.length < from) continue
      if (!isSealed(head)) throw unreadable()
      key = await keyOf(passphrase, head.subarray(MAGIC.length, from))
      yield head.subarray(from)
    }
  }
  for await (const { frame, last } of framed(rest(), FRAME + 16)) {
    if (!key || frame.length < 16) throw unreadable()
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(count++, last))
    decipher.setAuthTag(frame.subarray(-16))
    let open: Buffer
    try {
      open = Buffer.concat([decipher.update(frame.subarray(0, -16)), decipher.final()])
    } catch {
      throw unreadable()
    }
    yield open
  }
}
