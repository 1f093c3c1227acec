import type { Subject } from '@gongzhi/kernel/server/subject.ts'
import type { AccountFacts, AccountState } from '../rules/index.ts'
import { account } from '../rules/index.ts'
import type { Account } from './store.ts'
import { findAccount, insertAccount, patchAccount, readAccount } from './store.ts'

/** What an act on an account is told. Never a value: only which fields, and a keyed mark that tells repetitions apart. */
export type AccountInput = {
  readonly fields?: readonly string[]
  readonly mark?: string
  readonly villageKnown?: boolean
  readonly sure?: boolean
}

const mine = [{ party: true }] as const
const admin = [{ roles: ['county-admin'], reach: 'subtree' }] as const

/** Accounts as subjects: only the person acts on them, and only the person sees them. */
export const accountSubject: Subject<AccountState, AccountFacts, Account, keyof typeof account.acts> = {
  kind: 'account',
  series: 'A',
  procedure: account,
  access: {
    see: mine,
    correct: mine,
    'withdraw-consent': mine,
    'change-password': mine,
    'set-totp': mine,
    // by hand of the one who runs the machine: password forgotten, or the phone with the second factor lost
    'reset-sign-in': [{ system: true }],
    // whom the provider of single sign-on means is for the county's administrators to say
    'link-sign-on': admin,
    'unlink-sign-on': admin,
    close: mine,
  },
  rule: 'account-1',
  load: findAccount,
  read: readAccount,
  insert: insertAccount,
  patch: patchAccount,
  facts: ({ row, input }) => {
    const stated = input as AccountInput
    return {
      fields: stated.fields ?? [],
      villageKnown: stated.villageKnown ?? true,
      byConsent: row.kind === 'resident',
      sure: stated.sure === true,
    }
  },
  standing: () => ({ holderOrg: null, holder: null, dueAt: null, alarm: null, pausedFor: null, supervised: false }),
  units: () => [],
}
