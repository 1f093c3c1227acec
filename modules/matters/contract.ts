import { beside } from './contract/beside.ts'
import { intake } from './contract/intake.ts'
import { past } from './contract/past.ts'
import { reads } from './contract/reads.ts'
import { steps } from './contract/steps.ts'

export { channel, ground, level, outcome } from './contract/shapes.ts'

/*
 * What server and pages agree on. A matter is anything a person reports (R15) or suggests to a delegate (B06): `variant`
 * tells which; both run the same loop with clocks of their own.
 */
export const endpoints = { ...reads, ...intake, ...steps, ...beside, ...past }
