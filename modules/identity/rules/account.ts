import { procedure, stay } from '@gongzhi/kernel/procedure.ts'

export type AccountState = 'open' | 'closed'

/** What the acts on an account look at; values of personal fields are never among them. */
export type AccountFacts = {
  /** Fields the person states or takes back. */
  readonly fields: readonly string[]
  /** The village stated lies in the county and is in force. True when none is stated. */
  readonly villageKnown: boolean
  /** The account belongs to a resident: name and village rest on consent alone (个保法 Art. 13). */
  readonly byConsent: boolean
  readonly sure: boolean
}

const somethingStated = { id: 'something-stated', asked: true, met: (f: AccountFacts) => f.fields.length > 0 } as const
const villageOfCounty = { id: 'village-of-county', asked: true, met: (f: AccountFacts) => f.villageKnown } as const
/** A cadre's name stands on duty, not on consent, and cannot be withdrawn (个保法 Art. 13(3)). */
const byConsent = { id: 'by-consent', met: (f: AccountFacts) => f.byConsent } as const
const sure = { id: 'sure', asked: true, met: (f: AccountFacts) => f.sure } as const

/** An account from its first sign-in to its closing (R18, I7, I8). */
export const account = procedure<AccountState, AccountFacts>()({
  id: 'account',
  opens: 'open',
  initial: 'open',
  final: ['closed'],
  acts: {
    correct: { from: ['open'], to: stay, requires: [somethingStated, villageOfCounty] },
    'withdraw-consent': { from: ['open'], to: stay, requires: [somethingStated, byConsent] },
    'change-password': { from: ['open'], to: stay, requires: [] },
    'reset-sign-in': { from: ['open'], to: stay, requires: [], system: true },
    'set-totp': { from: ['open'], to: stay, requires: [] },
    'link-sign-on': { from: ['open'], to: stay, requires: [] },
    'unlink-sign-on': { from: ['open'], to: stay, requires: [] },
    close: { from: ['open'], to: 'closed', requires: [sure, byConsent] },
  },
})
