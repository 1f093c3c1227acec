import { newId, sendMade } from '@gongzhi/kernel/web/call.ts'
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
  readonly choice?: Choice
  readonly dropped?: true
}

const keyOf = (vote: string) => `slip ${vote}`
/** What this device holds of a vote. */
export const keptSlip = (vote: string): Kept | undefined => {
  try {
    return JSON.parse(localStorage.getItem(keyOf(vote)) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
const keep = (vote: string, kept: Kept): Kept => {
  localStorage.setItem(keyOf(vote), JSON.stringify(kept))
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
export const fetchSlip = async (vote: string, modulus: string): Promise<Kept> => {
  const there = keptSlip(vote) ?? keep(vote, fresh(modulus))
  if (there.proof || !there.blinded || !there.inverse) return there
  // the slips of a room are not fetched in the order in which people will vote
  await moment(2_500)
  const { signed } = await call('deliberation.slip', { params: { id: vote }, body: { blinded: there.blinded } })
  const proof = unblind(fromHex(modulus), fromHex(there.slip), fromHex(signed), fromHex(there.inverse))
  if (!proof) throw new Error('slip: the signature does not fit')
  return keep(vote, { slip: there.slip, proof: toHex(proof) })
}

/** Drops the slip with a choice; again with the same choice does no harm. The choice is forgotten here once it is in. */
export const dropSlip = async (vote: string, county: string, choice: Choice): Promise<void> => {
  const kept = keptSlip(vote)
  if (!kept?.proof) throw new Error('slip: none on this device')
  // what was chosen once stays chosen: the urn takes a slip once
  const chosen = kept.choice ?? choice
  keep(vote, { ...kept, choice: chosen })
  await moment(1_500)
  const body = { county, slip: kept.slip, proof: kept.proof, choice: chosen }
  await sendMade('deliberation.drop', { params: { id: vote }, body }, { by: 'nobody', key: newId() })
  keep(vote, { slip: '', dropped: true })
}
