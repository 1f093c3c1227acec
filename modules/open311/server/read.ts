import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { allCategories } from '@gongzhi/matters/server'
import { listUnder, metresBetween } from '@gongzhi/territory/server'
import type { geoReport } from '../contract.ts'
import { fromGcj02, type Point } from '../rules/gcj02.ts'
import { type Period, periodOf, readInstant } from '../rules/period.ts'
import { missing, orRefuse, type Refusal, refuse, wrong } from '../rules/refusals.ts'
import { languageOf } from '../rules/words.ts'
import { jurisdictionOf } from './jurisdiction.ts'
import { pointOf, type Seen, show } from './show.ts'
import { listByIds, listRequests, readShown } from './store.ts'

type Query = Context<(typeof geoReport)['requests']['json']>['query']

/** At most so many requests in one answer. */
const MOST = 1000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether a client's coordinates are GCJ-02; anything but the two names is refused. */
export const isGcj02 = (crs: string | undefined, refusals: Refusal[]): boolean => {
  const said = crs?.toLowerCase().replace('-', '')
  if (said !== undefined && said !== 'gcj02' && said !== 'wgs84')
    refusals.push(wrong('crs 只能是 wgs84 或 gcj02。', 'crs is wgs84 or gcj02.'))
  return said === 'gcj02'
}

const wholeNumber = (text: string | undefined, otherwise: number, most: number): number | undefined => {
  if (text === undefined) return otherwise
  return /^\d{1,6}$/.test(text) && Number(text) >= 1 ? Math.min(Number(text), most) : undefined
}
const listed = (text: string | undefined): string[] | undefined => {
  const all = text?.split(',').map((one) => one.trim())
  return all?.filter((one) => one !== '')
}

/** A point from two texts; undefined when one is missing or no degree. */
export const readPoint = (lat: string | undefined, long: string | undefined): Point | undefined => {
  const at = { lat: Number(lat), lng: Number(long) }
  const good = lat !== undefined && long !== undefined && Math.abs(at.lat) <= 90 && Math.abs(at.lng) <= 180
  return good ? at : undefined
}

const timesOf = (
  query: Query,
  now: number,
  refusals: Refusal[],
): { period: Period; changed: [number | null, number | null] } => {
  const instant = (name: 'start_date' | 'end_date' | 'updated_after' | 'updated_before') => {
    const text = query[name]
    if (text === undefined) return undefined
    const at = readInstant(text, name === 'end_date' || name === 'updated_before')
    if (at === undefined)
      refusals.push(
        wrong(`${name} 要写成 2026-01-31T08:00:00+08:00 这样。`, `${name} must look like 2026-01-31T08:00:00+08:00.`),
      )
    return at
  }
  const [after, before] = [instant('updated_after'), instant('updated_before')]
  const asked = { start: instant('start_date'), end: instant('end_date'), changes: (after ?? before) !== undefined }
  const period = periodOf(asked, now)
  if (period === 'too-long')
    refusals.push(
      wrong(
        'start_date 到 end_date 最多 90 天；更长的用批量数据。',
        'start_date to end_date may span 90 days; use the bulk data for more.',
      ),
    )
  if (period === 'backwards') refusals.push(wrong('end_date 早于 start_date。', 'end_date lies before start_date.'))
  return {
    period: typeof period === 'string' ? { from: 0, to: 0 } : period,
    changed: [after ?? null, before ?? null],
  }
}

/** Villages and towns whose point lies within so many metres. */
const unitsNear = (county: string, at: Point, radius: number, demo: boolean): string[] =>
  listUnder(county)
    .filter(({ code }) => {
      const point = pointOf(code, demo)
      return point !== null && metresBetween(at, point) <= radius
    })
    .map(({ code }) => code)

const nearOf = (
  query: Query,
  county: string,
  gcj02: boolean,
  demo: boolean,
  refusals: Refusal[],
): string[] | undefined => {
  const { lat, long, radius } = query
  if (lat === undefined && long === undefined && radius === undefined) return undefined
  const at = readPoint(lat, long)
  const metres = Number(radius ?? 1000)
  if (!at || !(metres > 0)) {
    refusals.push(
      wrong('lat、long、radius（米）要一起给，都是数。', 'lat, long and radius (metres) go together and are numbers.'),
    )
    return undefined
  }
  return unitsNear(county, gcj02 ? fromGcj02(at) : at, metres, demo)
}

