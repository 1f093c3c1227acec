import { randomBytes, randomUUID } from 'node:crypto'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { media } from '@gongzhi/kernel/endpoint.ts'
import { uuidv7 } from '@gongzhi/kernel/ids.ts'
import { type FieldError, invalid, notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Context, Raw } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { findOrg, spokenPlace } from '@gongzhi/territory/server'
import type * as z from 'zod'
import type { endpoints } from '../contract.ts'
import type { SheetPlan } from '../rules/index.ts'
import { exportSubject } from './export-subject.ts'
import { overseenBy } from './overseen.ts'
import type { ListSource, OpenedList } from './sources.ts'
import { listExports } from './store.ts'
import { inWorkshop } from './workshop.ts'

/** The source's own schema over what was asked; 400 with every wrong field. */
export const askedOf = (schema: z.ZodType, asked: unknown): never => {
  const result = schema.safeParse(asked)
  if (result.success) return result.data as never
  const errors: FieldError[] = result.error.issues.map((issue) => ({
    pointer: `/query/${issue.path.join('/')}`,
    code: issue.code,
  }))
  throw invalid(errors)
}

const two = (n: number): string => String(n).padStart(2, '0')
/** `2026年11月25日 09:12`, on China's clock. */
export const spokenTime = (at: number): string => {
  const of = new Date(at + 8 * 3_600_000)
  return `${of.getUTCFullYear()}年${of.getUTCMonth() + 1}月${of.getUTCDate()}日 ${two(of.getUTCHours())}:${two(of.getUTCMinutes())}`
}

/** What was typed to search for may be somebody's name: the journal, which is never erased, keeps only that there was something. */
const kept = ({ q, ...asked }: Readonly<Record<string, string>>) =>
  q === undefined || q === '' ? asked : { ...asked, q: '…' }

async function* sheetLines(plan: SheetPlan, list: OpenedList): AsyncGenerator<string> {
  yield `${JSON.stringify(plan)}\n`
  for await (const page of list.pages()) yield `${page.replaceAll('\n', ' ')}\n`
}

type Taken = {
  readonly list: string
  readonly title: string
  /** The stretch, 6, 9 or 12 digits. */
  readonly unit: string
  readonly asked: Readonly<Record<string, string>>
}

/** Records that a list leaves the house, before its first row does; answers its number and in which post. */
export const recordExport = async (env: Env, actor: Actor, { list, title, unit, asked }: Taken) => {
  const post = actor.posts.find(({ prefix }) => unit.startsWith(prefix)) ?? actor.posts[0] ?? null
  const unitCode = unit.padEnd(12, '0')
  const { number } = await openSubject(
    env,
    {
      subject: exportSubject,
      id: uuidv7(env.now(), randomBytes(10)),
      row: { unitCode, account: actor.account ?? '', byShown: actor.shown ?? '', list, asked: kept(asked) },
      title,
      unitCode,
      party: actor.account,
      capacity: { post },
      data: { list, asked: kept(asked) },
    },
    { actor, key: randomUUID() },
  )
  return { number, by: [findOrg(post?.org ?? '')?.name, actor.shown].filter(Boolean).join(' ') }
}

/** Handles GET /exports/:list. */
export const exportList =
  (lists: readonly ListSource[]) =>
  async ({ env, actor, params, query }: Context<typeof endpoints.exportList>): Promise<Raw> => {
    const source = lists.find(({ id }) => id === params.list)
    if (!source) throw notFound()
    const list = await source.open(env, actor, askedOf(source.query, query))
    const { number, by } = await recordExport(env, actor, { ...list, list: source.id, asked: query })
    const place = spokenPlace(list.unit.padEnd(12, '0'))
    const plan: SheetPlan = {
      name: list.title,
      notes: [
        ['内容', list.title],
        ['范围', place],
        ...list.notes,
        ['导出人', by],
        ['导出时间', spokenTime(env.now())],
        ['导出编号', number],
        ['说明', '这次导出已经登记。表里没有反映人的姓名和电话。'],
      ],
      columns: list.columns,
    }
    return {
      raw: await inWorkshop('sheet-out', sheetLines(plan, list)),
      type: media.sheet,
      name: `${place}${list.title}-${isoDay(dayOf(env.now())).replaceAll('-', '')}.xlsx`,
    }
  }

const SIZE = 20
/** Handles GET /exports. */
export const exportsMade = async ({ env, actor, query }: Context<typeof endpoints.exports>) => {
  const [rows = []] = await env.db.batch(scopeOf(actor), [
    listExports(actor.county, actor.account ?? '', overseenBy(actor), query.before ?? null, SIZE),
  ])
  return {
    rows: rows.map((r) => ({
      id: r.id as string,
      number: r.number as string,
      list: r.list as string,
      title: r.title as string,
      unit: spokenPlace(r.unit_code as string),
      by: r.by_shown as string,
      at: (r.opened_at as Date).toISOString(),
    })),
    next: rows.length === SIZE ? (rows.at(-1)?.id as string) : null,
  }
}
