import { closeOf, dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { countyOf, covers } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { bigramsOf } from '@gongzhi/kernel/server/docket.ts'
import { type Context, json } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { currentCode, findOrg, findPlace, spokenPlace } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { matterAccess } from './access.ts'
import { allCategories, dutiesFor } from './reference.ts'
import { figuresByUnit, figuresExcluded } from './store-figures.ts'
import { countBoxes, listBox, listMatters, listMine, listPublic, listReceptions, searchMatters } from './store-list.ts'

const SIZE = 20
const pageOf = (rows: readonly unknown[][] | undefined, index = 0): string => {
  const row = (rows as { page?: unknown }[][] | undefined)?.[index]?.[0]
  return String(row?.page ?? '{"rows":[],"next":null}')
}

const overseeing =
  matterAccess.see?.flatMap((rule) =>
    'reach' in rule && rule.reach === 'subtree' && rule.roles !== 'any' ? [...rule.roles] : [],
  ) ?? []
/** Stretches a person oversees as a whole; others see what their units hold or have handled. */
export const overseenBy = (actor: Actor): string[] =>
  actor.posts.filter((post) => overseeing.includes(post.role)).map((post) => post.prefix)

/** The stretch a code means: 6 digits for a county, 9 for a town, 12 for a village, with or without zeros behind. */
const stretchOf = (code: string): string =>
  /^\d{6}0*$/.test(code) ? code.slice(0, 6) : /^\d{9}0*$/.test(code) ? code.slice(0, 9) : code

/** The part of the asked place that lies in the actor's reach; the widest stretch when none is asked. */
const placeFor = (actor: Actor, asked: string | undefined): { unit: string; whole: boolean } => {
  const overseen = overseenBy(actor)
  const widest = [...overseen].sort((a, b) => a.length - b.length)[0]
  if (asked === undefined)
    return widest === undefined ? { unit: actor.county, whole: false } : { unit: widest, whole: true }
  const unit = stretchOf(asked)
  if (overseen.some((prefix) => covers(prefix, unit))) return { unit, whole: true }
  if (!unit.startsWith(actor.county)) throw notFound()
  return { unit, whole: false }
}

/** The numbers a typed one may mean: 2026-M-0042, M-42, or 42 of this year and the last. */
const numbersOf = (typed: string, now: number): string[] => {
  const found = /^(?:(\d{4})-)?(?:([MYH])-)?(\d{1,7})$/i.exec(typed)
  if (!found) return []
  const year = Number(isoDay(dayOf(now)).slice(0, 4))
  const years = found[1] === undefined ? [year, year - 1] : [Number(found[1])]
  const series = found[2] === undefined ? ['M', 'Y', 'H'] : [found[2].toUpperCase()]
  return years.flatMap((y) => series.map((letter) => `${y}-${letter}-${String(Number(found[3])).padStart(4, '0')}`))
}

type Asked = Omit<Context<typeof endpoints.list>['query'], 'size'>

/** What a list asks of the docket, as far as this person may ask it. */
export const filterOf = (env: Env, actor: Actor, query: Asked) => {
  const { unit, whole } = placeFor(actor, query.unit)
  const words = query.q ?? ''
  const numbers = numbersOf(words, env.now())
  return {
    words: numbers.length > 0 ? '' : words,
    filter: {
      county: actor.county,
      unit,
      now: new Date(env.now()),
      before: query.before ?? null,
      state: query.state,
      open: query.open === undefined ? undefined : query.open === 'yes',
      category: query.category,
      level: query.level,
      units: whole ? undefined : actor.posts.map((post) => post.org),
      numbers: numbers.length > 0 ? numbers : undefined,
    },
  }
}

/** Matters of a place, newest first, or those with the words asked for. */
export const list = async ({ env, actor, query }: Context<typeof endpoints.list>) => {
  const { words, filter } = filterOf(env, actor, query)
  const sized = { ...filter, size: query.size }
  const statement = words === '' ? listMatters(sized) : searchMatters(sized, bigramsOf(words), words)
  return json(pageOf(await env.db.batch(scopeOf(actor), [statement])))
}

export const mine = async ({ env, actor, query }: Context<typeof endpoints.mine>) => {
  if (actor.account === null) return { rows: [], next: null }
  return json(
    pageOf(
      await env.db.batch(scopeOf(actor), [
        listMine(actor.county, actor.account, actor.only ?? null, new Date(env.now()), SIZE, query.before ?? null),
      ]),
    ),
  )
}

/** What waits, most urgent first; `due-soon` until close of business two working days on. */
export const inbox = async ({ env, actor, query }: Context<typeof endpoints.inbox>) => {
  const now = env.now()
  const of = {
    county: actor.county,
    orgs: actor.posts.map((post) => post.org),
    account: actor.account ?? '',
    now: new Date(now),
    soon: new Date(closeOf(env.calendar.nthWorkday(dayOf(now), 2)) + 1),
    overseen: overseenBy(actor),
    size: SIZE,
    after: query.after ?? null,
  }
  const [page, counts] = await env.db.batch(scopeOf(actor), [listBox(query.box, of), countBoxes(of)])
  const oversees = of.overseen.length > 0
  return json(
    `${pageOf([page ?? []]).replace(/\}$/, '')},"oversees":${oversees},"counts":${JSON.stringify(counts?.[0] ?? {})}}`,
  )
}

export const categories = async () => allCategories as never

export const publicList = async ({ env, query }: Context<typeof endpoints.publicList>) => {
  const unit = stretchOf(query.unit)
  return json(pageOf(await env.db.batch(noScope, [listPublic(countyOf(query.unit), unit, query.before ?? null, SIZE)])))
}

export const duties = async ({ query }: Context<typeof endpoints.duties>) => {
  const unit = currentCode(query.unit)
  if (!findPlace(unit)) throw notFound()
  return dutiesFor(countyOf(unit), unit, query.category)
    .filter((duty) => !query.q || duty.title.includes(query.q) || duty.basis.includes(query.q))
    .map(({ tier: _t, orgKind: _k, ...duty }) => ({ ...duty, orgName: findOrg(duty.org)?.name ?? duty.org }))
}

const RATES = ['response', 'on-time', 'resolution', 'satisfaction'] as const
const column = (id: string) => id.replace('-', '')
/** Under five a rate says something about persons: withheld (P9). */
const LEAST = 5
const percent = (hit: number, n: number): number | null => (n < LEAST ? null : Math.round((hit * 1000) / n) / 10)

/** Rates recomputed from the raw rows of the period, by unit, never by person. */
export const figures = async ({ env, actor, query }: Context<typeof endpoints.figures>) => {
  const { unit, whole } = placeFor(actor, query.unit)
  if (!whole) throw notFound()
  const of = {
    county: actor.county,
    unit,
    from: new Date(`${query.from}T00:00:00+08:00`),
    to: new Date(Date.parse(`${query.to}T00:00:00+08:00`) + 86_400_000),
    now: new Date(env.now()),
  }
  const [rows = [], excluded = []] = await env.db.batch(scopeOf(actor), [figuresByUnit(of), figuresExcluded(of)])
  const number = (row: Record<string, unknown>, name: string) => Number(row[name] ?? 0)
  const sum = (name: string) => rows.reduce((total, row) => total + number(row, name), 0)
  return {
    open: sum('open'),
    overdue: sum('overdue'),
    reported: sum('reported'),
    closed: sum('closed'),
    rates: RATES.map((id) => {
      const n = sum(`${column(id)}_n`)
      const hit = sum(`${column(id)}_hit`)
      return { id, n, hit: n < LEAST ? null : hit, percent: percent(hit, n) }
    }),
    units: rows.map((row) => ({
      unit: { code: row.unit as string, name: row.name as string },
      reported: number(row, 'reported'),
      closed: number(row, 'closed'),
      overdue: number(row, 'overdue'),
      returned: number(row, 'returned'),
      rates: RATES.map((id) => ({
        id,
        n: number(row, `${column(id)}_n`),
        percent: percent(number(row, `${column(id)}_hit`), number(row, `${column(id)}_n`)),
      })),
    })),
    excluded: excluded.map((row) => ({ ground: row.ground as string, n: row.n as number })),
  }
}

/** Coming and past sessions: public. */
export const receptions = async ({ env, query }: Context<typeof endpoints.receptions>) => {
  const [rows = []] = await env.db.batch({ ...noScope, scopes: [query.county] }, [listReceptions(query.county)])
  return rows.map((r) => ({
    id: r.id as string,
    number: r.number as string,
    studio: r.studio as string,
    studioName: r.studio_name as string,
    place: spokenPlace(r.unit_code as string),
    from: (r.from_at as Date).toISOString(),
    to: (r.to_at as Date).toISOString(),
    delegates: r.delegates as string[],
    capacity: r.capacity as number,
    booked: r.booked as number,
    items: r.items as number,
    state: r.state as string,
  }))
}
