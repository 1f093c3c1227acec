import { invalid, notFound, notYours, Problem } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { act, performAct } from '@gongzhi/kernel/server/act.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { everMay } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { endpoints } from '../contract.ts'
import { readSignOnFile } from '../rules/index.ts'
import { accountSubject } from './account-subject.ts'
import type { House } from './house.ts'
import { loginOf, openName, phoneHash } from './open-account.ts'
import { subjectHash } from './single-sign-on.ts'
import { dropLink, linksOf, listLinks, placeLink, staffBy } from './store-sign-on.ts'

const mayLink = (actor: Actor): boolean => everMay(accountSubject.access, ['link-sign-on'], actor).length > 0

type Line = {
  readonly line: number
  readonly name: string | null
  readonly change: 'new' | 'same' | 'moved' | null
  readonly error: string | null
}
type Found = Line & { readonly account?: string; readonly hash?: string }

/** Looks at a file line by line: whom each means, what it would change, what is wrong. */
const lookAt = async (env: Env, house: House, county: string, text: string): Promise<Found[]> => {
  if (!house.oidc) throw notFound()
  const { crypto } = house
  const { issuer } = house.oidc.settings
  const { lines, wrong } = readSignOnFile(text)
  const hashes = new Map(lines.map(({ line, subject }) => [line, subjectHash(crypto, issuer, subject)]))
  const keys = lines.map(({ account }) => ({ login: loginOf(account), phone: phoneHash(crypto, account) }))
  const [staff = [], taken = []] = await env.db.batch(noScope, [
    staffBy(
      county,
      keys.map(({ login }) => login),
      keys.map(({ phone }) => phone),
    ),
    linksOf([...hashes.values()]),
  ])
  const byKey = new Map(staff.flatMap((row) => [row.login, row.phone_hash].map((key) => [key, row] as const)))
  const owner = new Map(taken.map((row) => [row.subject_hash as string, row]))
  const used = new Set<string>()
  const found = lines.map(({ line }, n): Found => {
    const row = byKey.get(keys[n]?.login) ?? byKey.get(keys[n]?.phone)
    const hash = hashes.get(line) ?? ''
    if (!row) return { line, name: null, change: null, error: 'unknown-account' }
    const account = row.id as string
    const name = row.shown as string | null
    // a login and a phone may mean the same person
    if (used.has(account)) return { line, name, change: null, error: 'twice' }
    used.add(account)
    const has = owner.get(hash)
    if (has && has.account !== account) return { line, name, change: null, error: 'taken' }
    const change = row.subject_hash === null ? 'new' : row.subject_hash === hash ? 'same' : 'moved'
    return { line, name, change, error: null, account, hash }
  })
  return [...found, ...wrong.map((one) => ({ ...one, name: null, change: null }))].sort((a, b) => a.line - b.line)
}

/** Handles POST /people/sign-on/previews: nothing is written. */
export const previewLinks =
  (house: House) =>
  async ({ env, actor, body }: Context<typeof endpoints.previewLinks>) => {
    if (!mayLink(actor)) throw notYours('link-sign-on')
    const found = await lookAt(env, house, actor.county, body.text)
    return {
      rows: found.map(({ line, name, change, error }) => ({ line, name, change, error })),
      wrong: found.filter(({ error }) => error !== null).length,
    }
  }

/** The journal tells that somebody was linked, never to what. */
const linkAct = (hash: string) =>
  act({
    subject: accountSubject,
    act: 'link-sign-on',
    endpoint: { ...endpoints.linkAccounts, body: undefined, path: '' },
    data: () => ({}),
    also: ({ docket, now }) => placeLink(docket.county, docket.id, hash, new Date(now)),
  })

/** Handles POST /people/sign-on: one act for each account that changes. 409 `lines-right` while any line is wrong. */
export const linkAccounts = (house: House) => async (context: Context<typeof endpoints.linkAccounts>) => {
  const { env, actor, body, key, madeAt } = context
  if (!mayLink(actor)) throw notYours('link-sign-on')
  const found = await lookAt(env, house, actor.county, body.text)
  const wrong = found.filter(({ error }) => error !== null)
  if (wrong.length > 0) throw new Problem(409, 'refused', { act: 'link-sign-on', unmet: ['lines-right'], from: [] })
  if (found.length === 0) throw invalid([{ pointer: '/body/text', code: 'missing' }])
  let linked = 0
  for (const { account, hash, change } of found) {
    if (change === 'same' || account === undefined || hash === undefined) continue
    const call = { actor, key: derivedId(key, account, hash), madeAt }
    await performAct(env, linkAct(hash), account, {}, call)
    linked++
  }
  return { linked, same: found.length - linked }
}

const unlinkAct = act({
  subject: accountSubject,
  act: 'unlink-sign-on',
  endpoint: { ...endpoints.unlinkAccount, path: '' },
  data: () => ({}),
  also: ({ docket }) => [dropLink(docket.county, docket.id)],
})

/** Handles POST /people/sign-on/:account/removal. */
export const unlinkAccount = async ({ env, actor, params, key, madeAt }: Context<typeof endpoints.unlinkAccount>) =>
  performAct(env, unlinkAct, params.account, {}, { actor, key, madeAt })

/** Handles GET /people/sign-on. */
export const signOnLinks =
  (house: House) =>
  async ({ env, actor }: Context<typeof endpoints.signOnLinks>) => {
    if (!mayLink(actor)) throw notFound()
    const [rows = []] = await env.db.batch(noScope, [listLinks(actor.county)])
    return {
      name: house.oidc?.settings.name ?? null,
      claim: house.oidc?.settings.claim ?? null,
      rows: rows.map((row) => ({
        account: row.account as string,
        name: row.name_enc === null ? null : openName(house.crypto, row.name_enc as string),
        linkedAt: (row.linked_at as Date).toISOString(),
      })),
    }
  }
