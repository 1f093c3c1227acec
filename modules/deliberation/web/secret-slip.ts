import { newId, sendMade } from '@gongzhi/kernel/web/call.ts'
import { isProblem } from '@gongzhi/kernel/web/web-problem.ts'
import { blind, unblind } from '../rules/blind.ts'
import type { Choice } from '../rules/rows.ts'
import { call } from './api.ts'

/*
 * A secret ballot on this device. The slip is random and blinded before anybody sees it; signed, it is kept here until it is
 * dropped. It goes into the urn without any session, some moments later than it was chosen (P3, I6).
 */

type Kept = {
  readonly slip: string
  readonly blinded?: string
  readonly inverse?: string
  readonly proof?: string
  /** It was on its way once and no answer came: it may lie in the urn. What was chosen is not kept on any device. */
  readonly sent?: true
  readonly dropped?: true
}
/** Whose slip of which vote: members may share a telephone, and each has a slip of their own. */
export type Holder = { readonly vote: string; readonly account: string }

const keyOf = ({ vote, account }: Holder) => `slip ${vote} ${account}`
/** What this device holds for somebody in a vote. */
export const keptSlip = (of: Holder): Kept | undefined => {
  try {
    return JSON.parse(localStorage.getItem(keyOf(of)) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
const keep = (of: Holder, kept: Kept): Kept => {
  localStorage.setItem(keyOf(of), JSON.stringify(kept))
  return kept
}

const toHex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16))
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const moment = (most: number) => new Promise((done) => setTimeout(done, Math.random() * most))

const fresh = (modulus: string): Kept => {
  for (;;) {
    const slip = random(32)
    const made = blind(fromHex(modulus), slip, random(256))
    if (made) return { slip: toHex(slip), blinded: toHex(made.blinded), inverse: toHex(made.inverse) }
  }
}

/** Gets a slip signed: once for each voter; a lost reply is asked for again with the same blinded slip. */
export const fetchSlip = async (of: Holder, modulus: string): Promise<Kept> => {
  const there = keptSlip(of) ?? keep(of, fresh(modulus))
  if (there.proof || !there.blinded || !there.inverse) return there
  // the slips of a room are not fetched in the order in which people will vote
  await moment(2_500)
  const { signed } = await call('deliberation.slip', { params: { id: of.vote }, body: { blinded: there.blinded } })
  const proof = unblind(fromHex(modulus), fromHex(there.slip), fromHex(signed), fromHex(there.inverse))
  if (!proof) throw new Error('slip: the signature does not fit')
  return keep(of, { slip: there.slip, proof: toHex(proof) })
}

/**
 * Drops the slip with a choice; the same again does no harm. `before`: an earlier try had arrived with another choice after all,
 * and that one counts. What is sent is always what was chosen last.
 */
export const dropSlip = async (of: Holder, county: string, choice: Choice): Promise<'now' | 'before'> => {
  const kept = keptSlip(of)
  if (!kept?.proof) throw new Error('slip: none on this device')
  keep(of, { ...kept, sent: true })
  await moment(1_500)
  const body = { county, slip: kept.slip, proof: kept.proof, choice }
  try {
    await sendMade('deliberation.drop', { params: { id: of.vote }, body }, { by: 'nobody', key: newId() })
  } catch (thrown) {
    if (!(isProblem(thrown) && thrown.unmet.includes('one-ballot'))) throw thrown
    keep(of, { slip: '', dropped: true })
    return 'before'
  }
  keep(of, { slip: '', dropped: true })
  return 'now'
}
