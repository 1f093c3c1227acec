import { listSource, type SheetColumn } from '@gongzhi/documents/server'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import { bigramsOf } from '@gongzhi/kernel/server/docket.ts'
import { endpoints } from '../../contract.ts'
import { filterOf } from '../lists.ts'
import { exportPage } from './store-export.ts'
import { categoryWords, word, wordsOf } from './words.ts'

const text = (head: string, width?: number): SheetColumn => ({ head, kind: 'text', ...(width ? { width } : {}) })
const time = (head: string): SheetColumn => ({ head, kind: 'time' })
const number = (head: string): SheetColumn => ({ head, kind: 'number' })

/** In the order of the cells in store-export.ts. Who reported is no column (P7). */
const matterColumns: readonly SheetColumn[] = [
  text('编号', 14),
  text('标题', 26),
  text('反映内容', 48),
  text('类别'),
  text('级别', 8),
  text('镇（街道）', 12),
  text('村（社区）', 12),
  text('地点', 18),
  text('渠道', 10),
  time('反映时间'),
  text('环节', 16),
  text('承办单位', 20),
  time('到期时间'),
  text('超期', 6),
  text('督办', 6),
  time('受理时间'),
  time('办结时间'),
  text('办理结果', 10),
  text('办理情况', 40),
  text('答复', 40),
  time('回访时间'),
  text('评价', 8),
  number('同报件数'),
  number('第几轮'),
  number('退回次数'),
  time('完成时间'),
]

const SIZE = 1000
const { query } = endpoints.list

/** What was asked for, in words, for the first sheet. */
const notesOf = (asked: { [name: string]: unknown }): [string, string][] => {
  const parts = [
    asked.open === 'yes' ? '在办' : asked.open === 'no' ? '办完的' : '',
    typeof asked.state === 'string' ? `环节：${word('state', asked.state)}` : '',
    typeof asked.category === 'string' ? `类别：${categoryWords()[asked.category] ?? asked.category}` : '',
    typeof asked.level === 'string' ? `级别：${word('level', asked.level)}` : '',
    typeof asked.q === 'string' && asked.q !== '' ? `含“${asked.q}”` : '',
  ].filter(Boolean)
  return [['条件', parts.length === 0 ? '全部' : parts.join('；')]]
}

/** 事项: the list with its filters, of whoever may read it, to its end. */
export const matterList = listSource({
  id: 'matters',
  query,
  open: async (env, actor, asked) => {
    const { filter, words } = filterOf(env, actor, asked)
    const search = words === '' ? undefined : { grams: bigramsOf(words), needle: words }
    const said = {
      state: wordsOf('state'),
      level: wordsOf('level'),
      channel: wordsOf('channel'),
      outcome: wordsOf('outcome'),
      category: categoryWords(),
    }
    return {
      title: '事项清单',
      unit: filter.unit,
      notes: notesOf(asked),
      columns: matterColumns,
      pages: async function* () {
        for (let before = filter.before; ; ) {
          const [rows] = await env.db.batch(scopeOf(actor), [
            exportPage({ ...filter, before, size: SIZE }, search, said),
          ])
          yield String(rows?.[0]?.page ?? '[]')
          const next = rows?.[0]?.next
          if (typeof next !== 'string') return
          before = next
        }
      },
    }
  },
})
