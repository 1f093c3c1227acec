import { createHash } from 'node:crypto'
import { actorOfKey } from '@gongzhi/connections/server'
import { wrongKey } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { covers, scopesOf } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { findByKey } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { allCategories, fileReport } from '@gongzhi/matters/server'
import type { geoReport } from '../contract.ts'
import { attributesIn, descriptionIn, emailIn, linkIn, nameIn, phoneIn } from '../rules/filled.ts'
import { fromGcj02, type Point } from '../rules/gcj02.ts'
import { barred, missing, orRefuse, type Refusal, refuse, wrong } from '../rules/refusals.ts'
import { choicesIn, isPrivate, noticeOf } from '../rules/services.ts'
import { languageOf, say, wordsIn } from '../rules/words.ts'
import { jurisdictionOf } from './jurisdiction.ts'
import { placeFor } from './place.ts'
import { isGcj02, readPoint } from './read.ts'

type Filing = Context<(typeof geoReport)['file']['json']>
type Body = Filing['body']

/** Within so long the same content from the same client is the same report. */
const WINDOW = 10 * 60_000

/** Whose key it is: in the form, as the standard has it, or in the Authorization header. */
const keyHolder = async ({ env, actor, body }: Filing): Promise<Actor> => {
  if (body.api_key !== undefined) return actorOfKey(env, body.api_key, 'open311')
  if (actor.kind === 'key') return actor
  throw wrongKey()
}

const pointIn = (body: Body, refusals: Refusal[]): Point | undefined => {
  const gcj02 = isGcj02(body.crs, refusals)
  if (body.lat === undefined && body.long === undefined) return undefined
  const at = readPoint(body.lat, body.long)
  if (!at) refusals.push(wrong('lat 和 long 要一起给，都是度数。', 'lat and long go together and are degrees.'))
  return at && gcj02 ? fromGcj02(at) : at
}

const categoryOf = (body: Body) => {
  if (body.service_code === undefined) throw refuse([wrong('缺 service_code。', 'service_code was not provided.')])
  const found = allCategories.find(({ id }) => id === body.service_code)
  if (found) return found
  const code = body.service_code
  throw refuse([missing(`没有这个 service_code：${code}。`, `service_code ${code} was not found.`)])
}

/** What is said in the report, with everything that is wrong with it refused at once. */
const saidIn = (body: Body, county: string, holder: Actor, demo: boolean) => {
  const refusals: Refusal[] = []
  const category = categoryOf(body)
  const words = wordsIn('zh')
  const point = pointIn(body, refusals)
  const address = body.address_string
  if (point === undefined && address === undefined && body.address_id === undefined && body.lat === undefined)
    refusals.push(
      wrong(
        '缺位置：lat 和 long，或 address_string，或 address_id。',
        'No location: give lat and long, or address_string, or address_id.',
      ),
    )
  const fields = attributesIn(body, category, refusals)
  const link = linkIn(body, refusals)
  const description = descriptionIn(body, refusals)
  const [{ mobile, other }, email] = [phoneIn(body, refusals), emailIn(body, refusals)]
  const where = { county, id: body.address_id, point, address, otherwise: holder.posts[0]?.prefix ?? county }
  const unit = placeFor(where, demo, refusals)
  if (refusals.length === 0 && !scopesOf(holder).some((prefix) => covers(prefix, unit)))
    refusals.push(barred('这个密钥管不到这个地方。', 'This api_key does not reach this place.'))
  orRefuse(refusals)
  const name = nameIn(body)
  const text = [
    description ?? [category.zh, ...choicesIn(category, fields, 'zh')].join('；'),
    ...(address !== undefined && address.length > 120 ? [say(words.place, { address })] : []),
    ...(link === undefined ? [] : [say(words.link, { url: link })]),
  ].join('\n')
  return {
    category,
    said: {
      variant: 'matter' as const,
      category: category.id,
      unit,
      text,
      spot: address?.slice(0, 120),
      ...(point ? { point } : {}),
      fields,
      photos: [],
      // who left no mobile number is reached in another way: it is sealed with the name
      name: mobile === undefined ? [name, other, email].filter(Boolean).join(' ') || undefined : name,
      phone: mobile,
      sealed: false,
    },
  }
}

/**
 * The key under which this report is made: the client's own number for it, else its content within ten minutes. A window
 * that has just ended counts too, so that a repetition at its edge finds the report it repeats.
 */
const keyFor = async (env: Env, holder: Actor, own: string | undefined, said: object): Promise<string> => {
  const client = holder.account ?? ''
  if (own !== undefined) return derivedId('open311', client, own)
  const content = createHash('sha256').update(JSON.stringify(said)).digest('hex')
  const window = Math.floor(env.now() / WINDOW)
  const before = derivedId('open311', client, content, String(window - 1))
  const [rows = []] = await env.db.batch(scopeOf(holder), [findByKey(holder.county, before)])
  const at = rows[0]?.at
  return at instanceof Date && at.getTime() > env.now() - WINDOW
    ? before
    : derivedId('open311', client, content, String(window))
}

/** POST request: a matter reported through another system, handled like any other (channel `open311`). */
export const file = (crypto: Crypto, demo: boolean) => async (filing: Filing) => {
  const { env, body, key, origin } = filing
  const holder = await keyHolder(filing)
  const county = jurisdictionOf(body.jurisdiction_id)
  if (county !== holder.county)
    throw refuse([barred('这个密钥不是本县的。', 'This api_key belongs to another jurisdiction.')])
  const { category, said } = saidIn(body, county, holder, demo)
  const receipt = await fileReport(env, crypto, said, {
    actor: holder,
    capacity: { post: holder.posts[0] ?? null },
    key: await keyFor(env, holder, body.client_request_id ?? (key || undefined), said),
    channel: 'open311',
  })
  const language = languageOf(body.locale)
  const filed = { number: receipt.number, code: receipt.code, address: `${origin}/q/${receipt.code}` }
  const notice = [noticeOf(category, language), say(wordsIn(language).filed, filed)].filter(Boolean).join('\n')
  return [
    {
      // what is never shown has no number to ask for: the person has it in the notice
      ...(isPrivate(category.id) ? {} : { service_request_id: receipt.number }),
      service_notice: notice,
      account_id: null,
    },
  ]
}
