import { Readable } from 'node:stream'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { media } from '@gongzhi/kernel/endpoint.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { servedCounties } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { BULK, csvLine } from '../rules/csv.ts'
import { writeInstant } from '../rules/period.ts'
import type { GeoRequest, Shown } from '../rules/request.ts'
import { languageOf, wordsIn } from '../rules/words.ts'
import { type Seen, show } from './show.ts'
import { firstOf, listYear, readShown } from './store.ts'

const yearOf = (at: number): number => Number(isoDay(dayOf(at)).slice(0, 4))
const isServed = (county: string): boolean => servedCounties().some(({ code }) => code.slice(0, 6) === county)

const lineOf = (row: Shown, request: GeoRequest, source: string): string =>
  csvLine([
    request.service_request_id,
    request.requested_datetime,
    request.updated_datetime,
    row.closedAt === null ? null : writeInstant(row.closedAt),
    request.status,
    request.status_notes,
    source,
    request.service_name,
    null,
    request.description,
    request.agency_responsible,
    request.address,
    request.lat,
    request.long,
  ])

const AT_ONCE = 1000

/** The year a thousand lines at a time, so that a reader who is slow holds back the database and not the memory. */
async function* linesOf(env: Env, county: string, year: number, seen: Seen): AsyncGenerator<string> {
  const sources = wordsIn(seen.language).source as Record<string, string>
  // the mark at the front has spreadsheets read Chinese as UTF-8
  yield `\ufeff${csvLine(BULK)}`
  for (let after: string | null = null; ; ) {
    const [rows = []] = (await env.db.batch(noScope, [listYear(county, year, after, AT_ONCE)])) as Record<
      string,
      unknown
    >[][]
    const shown = rows.map(readShown)
    yield shown.map((row) => lineOf(row, show(row, seen), sources[row.channel] ?? row.channel)).join('')
    const last = shown.at(-1)
    if (!last || shown.length < AT_ONCE) return
    after = last.id
  }
}

/** The requests of a county and year as a CSV file, streamed; 404 for a county not served or a year to come. */
export const bulk =
  (demo: boolean) =>
  async ({ env, params, query }: Context<typeof endpoints.bulk>) => {
    const year = Number(params.year)
    if (!isServed(params.county) || year > yearOf(env.now())) throw notFound()
    const seen: Seen = { calendar: env.calendar, language: languageOf(query.locale), demo }
    return {
      raw: Readable.from(linesOf(env, params.county, year, seen)),
      type: media.csv,
      name: `requests-${params.county}-${params.year}.csv`,
    }
  }

/** Years with data, newest first. */
export const years = async ({ env, query }: Context<typeof endpoints.years>) => {
  if (!isServed(query.county)) throw notFound()
  const [rows = []] = await env.db.batch(noScope, [firstOf(query.county)])
  const first = rows[0]?.opened_at
  if (!(first instanceof Date)) return []
  const [from, to] = [yearOf(first.getTime()), yearOf(env.now())]
  return Array.from({ length: to - from + 1 }, (_, back) => to - back)
}
