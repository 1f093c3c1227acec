import type { By, Checked, Found, ImportColumn, ImportKind, Slip } from '@gongzhi/documents/server'
import { openName, staffOfPhone } from '@gongzhi/identity/server'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { appoint, foresee } from '@gongzhi/people/server'
import { placesByName } from '@gongzhi/territory/server'
import { freshAccounts, type KnownPost, postsAtSeats } from '../store-installation.ts'
import { accountFor, passwordFor, personOf } from './open-person.ts'
import { checkRows, type PersonRow } from './person-rows.ts'

/* Who holds which post, from a sheet: accounts are opened where there are none, and appointments made by whoever imports. */

const columns: readonly ImportColumn[] = [
  {
    id: 'name',
    head: '姓名',
    kind: 'text',
    required: true,
    most: 40,
    hint: '本人姓名，加密保存。',
    example: '陈示例',
  },
  {
    id: 'phone',
    head: '手机号',
    aliases: ['手机', '电话', '联系电话'],
    kind: 'phone',
    required: true,
    hint: '11位手机号。同一个号码出现几行，就是一个人的几个岗位。',
    example: '13800000011',
  },
  {
    id: 'place',
    head: '村、镇或县',
    aliases: ['区划代码', '代码', '单位所在地', '村', '村（社区）', '地方', '所在地'],
    kind: 'text',
    required: true,
    most: 40,
    hint: '岗位在哪里：村、社区、镇或县的名字，同名的前面加镇名，也可以写12位区划代码。',
    example: '金林村',
  },
  {
    id: 'title',
    head: '岗位',
    aliases: ['职务', '岗位名称'],
    kind: 'text',
    required: true,
    most: 60,
    hint: '那里有的岗位，如代办员、网格员、村（居）委会主任。',
    example: '代办员',
  },
  {
    id: 'from',
    head: '任期从',
    aliases: ['任期起', '任职时间', '开始日期'],
    kind: 'day',
    required: true,
    hint: '哪天起。',
    example: '2026-01-01',
  },
  {
    id: 'until',
    head: '任期到',
    aliases: ['任期止', '结束日期'],
    kind: 'day',
    required: true,
    hint: '到哪天，选举的岗位不超过五年。',
    example: '2030-12-31',
  },
]
const COLUMN_OF = { seat: 'place', title: 'title', until: 'until', name: 'name' } as const

type Item = PersonRow & { readonly post: string }

const importers = (actor: Actor) => actor.posts.filter(({ role }) => role === 'county-admin')

const spoken = (article: { readonly law: string; readonly article: string }): string =>
  article.article ? `${article.law}第${article.article}条` : article.law

/** 人员与岗位. The same row again changes nothing. */
export const importPeopleKind = (crypto: Crypto): ImportKind<Item> => {
  const read = (actor: Actor, rows: readonly { row: number; values: Readonly<Record<string, string>> }[]) => {
    const places = placesByName(
      importers(actor).map(({ prefix }) => prefix),
      ['county', 'town', 'village'],
    )
    return rows.map(({ row, values }) => {
      const text = (id: string) => (values[id] ?? '').normalize('NFKC').trim()
      const codes = places.get((values.place ?? '').replace(/\s/g, '')) ?? []
      const found: Found[] = []
      if (codes.length === 0) found.push({ column: 'place', code: 'no-place', right: '您县里的村、社区、镇或县的名字' })
      if (codes.length > 1)
        found.push({ column: 'place', code: 'which-place', right: '前面加上镇名，或者写12位区划代码' })
      if ([...text('name')].length < 2) found.push({ column: 'name', code: 'too-short', right: '至少两个字' })
      if (text('until') < text('from')) found.push({ column: 'until', code: 'until-before', right: '任期从那天或以后' })
      const person: PersonRow = {
        line: row,
        name: text('name'),
        phone: text('phone'),
        seat: codes[0] ?? '',
        title: text('title'),
        from: text('from'),
        until: text('until'),
      }
      return { person, found }
    })
  }
  const check: ImportKind<Item>['check'] = async (env, actor, rows) => {
    const { county } = actor
    const readRows = read(actor, rows)
    const good = readRows.filter(({ found }) => found.length === 0).map(({ person }) => person)
    const seats = [...new Set(good.map(({ seat }) => seat))]
    const [posts = []] = await env.db.batch(noScope, [postsAtSeats(seats)])
    const accounts = new Map<string, string>()
    for (const { phone } of good) {
      const known = accounts.get(phone) ?? (await staffOfPhone(env, crypto, county, phone))
      if (known !== undefined) accounts.set(phone, known)
    }
    const checked = checkRows(good, posts as unknown as KnownPost[], accounts)
    const results: Checked<Item>[] = []
    for (const { person, found } of readRows) {
      const clash = checked.faults.find(({ line }) => line === person.line)
      const row = checked.rows.find(({ line }) => line === person.line)
      const all = [
        ...found,
        ...(clash ? [{ column: COLUMN_OF[clash.column], code: clash.code, right: clash.right }] : []),
      ]
      if (!row || all.length > 0) {
        results.push({ found: all })
        continue
      }
      const post = row.post ?? ''
      const known = accounts.get(row.phone)
      const account = known ?? accountFor(crypto, county, row.phone)
      const { from, until } = row
      const asked = { post, account, from, until, kin: [] }
      const { unmet, articles } = row.already
        ? { unmet: [], articles: [] }
        : await foresee(env, asked, actor, known !== undefined)
      if (unmet.length > 0) {
        const right = articles.map((one) => `${one.with}（${spoken(one)}）`).join('；')
        results.push({
          found: [
            {
              column: 'title',
              code: articles.length > 0 ? 'incompatible' : 'not-now',
              right: right || unmet.join('、'),
            },
          ],
        })
        continue
      }
      const mark = crypto.keyedHash('import.people', JSON.stringify([post, account, from, until]))
      results.push({ item: { ...row, post }, mark, there: row.already === true })
    }
    return results
  }
  const write = async (env: Env, { actor }: By, item: Item): Promise<string | null> => {
    const { account } = await personOf(env, crypto, actor.county, item)
    const { post, from, until } = item
    await appoint(env, { post, account, from, until, kin: [] }, { actor, key: `import ${post} ${account} ${from}` })
    return account
  }
  const slips = async (env: Env, actor: Actor, subjects: readonly string[]): Promise<Slip[]> => {
    const [rows = []] = await env.db.batch(scopeOf(actor), [freshAccounts(actor.county, [...new Set(subjects)])])
    return rows.map((row) => ({
      name: openName(crypto, row.name_enc as string),
      login: row.login as string,
      password: passwordFor(crypto, actor.county, row.id as string),
      until: (row.first_until as Date).toISOString(),
    }))
  }
  return {
    id: 'people',
    title: '人员与岗位',
    columns,
    may: (actor) => importers(actor).length > 0,
    check,
    write,
    slips,
  }
}
