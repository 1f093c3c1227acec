import { isProblem } from '@gongzhi/kernel/web/web-problem.ts'
import { type InclusionProof, readCode, type Verified, verify, type Wrong } from '../rules/index.ts'
import { call } from './api.ts'
import { remember, seenOf } from './trust.ts'

export type Checked = {
  /** The proof as it was checked, to be saved. */
  readonly text: string
  readonly found: Verified
  /** What does not fit; `rewritten`: the record does not begin with what this device saw of it last time. */
  readonly wrong: readonly (Wrong | 'rewritten')[]
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
  const known = seenOf(county)
  const found = verify(text, { key: known?.key, code })
  return { text, found, wrong: found.wrong, county, key: keyIn(text), seen: known !== undefined }
}

/** From now on this device holds on to what this proof shows. */
export const trust = ({ county, key, found }: Checked): void =>
  remember(county, { key, size: found.size ?? 0, root: found.root ?? '' })

const isGone = (thrown: unknown): boolean => isProblem(thrown) && thrown.status === 404

/** Whether the record still begins with what this device saw of it last time. */
const beginsAsBefore = async ({ county, key, found }: Checked): Promise<boolean> => {
  const before = seenOf(county)
  if (!before || before.size === 0 || !found.size) return true
  if (before.size >= found.size) return before.size === found.size && before.root === found.root
  try {
    const query = { from: String(before.size), to: String(found.size) }
    const chain = verify(JSON.stringify(await call('record.consistency', { params: { county }, query })), { key })
    return chain.ok && chain.earlierRoot === before.root && chain.root === found.root
  } catch (thrown) {
    if (isGone(thrown)) return false
    throw thrown
  }
}

/** Asks the counties in turn for the proof of a code or a number, and checks it; undefined when none of them has it. */
export const findAndCheck = async (counties: readonly string[], typed: string): Promise<Checked | undefined> => {
  const code = readCode(typed)
  const query = code ? { code } : { number: typed.trim().toUpperCase() }
  for (const county of counties) {
    let text: string
    try {
      text = JSON.stringify(await call('record.proof', { params: { county }, query }))
    } catch (thrown) {
      if (isGone(thrown)) continue
      throw thrown
    }
    const result = checked(text, code)
    if (!result.found.ok) return result
    if (!(await beginsAsBefore(result))) return { ...result, wrong: ['rewritten'] }
    // what this house itself hands out is what this device holds on to from now on
    trust(result)
    return result
  }
  return undefined
}
