import type { ImportColumn } from '@gongzhi/documents/server'
import { type BodyKind, type MemberClass, usualClass } from '@gongzhi/people/rules'

/** Of which class somebody is, by its name or its code; a roll without classes has no such column. */
const classColumn = (kind: BodyKind, classes: readonly MemberClass[]): ImportColumn => {
  const usual = classes.find(({ code }) => code === usualClass(kind))
  const names = classes.map(({ title }) => `“${title}”`).join('、')
  return {
    id: 'class',
    head: '类别',
    aliases: ['哪一类', '成员类别', '代表类别'],
    kind: 'choice',
    ...(usual ? {} : { required: true as const }),
    choices: Object.fromEntries([
      ...classes.map(({ code, title }) => [title, code] as const),
      ...classes.map(({ code }) => [code, code] as const),
    ]),
    hint: `${names}里选一个${usual ? `，空着就是“${usual.title}”` : ''}。`,
    example: usual?.title ?? classes[0]?.title ?? '',
  }
}

/** What the sheet of a body's roll holds. */
export const rollColumns = (kind: BodyKind, classes: readonly MemberClass[]): readonly ImportColumn[] => [
  { id: 'name', head: '姓名', kind: 'text', required: true, most: 40, hint: '本人姓名，加密保存。', example: '陈示例' },
  {
    id: 'phone',
    head: '手机号',
    aliases: ['手机', '电话', '联系电话', '手机号码'],
    kind: 'phone',
    hint: '本人的11位手机号，有的才能用手机签到、投票。一个号码只登记一个人，没有就空着。',
    example: '13800000021',
  },
  {
    id: 'household',
    head: '户号',
    aliases: ['户', '户编号', '户口簿号'],
    kind: 'text',
    most: 40,
    hint: '同一户写同一个号。同名的人靠户号或者手机号分开。',
    example: '12',
  },
  {
    id: 'sex',
    head: '性别',
    kind: 'choice',
    required: true,
    choices: { 男: 'man', 女: 'woman', 男性: 'man', 女性: 'woman' },
    hint: '男或者女。',
    example: '女',
  },
  ...(classes.length > 0 ? [classColumn(kind, classes)] : []),
  ...(kind === 'villagers'
    ? [
        {
          id: 'born',
          head: '出生日期',
          aliases: ['出生年月日', '生日'],
          kind: 'birthday' as const,
          hint: '只用来看任期起那天满没满十八周岁，看完不保存。没有就空着。',
          example: '1968-05-01',
        },
      ]
    : []),
  {
    id: 'from',
    head: '任期起',
    aliases: ['任期从', '任职时间', '开始日期', '任期开始'],
    kind: 'day',
    required: true,
    hint: '哪天起在名册上。',
    example: '2026-01-01',
  },
  {
    id: 'until',
    head: '任期止',
    aliases: ['任期到', '结束日期', '任期结束'],
    kind: 'day',
    required: true,
    hint: '到哪天，那天还算。',
    example: '2030-12-31',
  },
]
