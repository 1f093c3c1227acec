import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { firstPasswordMs, maskName } from '../rules/index.ts'
import { accountSubject } from './account-subject.ts'
import { newId } from './new-id.ts'
import { hashPassword } from './password.ts'
import type { Account } from './store.ts'
import { accountsOfPhones, addLogin, findByLogin, findByPhone } from './store.ts'

/** A phone sealed for keeping, and opened again for sending a message. */
export const sealPhone = (crypto: Crypto, phone: string): string => crypto.encrypt('identity.phone', phone)
export const openPhone = (crypto: Crypto, sealed: string): string => crypto.decrypt('identity.phone', sealed)
export const phoneHash = (crypto: Crypto, phone: string): string => crypto.keyedHash('identity.phone-hash', phone)
export const sealName = (crypto: Crypto, name: string): string => crypto.encrypt('identity.name', name.trim())
export const openName = (crypto: Crypto, sealed: string): string => crypto.decrypt('identity.name', sealed)

type Person = {
  readonly county: string
  readonly id?: string
  readonly name?: string | undefined
  readonly phone?: string | undefined
  readonly village?: string | null
  readonly demoTitle?: string | null
  /** Who opens it; the person when not given. */
  readonly actor?: Actor
}

const blank = (env: Env, crypto: Crypto, kind: Account['kind'], person: Person): Account => ({
  kind,
  login: null,
  passwordHash: null,
  totpEnc: null,
  totpOn: false,
  totpStep: 0,
  nameEnc: person.name ? sealName(crypto, person.name) : null,
  shown: person.name ? maskName(person.name) : null,
  phoneEnc: person.phone ? sealPhone(crypto, person.phone) : null,
  phoneHash: person.phone ? phoneHash(crypto, person.phone) : null,
  village: person.village ?? null,
  state: 'open',
  demoTitle: person.demoTitle ?? null,
  createdAt: env.now(),
  firstUntil: null,
})

const open = async (
  env: Env,
  person: Person,
  row: Account,
  also: readonly Statement[] = [],
  id = person.id ?? newId(env.now()),
) => {
  const actor = person.actor ?? { kind: row.kind, county: person.county, account: id, posts: [] }
  await openSubject(
    env,
    {
      subject: accountSubject,
      id,
      row,
      // the docket is seen by the county's staff: an account shows nothing there, not even its village
      title: '',
      unitCode: `${person.county}000000`,
      party: id,
      capacity: { post: actor.posts[0] ?? null },
      data: { kind: row.kind },
    },
    { actor, key: `account ${id}` },
    also,
  )
  return id
}

const findOfPhone =
  (kind: Account['kind']) =>
  async (env: Env, crypto: Crypto, county: string, phone: string): Promise<string | undefined> => {
    const [rows = []] = await env.db.batch(noScope, [findByPhone(county, kind, phoneHash(crypto, phone))])
    return rows[0]?.id as string | undefined
  }
const findResident = findOfPhone('resident')

/** The staff account of a phone: one phone, one account. */
export const staffOfPhone = findOfPhone('staff')

/** The residents of phones, those who have an account. */
export const residentsOfPhones = async (
  env: Env,
  crypto: Crypto,
  county: string,
  phones: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const hashes = new Map(phones.map((phone) => [phoneHash(crypto, phone), phone]))
  const [rows = []] = await env.db.batch(noScope, [accountsOfPhones(county, 'resident', [...hashes.keys()])])
  return new Map(rows.map((row) => [hashes.get(row.phone_hash as string) ?? '', row.id as string]))
}

/** Finds the resident of a phone or opens an account; answers its id. A name is kept only for a new account. */
export const openResident = async (
  env: Env,
  crypto: Crypto,
  person: Person & { readonly phone: string },
): Promise<string> => {
  const found = await findResident(env, crypto, person.county, person.phone)
  if (found) return found
  try {
    return await open(env, person, blank(env, crypto, 'resident', person))
  } catch (error) {
    // two first sign-ins of one phone at once: the second finds what the first made
    const made = await findResident(env, crypto, person.county, person.phone)
    if (made) return made
    throw error
  }
}

/** The resident of a phone, opened when new: for reports that staff take down (`actor`) and for first sign-ins. */
export const residentByPhone = (
  env: Env,
  crypto: Crypto,
  county: string,
  phone: string,
  name?: string,
  actor?: Actor,
): Promise<string> => openResident(env, crypto, { county, phone, name, ...(actor ? { actor } : {}) })

/**
 * Opens a staff account; the same login again answers the same id. Without a password it only signs in as a demo person;
 * with one `toBeChanged` it opens nothing until its owner has chosen another (R19).
 */
export const openStaff = async (
  env: Env,
  crypto: Crypto,
  person: Person & {
    readonly login: string
    readonly name: string
    readonly password?: string
    readonly toBeChanged?: true
  },
): Promise<string> => {
  const login = loginOf(person.login)
  const [rows = []] = await env.db.batch(noScope, [findByLogin(login)])
  const found = rows[0]?.id as string | undefined
  if (found) return found
  const passwordHash = person.password === undefined ? null : await hashPassword(person.password)
  const id = person.id ?? newId(env.now())
  const firstUntil = person.toBeChanged ? env.now() + firstPasswordMs : null
  const row = { ...blank(env, crypto, 'staff', person), login, passwordHash, firstUntil }
  return open(env, person, row, [addLogin(login, person.county, id)], id)
}

/** Login names are compared without case and without the spaces around them. */
export const loginOf = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase()