const statusOf = (query: Query, refusals: Refusal[]): boolean | undefined => {
  const asked = [...new Set(listed(query.status))]
  if (asked.some((one) => one !== 'open' && one !== 'closed'))
    refusals.push(wrong('status 只能是 open 或 closed。', 'status is open or closed.'))
  return asked.length === 1 ? asked[0] === 'closed' : undefined
}

const categoriesOf = (query: Query, refusals: Refusal[]): string[] | undefined => {
  const codes = listed(query.service_code)
  for (const code of codes ?? [])
    if (!allCategories.some(({ id }) => id === code))
      refusals.push(missing(`没有这个 service_code：${code}。`, `service_code ${code} was not found.`))
  return codes
}

const byIds = async (env: Env, county: string, ids: readonly string[], seen: Seen) => {
  const numbers = ids.filter((id) => !UUID.test(id)).map((id) => id.toUpperCase())
  const [rows = []] = await env.db.batch(noScope, [
    listByIds(
      county,
      numbers,
      ids.filter((id) => UUID.test(id)),
    ),
  ])
  return rows.map((row) => show(readShown(row), seen))
}

type Asking = { readonly env: Env; readonly query: Query }

/** GET requests: the listed ones, or those of a period, newest first, at most 1,000. */
export const listOf =
  (demo: boolean) =>
  async ({ env, query }: Asking) => {
    const county = jurisdictionOf(query.jurisdiction_id)
    const refusals: Refusal[] = []
    const gcj02 = isGcj02(query.crs, refusals)
    const seen: Seen = { calendar: env.calendar, language: languageOf(query.locale), demo, gcj02 }
    const ids = listed(query.service_request_id)
    if (ids) {
      orRefuse(refusals)
      return byIds(env, county, ids.slice(0, MOST), seen)
    }
    const { period, changed } = timesOf(query, env.now(), refusals)
    const size = wholeNumber(query.page_size, MOST, MOST)
    const page = wholeNumber(query.page, 1, 10_000)
    if (size === undefined || page === undefined)
      refusals.push(wrong('page 和 page_size 是从 1 起的整数。', 'page and page_size are whole numbers from 1.'))
    const asked = {
      county,
      period,
      categories: categoriesOf(query, refusals),
      closed: statusOf(query, refusals),
      changed: { from: changed[0], to: changed[1] },
      units: nearOf(query, county, gcj02, demo, refusals),
      size: size ?? 1,
      page: page ?? 1,
    }
    orRefuse(refusals)
    const [rows = []] = await env.db.batch(noScope, [listRequests(asked)])
    return rows.map((row) => show(readShown(row), seen))
  }

/** GET request: a list of one; 404 for what is not there and for what is not shown. */
export const oneOf =
  (demo: boolean) =>
  async ({ env, params, query }: Context<(typeof geoReport)['request']['json']>) => {
    const county = jurisdictionOf(query.jurisdiction_id)
    const refusals: Refusal[] = []
    const gcj02 = isGcj02(query.crs, refusals)
    orRefuse(refusals)
    const found = await byIds(env, county, [params.id], {
      calendar: env.calendar,
      language: languageOf(query.locale),
      demo,
      gcj02,
    })
    if (found.length === 0)
      throw refuse([
        missing(`没有这个 service_request_id：${params.id}。`, `service_request_id ${params.id} was not found.`),
      ])
    return found
  }

/** GET token: a request's id is a token for its number. */
export const byToken = async ({ env, params, query }: Context<(typeof geoReport)['token']['json']>) => {
  const county = jurisdictionOf(query.jurisdiction_id)
  const [rows = []] = UUID.test(params.token)
    ? await env.db.batch(noScope, [listByIds(county, [], [params.token])])
    : []
  const row = rows[0]
  if (!row) throw refuse([missing(`没有这个 token：${params.token}。`, `token ${params.token} was not found.`)])
  return [{ service_request_id: readShown(row).number, token: params.token }]
}
