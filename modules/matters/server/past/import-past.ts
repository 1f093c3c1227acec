import { createHash } from 'node:crypto'
import type { By, Checked, Found, ImportColumn, ImportKind } from '@gongzhi/documents/server'
import { sealName, sealPhone } from '@gongzhi/identity/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { uuidv7 } from '@gongzhi/kernel/ids.ts'
import { notYours } from '@gongzhi/kernel/problem.ts'
import { type Actor, covers } from '@gongzhi/kernel/reach.ts'
import { performAct, scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { placesByName } from '@gongzhi/territory/server'
import { retract } from '../acts/retract.ts'
import { allCategories } from '../reference.ts'
import { KEEPERS, pastSubject } from './past-subject.ts'
import { marksKnown } from './store-past.ts'

/* Last year's ledger: each row a matter that was, told as the ledger tells it. */

const choicesOf = (pairs: readonly (readonly [string, readonly string[]])[]): Record<string, string> =>
  Object.fromEntries(pairs.flatMap(([id, names]) => names.map((name) => [name, id])))

const OUTCOMES = choicesOf([
  ['resolved', ['解决', '已解决', '办结', '已办结']],
  ['explained', ['解释', '已解释', '解释说明']],
  ['not-feasible', ['暂不可行', '不可行', '暂时办不了', '未解决']],
])
const RATINGS = choicesOf([
  ['满意', ['满意', '非常满意', '很满意']],
  ['基本满意', ['基本满意', '较满意', '一般']],
  ['不满意', ['不满意']],
  ['未评价', ['未评价', '未回访', '无']],
])
/** 环境卫生 and `基础设施·路灯`, also by what stands behind the dot. */
const CATEGORIES = choicesOf(allCategories.map(({ id, zh }) => [id, [zh, ...zh.split('·').slice(1), id]] as const))

const pastColumns: readonly ImportColumn[] = [
  {
    id: 'number',
    head: '原编号',
    aliases: ['编号', '台账编号', '事项编号', '受理编号'],
    kind: 'text',
    most: 40,
    hint: '原来台账上的编号，没有就空着。',
    example: '2025-017',
  },
  {
    id: 'reportedOn',
    head: '反映日期',
    aliases: ['反映时间', '受理日期', '受理时间', '登记日期', '登记时间', '日期', '时间', '来访日期'],
    kind: 'day',
    required: true,
    hint: '哪天反映的。',
    example: '2025年3月7日',
  },
  {
    id: 'place',
    head: '村（社区）',
    aliases: ['村', '社区', '村社区', '村居', '所属村', '所在村', '村（居）', '村名'],
    kind: 'text',
    required: true,
    most: 40,
    hint: '村或社区的名字，同名的前面加镇名，也可以写12位区划代码。',
    example: '金林村',
  },
  {
    id: 'category',
    head: '类别',
    aliases: ['事项类别', '分类', '问题类别', '诉求类别'],
    kind: 'choice',
    required: true,
    choices: CATEGORIES,
    hint: `从这些里选：${allCategories.map(({ zh }) => zh).join('、')}。`,
    example: '环境卫生',
  },
  {
    id: 'text',
    head: '反映内容',
    aliases: ['内容', '事项', '问题', '诉求', '反映事项', '反映问题', '事项内容', '诉求内容', '主要内容'],
    kind: 'text',
    required: true,
    most: 4000,
    hint: '反映了什么。',
    example: '村口垃圾池满了没人清',
  },
  {
    id: 'spot',
    head: '地点',
    aliases: ['具体地点', '地址', '位置'],
    kind: 'text',
    most: 120,
    hint: '具体在哪里。',
    example: '晒谷场东边',
  },
  {
    id: 'name',
    head: '反映人',
    aliases: ['姓名', '反映人姓名', '来访人', '群众姓名', '诉求人'],
    kind: 'text',
    most: 40,
    hint: '加密保存，页面上不显示。',
    example: '黄○○',
  },
  {
    id: 'phone',
    head: '联系电话',
    aliases: ['电话', '手机', '手机号', '联系方式', '反映人电话'],
    kind: 'phone',
    hint: '11位手机号，加密保存，页面上不显示。',
    example: '',
  },
  {
    id: 'org',
    head: '承办单位',
    aliases: ['责任单位', '办理单位', '经办单位', '承办人', '责任人'],
    kind: 'text',
    most: 60,
    hint: '谁办的。',
    example: '官圩镇环卫所',
  },
  {
    id: 'outcome',
    head: '办理结果',
    aliases: ['结果', '是否解决', '办结情况', '办理状态', '状态'],
    kind: 'choice',
    choices: OUTCOMES,
    hint: '解决、解释、暂不可行，或者空着。',
    example: '解决',
  },
  {
    id: 'outcomeText',
    head: '办理情况',
    aliases: ['处理情况', '处理结果', '答复', '答复内容', '办理经过', '落实情况'],
    kind: 'text',
    most: 4000,
    hint: '怎么办的、怎么答复的。',
    example: '当天清运，改为每周两次',
  },
  {
    id: 'concludedOn',
    head: '办结日期',
    aliases: ['办结时间', '完成日期', '完成时间', '答复日期', '办结'],
    kind: 'day',
    hint: '哪天办完的，没办完就空着。',
    example: '2025/3/9',
  },
  {
    id: 'rated',
    head: '满意度',
    aliases: ['评价', '是否满意', '回访结果', '群众评价', '满意情况'],
    kind: 'choice',
    choices: RATINGS,
    hint: '满意、基本满意、不满意，或者空着。',
    example: '满意',
  },
]

type Item = Readonly<Record<string, string>> & { readonly unit: string; readonly mark: string }

/** Villages and towns somebody keeps ledgers for, by every name a ledger may call them. */
const placesOf = (actor: Actor): ReadonlyMap<string, readonly string[]> =>
  placesByName(
    actor.posts.filter(({ role }) => KEEPERS.includes(role)).map(({ prefix }) => prefix),
    ['village', 'town'],
  )

const weigh = (values: Readonly<Record<string, string>>, places: ReturnType<typeof placesOf>, today: string) => {
  const found: Found[] = []
  const codes = places.get((values.place ?? '').replace(/\s/g, '')) ?? []
  if (codes.length === 0) found.push({ column: 'place', code: 'no-place', right: '您管的范围里的村、社区或镇的名字' })
  if (codes.length > 1) found.push({ column: 'place', code: 'which-place', right: '前面加上镇名，或者写12位区划代码' })
  if ((values.reportedOn ?? '') > today)
    found.push({ column: 'reportedOn', code: 'in-the-future', right: '今天或以前' })
  if ((values.concludedOn ?? '') > today)
    found.push({ column: 'concludedOn', code: 'in-the-future', right: '今天或以前' })
  if (values.concludedOn && values.concludedOn < (values.reportedOn ?? ''))
    found.push({ column: 'concludedOn', code: 'before-reported', right: '反映日期当天或以后' })
  return { found, unit: codes[0] ?? '' }
}

const titleOf = (text: string): string => {
  const first = text.split(/[\n。！？!?；;]/)[0]?.trim() ?? text
  return [...first].length > 24 ? `${[...first].slice(0, 24).join('')}…` : first
}

const or = (value: string | undefined): string | null => (value ? value : null)

/** 历史台账. The same row again changes nothing: id and key follow from what it says. */
export const importPast = (crypto: Crypto): ImportKind => {
  const check = async (env: Env, actor: Actor, rows: readonly { values: Readonly<Record<string, string>> }[]) => {
    const places = placesOf(actor)
    const today = isoDay(dayOf(env.now()))
    const weighed = rows.map(({ values }) => {
      const { found, unit } = weigh(values, places, today)
      const { place: _place, ...said } = values
      const mark = crypto.keyedHash(
        'matters.past',
        JSON.stringify([unit, ...pastColumns.map(({ id }) => said[id] ?? '')]),
      )
      return { found, item: { ...said, unit, mark } as Item, mark }
    })
    const [known = []] = await env.db.batch(scopeOf(actor), [
      marksKnown(
        actor.county,
        weighed.map(({ mark }) => mark),
      ),
    ])
    const stands = new Set(known.filter((r) => r.stands === true).map((r) => r.mark as string))
    return weighed.map(
      ({ found, item, mark }): Checked<Item> =>
        found.length > 0 ? { found } : { item, mark, there: stands.has(mark) },
    )
  }
  const write = async (env: Env, by: By, item: Item): Promise<string | null> => {
    const { actor } = by
    const { county } = actor
    const post = actor.posts.find(({ role, prefix }) => KEEPERS.includes(role) && covers(prefix, item.unit))
    if (!post) throw notYours('import')
    const [known = []] = await env.db.batch(scopeOf(actor), [marksKnown(county, [item.mark])])
    if (known[0]?.stands === true) return null
    // what was taken back may be brought in again: as often as it was taken back, it is another one
    const time = String(known[0]?.retracted ?? 0)
    const reportedAt = Date.parse(`${item.reportedOn}T12:00:00+08:00`)
    // its place in every list is that of the day it was reported on
    const id = uuidv7(reportedAt, createHash('sha256').update(`past ${county} ${item.mark} ${time}`).digest())
    const title = titleOf(item.text ?? '')
    await openSubject(
      env,
      {
        subject: pastSubject,
        id,
        row: {
          unitCode: item.unit,
          import: by.import,
          mark: item.mark,
          sourceNumber: or(item.number),
          reportedOn: item.reportedOn ?? '',
          concludedOn: or(item.concludedOn),
          category: item.category ?? '',
          text: item.text ?? '',
          spot: or(item.spot),
          nameEnc: item.name ? sealName(crypto, item.name) : null,
          phoneEnc: item.phone ? sealPhone(crypto, item.phone) : null,
          org: or(item.org),
          outcome: or(item.outcome),
          outcomeText: or(item.outcomeText),
          rated: or(item.rated),
        },
        title,
        unitCode: item.unit,
        category: item.category ?? null,
        capacity: { post },
        words: `${title} ${item.text ?? ''} ${item.spot ?? ''} ${item.number ?? ''}`,
        data: {
          import: by.number,
          row: by.row,
          ledger: { number: or(item.number), reportedOn: item.reportedOn, concludedOn: or(item.concludedOn) },
        },
        asked: { mark: item.mark },
      },
      { actor, key: derivedId('past', county, item.mark, time) },
    )
    return id
  }
  const undo = async (env: Env, by: By, subject: string): Promise<void> => {
    await performAct(
      env,
      retract,
      subject,
      { reason: `撤销导入${by.number}` },
      {
        actor: by.actor,
        key: derivedId('past', 'undo', by.import, subject),
      },
    )
  }
  return {
    id: 'past',
    title: '历史台账',
    columns: pastColumns,
    may: (actor: Actor) => actor.posts.some(({ role }) => KEEPERS.includes(role)),
    check,
    write,
    undo,
  } as unknown as ImportKind
}
