import { randomBytes } from 'node:crypto'
import { attachStatements, exists } from '@gongzhi/files/server'
import { addQueryCode, queryCodeOf, residentByPhone, sealName, sealPhone } from '@gongzhi/identity/server'
import { isUuidv7, madeAt, uuidv7 } from '@gongzhi/kernel/ids.ts'
import { invalid, notYours } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { countyOf } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Capacity } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import { findDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { currentCode, findGrid, findOrg, findPlace, findStudio, inForce, orgFor } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { blank, type Matter } from '../rules/matter.ts'
import { tierOfOrg } from '../rules/tier.ts'
import { dispatcherAt, findCategory } from './reference.ts'
import { matter } from './subject.ts'

type Said = {
  readonly id?: string | undefined
  readonly variant: Matter['variant']
  readonly category: string
  readonly unit: string
  readonly text: string
  readonly title?: string | undefined
  readonly spot?: string | undefined
  readonly grid?: string | undefined
  readonly point?: { readonly lat: number; readonly lng: number } | undefined
  readonly fields: Readonly<Record<string, string>>
  readonly photos: readonly string[]
  readonly name?: string | undefined
  readonly phone?: string | undefined
  readonly sealed: boolean
  readonly joins?: string | undefined
  readonly about?: string | undefined
  readonly studio?: string | undefined
  readonly reception?: string | undefined
  /** The resident agreed to be registered by staff (C02). */
  readonly consent?: true
}

/** First words of a text as its title. */
const titleOf = (text: string): string => {
  const first = text.split(/[\n。！？!?；;]/)[0]?.trim() ?? text
  return first.length > 24 ? `${first.slice(0, 24)}…` : first
}

/** Everything wrong with what was said, at once. */
const check = async (env: Env, said: Said, unit: string): Promise<void> => {
  const errors = []
  const place = findPlace(unit)
  if (!place || !inForce(place) || (place.level !== 'village' && place.level !== 'town' && place.level !== 'county'))
    errors.push({ pointer: '/body/unit', code: 'unknown' })
  const category = findCategory(said.category)
  if (!category) errors.push({ pointer: '/body/category', code: 'unknown' })
  for (const [id, value] of Object.entries(said.fields)) {
    const field = category?.fields.find((f) => f.id === id)
    const known = field && (field.kind === 'text' || field.choices.some((choice) => choice.id === value))
    if (!known) errors.push({ pointer: `/body/fields/${id}`, code: 'unknown' })
  }
  if (said.grid !== undefined && (await findGrid(env, said.grid))?.village !== unit)
    errors.push({ pointer: '/body/grid', code: 'unknown' })
  if (said.about !== undefined && !findOrg(said.about)) errors.push({ pointer: '/body/about', code: 'unknown' })
  if (said.photos.length > 0 && !(await exists(env, said.photos)))
    errors.push({ pointer: '/body/photos', code: 'unknown' })
  if (errors.length > 0) throw invalid(errors)
}

/** Who receives it first and stays answerable (首接负责); what is said about that unit goes a level higher (P8). */
const receiver = (said: Said, unit: string, keeper: string | undefined): { firstOrg: string; tier: Matter['tier'] } => {
  if (said.variant === 'suggestion') {
    // B06: the studio that was chosen, else the village's own
    const studio = keeper ?? orgFor(unit, 'village', 'branch')
    if (studio !== undefined && studio.slice(0, 12) !== said.about?.slice(0, 12))
      return { firstOrg: studio, tier: tierOfOrg(studio) }
  }
  const level = findPlace(unit)?.level
  const tiers = (['village', 'town', 'county'] as const).slice(level === 'county' ? 2 : level === 'town' ? 1 : 0)
  for (const tier of tiers) {
    const org = dispatcherAt(unit, tier)
    const sameHouse =
      said.about !== undefined &&
      (org === said.about || (org.slice(0, 12) === said.about.slice(0, 12) && tier !== 'county'))
    if (!sameHouse) return { firstOrg: org, tier }
  }
  return { firstOrg: dispatcherAt(unit, 'county'), tier: 'county' }
}

const DAY = 86_400_000
/** Lists and figures go by the time in an id: one from a phone whose clock is far out gives way to one of our own. */
const timely = (id: string | undefined, now: number): string | undefined =>
  id !== undefined && isUuidv7(id) && madeAt(id) > now - 30 * DAY && madeAt(id) < now + DAY ? id : undefined

type By = {
  readonly actor: Actor
  readonly capacity: Capacity
  readonly key: string
  readonly madeAt?: number | undefined
  readonly channel: string
}

/** Opens a matter and answers its receipt with the query code; one round trip when nothing has to be looked up. */
export const fileReport = async (env: Env, crypto: Crypto, said: Said, by: By) => {
  const unit = currentCode(said.unit)
  await check(env, said, unit)
  const county = countyOf(unit)
  // P8: who complains about a unit is sealed without asking
  const sealed = said.sealed || said.about !== undefined
  // ids are in order of time; a repetition is known by its key, whatever id it carries
  const id = timely(said.id, env.now()) ?? uuidv7(env.now(), randomBytes(10))
  // a signed-in resident is the party; else the phone's account; else the matter is its own party, behind the query code
  const own =
    by.channel === 'self' && by.actor.kind === 'resident' && by.actor.county === county ? by.actor.account : null
  const phoned =
    own === null && said.phone !== undefined && !sealed
      ? await residentByPhone(env, crypto, county, said.phone, said.name)
      : null
  const party = own ?? phoned ?? id
  const studio = said.studio === undefined ? undefined : await findStudio(env, county, said.studio)
  if (said.studio !== undefined && !studio) throw invalid([{ pointer: '/body/studio', code: 'unknown' }])
  const { firstOrg, tier } = receiver(said, unit, studio?.keeper)
  const category = findCategory(said.category)
  const title = said.title || titleOf(said.text)
  const row: Matter = {
    ...blank,
    unitCode: unit,
    party,
    variant: said.variant,
    category: said.category,
    level: (category?.level ?? 'normal') as Matter['level'],
    text: said.text,
    fields: said.fields,
    spot: said.spot ?? null,
    grid: said.grid ?? null,
    lat: said.point?.lat ?? null,
    lng: said.point?.lng ?? null,
    channel: by.channel,
    photos: said.photos,
    sealed,
    aboutOrg: said.about ?? null,
    reception: said.reception ?? null,
    firstOrg,
    tier,
    nameEnc: said.name ? sealName(crypto, said.name) : null,
    phoneEnc: said.phone ? sealPhone(crypto, said.phone) : null,
  }
  const actor: Actor = { ...by.actor, county, account: by.actor.account ?? party }
  const code = queryCodeOf(crypto, id)
  const receipt = await openSubject(
    env,
    {
      subject: matter,
      id,
      row,
      title,
      unitCode: unit,
      category: said.category,
      level: row.level,
      party,
      capacity: by.capacity,
      sealedFrom: row.aboutOrg,
      words: `${title} ${said.text} ${said.spot ?? ''}`,
      parent: said.reception ?? null,
      series: said.variant === 'suggestion' ? 'Y' : 'M',
      data: {
        channel: by.channel,
        photos: said.photos,
        ...(said.consent ? { consent: true } : {}),
        ...(said.joins ? { joins: said.joins } : {}),
      },
      // a repetition is told by everything that was said, never by what is kept of it
      asked: { ...said, phone: said.phone ? crypto.keyedHash('matters.asked', said.phone) : undefined },
    },
    { actor: by.actor.kind === 'visitor' ? { ...actor, account: null } : actor, key: by.key, madeAt: by.madeAt },
    [addQueryCode(crypto, county, code, party, id), ...attachStatements(county, id, said.photos)],
  )
  return { ...receipt, code: receipt.id === id ? code : queryCodeOf(crypto, receipt.id) }
}

/** A resident, or anybody, reports. */
export const report =
  (crypto: Crypto) =>
  async ({ env, actor, body, key, madeAt }: Context<typeof endpoints.report>) =>
    fileReport(env, crypto, body, { actor, capacity: { post: null }, key, madeAt, channel: 'self' })

/** Staff register for a resident, within their own stretch of the territory. */
export const reportFor =
  (crypto: Crypto) =>
  async ({ env, actor, body, key, madeAt }: Context<typeof endpoints.reportFor>) => {
    const { channel, ...said } = body
    const unit = currentCode(said.unit)
    const post = actor.posts.find((p) => unit.startsWith(p.prefix))
    if (!post) throw notYours('report')
    if (said.reception !== undefined) {
      const [rows] = await env.db.batch(scopeOf(actor), [findDocket(actor.county, said.reception)])
      if (rows?.[0]?.kind !== 'reception') throw invalid([{ pointer: '/body/reception', code: 'unknown' }])
    }
    return fileReport(env, crypto, said, { actor, capacity: { post }, key, madeAt, channel })
  }
