import { paper, paperDay } from '@gongzhi/documents/rules'
import { paperSource } from '@gongzhi/documents/server'
import { notFound, Problem } from '@gongzhi/kernel/problem.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import { orgFor, spokenPlace } from '@gongzhi/territory/server'
import * as z from 'zod'
import { categoryId } from '../../contract/shapes.ts'
import { filterOf } from '../lists.ts'
import { dayOn, fullName, placeName } from './said.ts'
import { ledgerRows } from './store-ledger.ts'
import { categoryWords, word } from './words.ts'

/** What a paper can carry; longer ones are for Excel. */
const MOST = 2000

const dayIn = (at: unknown): string => (at instanceof Date ? dayOn(at.getTime()).slice(5).replace('-', '.') : '')

/** Whose ledger it is: the coordination centre of a county or town, the service station of a village. */
const keeperOf = (unit: string): string => {
  const code = unit.padEnd(12, '0')
  const level = unit.length === 6 ? 'county' : unit.length === 9 ? 'town' : 'village'
  return orgFor(code, level, level === 'village' ? 'service' : 'coordination') ?? ''
}

/** 台账: the matters reported in a period, read off the record; nobody fills it in. 422 `too-many` beyond 2,000. */
export const ledger = paperSource({
  id: 'ledger',
  query: z.object({ from: z.iso.date(), to: z.iso.date(), category: categoryId.optional() }),
  open: async (env, actor, id, query) => {
    if (actor.kind !== 'staff' || !/^\d{6,12}$/.test(id)) throw notFound()
    const { filter } = filterOf(env, actor, { unit: id, category: query.category })
    const from = Date.parse(`${query.from}T00:00:00+08:00`)
    const to = Date.parse(`${query.to}T00:00:00+08:00`) + 86_400_000
    const [rows = []] = await env.db.batch(scopeOf(actor), [ledgerRows(filter, from, to, MOST + 1)])
    if (rows.length > MOST) throw new Problem(422, 'too-many', { most: MOST })
    const categories = categoryWords()
    const closed = rows.filter((r) => r.closed_at !== null).length
    const late = rows.filter(
      (r) => r.closed_at === null && r.due_at instanceof Date && r.due_at.getTime() < env.now(),
    ).length
    const keeper = keeperOf(filter.unit)
    const place = spokenPlace(filter.unit.padEnd(12, '0'))
    const span = `${paperDay(query.from)}至${paperDay(query.to)}`
    return {
      name: `台账-${place}-${query.from}-${query.to}`,
      listed: { unit: filter.unit, asked: { from: query.from, to: query.to } },
      paper: paper({
        head: fullName(keeper) || place,
        title: `${place}群众事项办理台账`,
        across: true,
        blocks: [
          {
            kind: 'paragraph',
            text: `${span}${query.category ? `“${categories[query.category] ?? query.category}”类` : ''}共反映${rows.length}件，其中办完${closed}件、在办${rows.length - closed}件；在办的有${late}件超期。`,
          },
          {
            kind: 'table',
            columns: [
              { head: '序号', share: 4, figure: true },
              { head: '编号', share: 10 },
              { head: '反映', share: 5 },
              { head: '村（社区）', share: 8 },
              { head: '类别', share: 9 },
              { head: '事项', share: 20 },
              { head: '承办单位', share: 12 },
              { head: '环节', share: 10 },
              { head: '结果', share: 7 },
              { head: '办结', share: 5 },
              { head: '评价', share: 6 },
            ],
            rows: rows.map((r, i) => [
              String(i + 1),
              r.number as string,
              dayIn(r.opened_at),
              placeName(r.unit_code as string),
              categories[r.category as string] ?? String(r.category ?? ''),
              r.title as string,
              (r.org_name as string | null) ?? '',
              word('state', r.state as string),
              word('outcome', r.outcome as string | null),
              dayIn(r.concluded_at),
              r.satisfied === null ? '' : r.satisfied ? '满意' : '不满意',
            ]),
          },
        ],
        signed: fullName(keeper) || place,
        on: dayOn(env.now()),
        note: '本台账由平台按办理记录生成',
      }),
    }
  },
})
