import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { checkpointText, keyLine, signedNote } from '../rules/index.ts'

export type Signature = {
  /** Name of the county's log, and of its key. */
  readonly name: string
  readonly publicKey: Buffer
  /** The public key as one line. */
  readonly key: string
  /** A checkpoint as a signed note. */
  readonly note: (size: number, root: Uint8Array, at: Date) => string
}

/** The hand that signs for a county. Its key follows from the installation's, so backups and restores carry it. */
export const signerOf = (crypto: Crypto): ((county: string) => Signature) => {
  const known = new Map<string, Signature>()
  return (county) => {
    const found = known.get(county)
    if (found) return found
    const name = `gongzhi/${county}`
    const { publicKey, sign } = crypto.signer(`record.sign.${county}`)
    const made: Signature = {
      name,
      publicKey,
      key: keyLine(name, publicKey),
      note: (size, root, at) => {
        const text = checkpointText({ origin: name, size, root, at: at.toISOString() })
        return signedNote(text, name, publicKey, sign(Buffer.from(text, 'utf8')))
      },
    }
    known.set(county, made)
    return made
  }
}
