import { fileURLToPath } from 'node:url'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { everMay } from '@gongzhi/kernel/server/docket.ts'
import type { Caller, Module } from '@gongzhi/kernel/server/module.ts'
import { bind, json } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { rowsWithoutDocket } from '@gongzhi/kernel/server/verify.ts'
import { LRUCache } from 'lru-cache'
import { endpoints } from '../contract.ts'
import { accountSubject } from './account-subject.ts'
import { changePassword } from './change-password.ts'
import { closeAccount } from './close-account.ts'
import { correct } from './correct.ts'
import { demoOutbox, demoPeople, demoSignIn } from './demo.ts'
import { describeSession } from './describe-session.ts'
import { hearMerge } from './hear-merge.ts'
import type { House, IdentityPorts, Known } from './house.ts'
import { linkAccounts, previewLinks, signOnLinks, unlinkAccount } from './link-sign-on.ts'
import { exportMyData, myData } from './my-data.ts'
import { endOne, sessions, signOut } from './sessions.ts'
import { sendCode, signInByCode } from './sign-in-by-code.ts'
import { signInByPassword } from './sign-in-by-password.ts'
import { signInByQueryCode } from './sign-in-by-query-code.ts'
import { beginSignOn, signInByOidc, singleSignOn } from './single-sign-on.ts'
import { sweepSessions } from './store-session.ts'
import { beginTotp, confirmTotp } from './totp.ts'
import { hearForget, REMEMBERED, whoIs } from './who-is.ts'
import { withdrawConsent } from './withdraw-consent.ts'

export { firstPasswordOf, newFirstPassword, resetSignIn } from './first-password.ts'
export type { Held, HeldPost, IdentityPorts } from './house.ts'
export type { Identity } from './look.ts'
export { lookStatement, readIdentity, sealedPhoneOf, shownOf } from './look.ts'
export type { OidcSettings } from './oidc.ts'
export { openOidc } from './oidc.ts'
export {
  openName,
  openPhone,
  openResident,
  openStaff,
  phoneHash,
  residentByPhone,
  residentsOfPhones,
  sealName,
  sealPhone,
  staffOfPhone,
} from './open-account.ts'
export { addQueryCode, queryCodeOf } from './query-code.ts'
export type { SmsGateway } from './sms.ts'
export { demoSms, httpSms } from './sms.ts'
export { smsGatewayFrom } from './sms-gateway.ts'
export { addDemoMessage as demoMessage } from './store-sign-in.ts'
export { onlyMatter } from './who-is.ts'

const HOUR = 3_600_000

/** Accounts, sign-in, sessions, my data. `whoIs` answers who holds a session token, from memory for five seconds at most. */
export const createIdentity = (
  ports: IdentityPorts,
): { readonly module: Module; readonly whoIs: (env: Env, token: string) => Promise<Caller | undefined> } => {
  const house: House = {
    ...ports,
    known: new LRUCache<string, Known>({ max: 10_000, ttl: REMEMBERED }),
    behind: new WeakMap(),
  }
  hearForget(house)
  const e = endpoints
  const module: Module = {
    id: 'identity',
    migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
    routes: [
      bind(e.session, async ({ env, caller }) => describeSession(env, house, house.behind.get(caller))),
      bind(e.sendCode, sendCode(house)),
      bind(e.signInByCode, signInByCode(house)),
      bind(e.signInByPassword, signInByPassword(house)),
      bind(e.signInByQueryCode, signInByQueryCode(house)),
      bind(e.singleSignOn, singleSignOn(house)),
      bind(e.beginSignOn, beginSignOn(house)),
      bind(e.signInByOidc, signInByOidc(house)),
      bind(e.signOnLinks, signOnLinks(house)),
      bind(e.previewLinks, previewLinks(house)),
      bind(e.linkAccounts, linkAccounts(house)),
      bind(e.unlinkAccount, unlinkAccount),
      bind(e.signOut, signOut(house)),
      bind(e.sessions, sessions),
      bind(e.endSession, endOne(house)),
      bind(e.beginTotp, beginTotp(house)),
      bind(e.confirmTotp, confirmTotp(house)),
      bind(e.changePassword, changePassword(house)),
      bind(e.myData, myData(house)),
      bind(e.exportMyData, async (context) => json(JSON.stringify(await exportMyData(house)(context), null, 2))),
      bind(e.correctMyData, correct(house)),
      bind(e.withdrawConsent, withdrawConsent(house)),
      bind(e.closeAccount, closeAccount(house)),
      bind(e.demoPeople, demoPeople(house)),
      bind(e.demoSignIn, demoSignIn(house)),
      bind(e.demoOutbox, demoOutbox),
    ],
    may: (actor) => everMay(accountSubject.access, ['link-sign-on'], actor).map((act) => `identity.${act}`),
    listeners: [hearMerge],
    checks: [rowsWithoutDocket('identity.account')],
    chores: [
      {
        id: 'identity.sweep',
        everyMs: HOUR,
        run: async (env) => {
          await env.db.batch(noScope, sweepSessions(new Date(env.now())))
        },
      },
    ],
  }
  return { module, whoIs: (env, token) => whoIs(env, house, token) }
}
