import type { Checked, Found, ImportColumn, ImportKind } from '@gongzhi/documents/server'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Grid } from '@gongzhi/territory/server'
import {
  changeGrid,
  findGrids,
  groupsOf,
  loadGridGroups,
  loadGrids,
  placesByName,
  writeStamp,
} from '@gongzhi/territory/server'

/* Grids from a sheet: each village's, with the groups they take in and whom to call (C05, R15). */

const columns: readonly ImportColumn[] = [
  {
    id: 'place',
    head: '村（社区）',
    aliases: ['村', '社区', '所属村', '村名', '区划代码'],
    kind: 'text',
    required: true,
    most: 40,
    hint: '网格在哪个村或社区，同名的前面加镇名，也可以写12位区划代码。',
    example: '金林村',
  },
  {
    id: 'no',
    head: '网格序号',
    aliases: ['序号', '网格号'],
    kind: 'text',
    required: true,
    most: 2,
    hint: '这个村的第几个网格，1 到 99；编码就是村的代码加这两位。',
    example: '1',
  },
  {
    id: 'name',
    head: '网格名称',
    aliases: ['名称'],
    kind: 'text',
    required: true,
    most: 40,
    hint: '叫什么。',
    example: '金林村第一网格',
  },
  {
    id: 'area',
    head: '范围',
    aliases: ['网格范围', '四至'],
    kind: 'text',
    required: true,
    most: 200,
    hint: '管哪一片，说得清边界。',
    example: '村口到晒谷场',
  },
  {
    id: 'groups',
    head: '村民小组',
    aliases: ['组', '所含小组'],
    kind: 'text',
    most: 80,
    hint: '包含哪些组，写数字，用顿号隔开；一个组只在一个网格里。',
    example: '1、2、3',
  },
  {
    id: 'phone',
    head: '联系电话',
    aliases: ['电话', '网格员电话'],
    kind: 'text',
    most: 20,
    hint: '公开给居民打的电话。',
    example: '',
  },
  { id: 'supervision', head: '监督电话', kind: 'text', most: 20, hint: '对网格工作有意见打哪里。', example: '' },
]

const importers = (actor: Actor) => actor.posts.filter(({ role }) => role === 'county-admin')
const PHONE = /^[\d-]{5,20}$/

/** Numbers of groups as written: `1、2、3`, `1,2`, `1-3组`; undefined when something else stands there. */
const groupsIn = (text: string): number[] | undefined => {
  const parts = text
    .normalize('NFKC')
    .replace(/组|第/g, '')
    .split(/[、,;\s]+/)
    .filter(Boolean)
  const numbers = parts.flatMap((part) => {
    const [, from, to] = /^(\d{1,3})(?:[-~至到](\d{1,3}))?$/.exec(part) ?? []
    if (from === undefined) return [0]
    const [first, last] = [Number(from), Number(to ?? from)]
    return last < first ? [0] : Array.from({ length: last - first + 1 }, (_, i) => first + i)
  })
  return numbers.some((n) => n === 0) ? undefined : [...new Set(numbers)]
}

/** 网格. The same row again changes nothing; another name or area changes what is said of the grid. */
export const importGridsKind: ImportKind<Grid> = {
  id: 'grids',
  title: '网格',
  columns,
  may: (actor) => importers(actor).length > 0,
  check: async (env, actor, rows) => {
    const places = placesByName(
      importers(actor).map(({ prefix }) => prefix),
      ['village'],
    )
    const seen = new Set<string>()
    const read = rows.map(({ values }) => {
      const text = (id: string) => (values[id] ?? '').normalize('NFKC').trim()
      const found: Found[] = []
      const codes = places.get((values.place ?? '').replace(/\s/g, '')) ?? []
      if (codes.length === 0) found.push({ column: 'place', code: 'no-place', right: '您县里的村或社区的名字' })
      if (codes.length > 1)
        found.push({ column: 'place', code: 'which-place', right: '前面加上镇名，或者写12位区划代码' })
      const no = Number(text('no'))
      if (!Number.isInteger(no) || no < 1 || no > 99) found.push({ column: 'no', code: 'no-number', right: '1 到 99' })
      const groups = groupsIn(values.groups ?? '')
      if (!groups) found.push({ column: 'groups', code: 'no-number', right: '1、2、3' })
      for (const id of ['phone', 'supervision'])
        if (text(id) !== '' && !PHONE.test(text(id))) found.push({ column: id, code: 'no-phone', right: '数字和短横' })
      const code = `${codes[0] ?? ''}${String(no).padStart(2, '0')}`
      if (seen.has(code)) found.push({ column: 'no', code: 'twice', right: '一个网格只写一行' })
      seen.add(code)
      const grid: Grid = {
        code,
        village: codes[0] ?? '',
        name: text('name'),
        area: text('area'),
        groups: groups ?? [],
        phone: text('phone') || null,
        supervision: text('supervision') || null,
      }
      return { grid, found }
    })
    const { county } = actor
    const good = read.filter(({ found }) => found.length === 0).map(({ grid }) => grid)
    const [known = [], taken = []] = await env.db.batch(noScope, [
      findGrids(
        county,
        good.map(({ code }) => code),
      ),
      groupsOf(
        county,
        good.map(({ village }) => village),
      ),
    ])
    const before = new Map(known.map((row) => [row.code as string, row]))
    const owner = new Map(taken.map((row) => [`${row.origin} ${row.number}`, row.grid as string]))
    return read.map(({ grid, found }): Checked<Grid> => {
      if (found.length > 0) return { found }
      const clash = grid.groups.filter((n) => (owner.get(`${grid.village} ${n}`) ?? grid.code) !== grid.code)
      if (clash.length > 0)
        return { found: [{ column: 'groups', code: 'group-taken', right: `${clash.join('、')}组已在别的网格里` }] }
      for (const n of grid.groups) owner.set(`${grid.village} ${n}`, grid.code)
      const old = before.get(grid.code)
      const same =
        old !== undefined &&
        old.name === grid.name &&
        old.area === grid.area &&
        [null, old.phone].includes(grid.phone) &&
        [null, old.supervision].includes(grid.supervision) &&
        grid.groups.every((n) => (old.groups as number[]).includes(n))
      return { item: grid, mark: JSON.stringify(grid), there: same }
    })
  },
  write: async (env, _by, grid) => {
    await env.db.batch(noScope, [
      loadGrids([grid]),
      changeGrid(grid),
      loadGridGroups([grid]),
      { text: writeStamp, values: [] },
    ])
    return derivedId('territory.grid', grid.code)
  },
}
