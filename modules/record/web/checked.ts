import { isProblem } from '@gongzhi/kernel/web/web-problem.ts'
import { type InclusionProof, readCode, type Verified, verify } from '../rules/index.ts'
import { call } from './api.ts'
import { trustedKey, trustKey } from './trust.ts'

export type Checked = {
  /** The proof as it was checked, to be saved. */
  readonly text: string
  readonly found: Verified
  readonly county: string
  readonly key: string
  /** Whether this device had seen the key before. */
  readonly seen: boolean
}

const keyIn = (text: string): string => {
  try {
    return String((JSON.parse(text) as InclusionProof).key)
  } catch {
    return ''
  }
}

/** Checks a proof on this device, against the key it knows and the code on the paper. */
export const checked = (text: string, code?: string): Checked => {
  const county = /\/(\d{6})$/.exec(verify(text).keyName ?? '')?.[1] ?? ''
  const known = trustedKey(county)
  return { text, found: verify(text, { key: known, code }), county, key: keyIn(text), seen: known !== undefined }
}

/** Asks the counties in turn for the proof of a code or a number, and checks it; undefined when none of them has it. */
export const findAndCheck = async (counties: readonly string[], typed: string): Promise<Checked | undefined> => {
  const code = readCode(typed)
  const query = code ? { code } : { number: typed.trim().toUpperCase() }
  for (const county of counties) {
    try {
      const proof = await call('record.proof', { params: { county }, query })
      const result = checked(JSON.stringify(proof), code)
      // what this house itself hands out is what this device holds on to from now on
      if (result.found.ok && !result.seen) trustKey(county, result.key)
      return result
    } catch (thrown) {
      if (!isProblem(thrown) || thrown.status !== 404) throw thrown
    }
  }
  return undefined
}
