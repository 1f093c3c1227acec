import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { checkpointText, keyLine, signatureLine, signedNote } from '../rules/index.ts'

export type Signature = {
  /** Name of the county's log, and of its key. */
  readonly name: string
  readonly publicKey: Buffer
  /** The public key as one line. */
  readonly key: string
  /** Of the second signature (GB/T 32918, SM2 with SM3); null where it is switched off. */
  readonly sm2: { readonly publicKey: Buffer; readonly key: string } | null
  /** A checkpoint as a signed note. */
  readonly note: (size: number, root: Uint8Array, at: Date) => string
}

/** The hand that signs for a county. Its keys follow from the installation's, so backups and restores carry them. */
export const signerOf = (crypto: Crypto, withSm2 = true): ((county: string) => Signature) => {
  const known = new Map<string, Signature>()
  return (county) => {
    const found = known.get(county)
    if (found) return found
    const name = `gongzhi/${county}`
    const { publicKey, sign } = crypto.signer(`record.sign.${county}`)
    const second = withSm2 ? crypto.sm2Signer(`record.sm2.${county}`) : null
    const sm2 = second && { publicKey: second.publicKey, key: keyLine(name, second.publicKey, 'sm2') }
    const made: Signature = {
      name,
      publicKey,
      key: keyLine(name, publicKey),
      sm2,
      note: (size, root, at) => {
        const text = checkpointText({ origin: name, size, root, at: at.toISOString(), sm2: sm2?.key ?? null })
        const bytes = Buffer.from(text, 'utf8')
        const first = signatureLine({ name, key: publicKey, algorithm: 'ed25519' }, sign(bytes))
        if (!second) return signedNote(text, first)
        const other = { name, key: second.publicKey, algorithm: 'sm2' } as const
        return signedNote(text, first, signatureLine(other, second.sign(bytes)))
      },
    }
    known.set(county, made)
    return made
  }
}
