import type { Row, Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'
import type { AccountState } from '../rules/index.ts'

/** An account as it is stored; names and phones sealed. */
export type Account = {
  readonly kind: 'resident' | 'staff'
  readonly login: string | null
  readonly passwordHash: string | null
  readonly totpEnc: string | null
  readonly totpOn: boolean
  readonly totpStep: number
  readonly nameEnc: string | null
  readonly shown: string | null
  readonly phoneEnc: string | null
  readonly phoneHash: string | null
  readonly village: string | null
  readonly state: AccountState
  readonly demoTitle: string | null
  readonly createdAt: number
  /** Until when a password chosen by somebody else opens the way to one's own; null once that is done. */
  readonly firstUntil: number | null
}

const COLUMNS = `county, id, kind, login, password_hash, totp_enc, totp_on, totp_step, name_enc, shown, phone_enc, phone_hash,
  village, state, demo_title, created_at, first_until`

/** A stored account row. */
export const readAccount = (r: Row): Account => ({
  kind: r.kind as Account['kind'],
  login: r.login as string | null,
  passwordHash: r.password_hash as string | null,
  totpEnc: r.totp_enc as string | null,
  totpOn: r.totp_on as boolean,
  totpStep: r.totp_step as number,
  nameEnc: r.name_enc as string | null,
  shown: r.shown as string | null,
  phoneEnc: r.phone_enc as string | null,
  phoneHash: r.phone_hash as string | null,
  village: r.village as string | null,
  state: r.state as AccountState,
  demoTitle: r.demo_title as string | null,
  createdAt: (r.created_at as Date).getTime(),
  firstUntil: r.first_until instanceof Date ? r.first_until.getTime() : null,
})

export const findAccount = (county: string, id: string): Statement =>
  prepared(`SELECT ${COLUMNS} FROM identity.account WHERE county = $1 AND id = $2`, [county, id])

export const findByPhone = (county: string, kind: string, phoneHash: string): Statement =>
  prepared(`SELECT ${COLUMNS} FROM identity.account WHERE county = $1 AND kind = $2 AND phone_hash = $3`, [
    county,
    kind,
    phoneHash,
  ])

export const accountsOfPhones = (county: string, kind: string, hashes: readonly string[]): Statement =>
  prepared(
    'SELECT id, phone_hash FROM identity.account WHERE county = $1 AND kind = $2 AND phone_hash = ANY ($3::text[])',
    [county, kind, hashes],
  )

/** The staff account of a login name, whichever county it is in. */
export const findByLogin = (login: string): Statement =>
  prepared(
    `SELECT a.* FROM identity.login l JOIN identity.account a ON a.county = l.county AND a.id = l.account
     WHERE l.login = $1 AND a.state = 'open'`,
    [login],
  )

export const addLogin = (login: string, county: string, account: string): Statement =>
  prepared('INSERT INTO identity.login (login, county, account) VALUES ($1, $2, $3)', [login, county, account])

const instant = (ms: number | null | undefined): Date | null => (ms == null ? null : new Date(ms))

export const insertAccount = (county: string, id: string, a: Account): Statement =>
  prepared(
    `INSERT INTO identity.account (${COLUMNS})
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      county,
      id,
      a.kind,
      a.login,
      a.passwordHash,
      a.totpEnc,
      a.totpOn,
      a.totpStep,
      a.nameEnc,
      a.shown,
      a.phoneEnc,
      a.phoneHash,
      a.village,
      a.state,
      a.demoTitle,
      new Date(a.createdAt),
      instant(a.firstUntil),
    ],
  )

const CHANGEABLE = {
  passwordHash: 'password_hash',
  totpEnc: 'totp_enc',
  totpOn: 'totp_on',
  totpStep: 'totp_step',
  nameEnc: 'name_enc',
  shown: 'shown',
  phoneEnc: 'phone_enc',
  phoneHash: 'phone_hash',
  village: 'village',
  state: 'state',
  demoTitle: 'demo_title',
  firstUntil: 'first_until',
} as const

/** Changes the given fields; undefined when there is nothing to change. */
export const patchAccount = (county: string, id: string, change: Partial<Account>): Statement | undefined => {
  const fields = Object.keys(CHANGEABLE).filter((field) => field in change) as (keyof typeof CHANGEABLE)[]
  if (fields.length === 0) return undefined
  const sets = fields.map((field, n) => `${CHANGEABLE[field]} = $${n + 3}`).join(', ')
  return prepared(`UPDATE identity.account SET ${sets} WHERE county = $1 AND id = $2`, [
    county,
    id,
    ...fields.map((field) => (field === 'firstUntil' ? instant(change.firstUntil) : change[field])),
  ])
}

/** Takes a TOTP step for good: no row when this step, or a later one, was used before. */
export const useTotpStep = (county: string, id: string, step: number): Statement =>
  prepared(
    'UPDATE identity.account SET totp_step = $3 WHERE county = $1 AND id = $2 AND totp_step < $3 RETURNING totp_step',
    [county, id, step],
  )

/** A second factor that is not in force yet. */
export const keepTotp = (county: string, id: string, totpEnc: string): Statement =>
  prepared('UPDATE identity.account SET totp_enc = $3 WHERE county = $1 AND id = $2 AND NOT totp_on RETURNING id', [
    county,
    id,
    totpEnc,
  ])

/** Masked names of accounts. */
export const listShown = (county: string, ids: readonly string[]): Statement =>
  prepared('SELECT id, shown FROM identity.account WHERE county = $1 AND id = ANY($2::uuid[])', [county, ids])

export const listDemoAccounts: Statement = prepared(
  `SELECT county, id, kind, name_enc, village, demo_title FROM identity.account
   WHERE demo_title IS NOT NULL AND state = 'open' ORDER BY county, demo_title COLLATE "C", id`,
  [],
)

export const findDemoAccount = (id: string): Statement =>
  prepared(`SELECT ${COLUMNS} FROM identity.account WHERE id = $1 AND demo_title IS NOT NULL AND state = 'open'`, [id])

/** People of merged villages live in the new one (I06). */
export const moveVillage = (county: string, from: readonly string[], into: string): Statement =>
  prepared('UPDATE identity.account SET village = $3 WHERE county = $1 AND village = ANY($2::text[]) RETURNING id', [
    county,
    from,
    into,
  ])

export type Look = {
  readonly county: string
  readonly id: string
  readonly account: string
  readonly at: number
  readonly byAccount: string
  readonly byShown: string
  readonly org: string
  readonly field: string
  readonly reason: string
  readonly matter: string | null
}

export const insertLook = (l: Look): Statement =>
  prepared(
    `INSERT INTO identity.look (county, id, account, at, by_account, by_shown, org, field, reason, matter)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [l.county, l.id, l.account, new Date(l.at), l.byAccount, l.byShown, l.org, l.field, l.reason, l.matter],
  )

/** Who looked, newest first, at most 500; because of one matter, when it is given. */
export const listLooks = (county: string, account: string, matter: string | null = null): Statement =>
  prepared(
    `SELECT at, by_shown, org, field, reason, matter FROM identity.look
     WHERE county = $1 AND account = $2 AND ($3::uuid IS NULL OR matter = $3) ORDER BY id DESC LIMIT 500`,
    [county, account, matter],
  )

/** Matters that belong to a person; row-level security lets nobody count another's. */
export const countMatters = (county: string, party: string): Statement =>
  prepared(`SELECT count(*) AS n FROM kernel.docket WHERE county = $1 AND party = $2 AND kind = 'matter'`, [
    county,
    party,
  ])

export const findNumber = (county: string, subject: string): Statement =>
  prepared('SELECT number FROM kernel.docket WHERE county = $1 AND id = $2', [county, subject])
