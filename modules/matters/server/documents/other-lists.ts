import { listSource, type SheetColumn } from '@gongzhi/documents/server'
import { notFound } from '@gongzhi/kernel/problem.ts'
import { endpoints } from '../../contract.ts'
import * as lists from '../lists.ts'
import { categoryWords, word } from './words.ts'

/* Lists that are short enough to be there at once: the same handler as the page, its rows as cells. */

const text = (head: string, width?: number): SheetColumn => ({ head, kind: 'text', ...(width ? { width } : {}) })
const number = (head: string, width?: number): SheetColumn => ({ head, kind: 'number', ...(width ? { width } : {}) })

const LIMITS: Record<string, string> = { workday: '个工作日', day: '天', hour: '小时' }
const MARKS: Record<string, string> = { found: '已核对原文', local: '本地规定', unverified: '待核实' }
const once = (rows: unknown) =>
  async function* () {
    yield JSON.stringify(rows)
  }

/** 责任清单 (A13) of a place. */
export const dutyList = listSource({
  id: 'duties',
  query: endpoints.duties.query,
  open: async (env, actor, query) => {
    const found = await lists.duties({ env, actor, query } as never)
    const categories = categoryWords()
    return {
      title: '责任清单',
      unit: query.unit.replace(/(000){1,2}$/, ''),
      notes: query.q ? [['条件', `含“${query.q}”`]] : [],
      columns: [
        number('序号'),
        text('事项', 30),
        text('类别'),
        text('责任单位', 22),
        text('依据', 40),
        text('流程', 40),
        text('时限', 12),
        text('收费', 12),
        text('投诉电话', 18),
        text('依据核实', 14),
      ],
      pages: once(
        found.map((duty) => [
          duty.no,
          duty.title,
          categories[duty.category] ?? duty.category,
          duty.orgName,
          duty.basis,
          duty.flow,
          `${duty.limit.amount}${LIMITS[duty.limit.unit] ?? duty.limit.unit}`,
          duty.fee,
          duty.complaint,
          MARKS[duty.mark] ?? duty.mark,
        ]),
      ),
    }
  },
})

/** 组团接访 (B04) of the own county. */
export const receptionList = listSource({
  id: 'receptions',
  query: endpoints.receptions.query,
  open: async (env, actor, query) => {
    if (query.county !== actor.county) throw notFound()
    const found = await lists.receptions({ env, actor, query } as never)
    return {
      title: '接访清单',
      unit: query.county,
      notes: [],
      columns: [
        text('编号', 14),
        text('工作室', 26),
        text('地点', 20),
        { head: '开始', kind: 'time' },
        { head: '结束', kind: 'time' },
        text('党代表', 24),
        number('名额'),
        number('已约'),
        number('登记件数'),
        text('状态', 10),
      ],
      pages: once(
        found.map((one) => [
          one.number,
          one.studioName,
          one.place,
          one.from,
          one.to,
          one.delegates.join('、'),
          one.capacity,
          one.booked,
          one.items,
          word('state', one.state),
        ]),
      ),
    }
  },
})

const RATES = [
  ['response', '响应率'],
  ['on-time', '按时办结率'],
  ['resolution', '解决率'],
  ['satisfaction', '满意率'],
] as const

/** 指标 by unit and period: each rate with its n, those of fewer than five withheld (P9, B08). */
export const figureList = listSource({
  id: 'figures',
  query: endpoints.figures.query,
  open: async (env, actor, query) => {
    const found = await lists.figures({ env, actor, query } as never)
    return {
      title: '办件指标',
      unit: (query.unit ?? actor.county).replace(/(000){1,2}$/, ''),
      notes: [
        ['时段', `${query.from} 至 ${query.to}`],
        ['口径', '按反映时间统计；不足5件的比率不列；每个比率后面是分母。'],
      ],
      columns: [
        text('单位', 20),
        number('反映'),
        number('办完'),
        number('现超期'),
        number('退回'),
        ...RATES.flatMap(([, name]) => [number(`${name}（%）`, 14), number(`${name}的分母`, 14)]),
      ],
      pages: once(
        found.units.map((row) => [
          row.unit.name,
          row.reported,
          row.closed,
          row.overdue,
          row.returned,
          ...RATES.flatMap(([id]) => {
            const rate = row.rates.find((one) => one.id === id)
            return [rate?.percent ?? null, rate?.n ?? 0]
          }),
        ]),
      ),
    }
  },
})
