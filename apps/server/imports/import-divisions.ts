import type { Checked, Found, ImportColumn, ImportKind } from '@gongzhi/documents/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { insertPosts } from '@gongzhi/people/server'
import { shortName } from '@gongzhi/territory/rules'
import {
  findPlace,
  inForce,
  listUnder,
  loadOrganisations,
  setPoints,
  upsertDivisions,
  writeStamp,
} from '@gongzhi/territory/server'
import { organisationsOf, postsOf, type Unit } from '../set-up-units.ts'

/* Towns and villages from a sheet: new ones with the organisations and posts they begin with, and names put right (I06). */

const columns: readonly ImportColumn[] = [
  {
    id: 'code',
    head: '区划代码',
    aliases: ['代码', '统计用区划代码'],
    kind: 'text',
    required: true,
    most: 12,
    hint: '12位。镇的后三位是000；村的前9位就是它的镇。',
    example: '441226103213',
  },
  {
    id: 'name',
    head: '名称',
    aliases: ['全称', '单位名称', '区划名称'],
    kind: 'text',
    required: true,
    most: 40,
    hint: '全称。',
    example: '金林村委会',
  },
  { id: 'lat', head: '纬度', kind: 'text', most: 12, hint: '村委会所在地，没有就空着（WGS-84）。', example: '' },
  { id: 'lng', head: '经度', kind: 'text', most: 12, hint: '村委会所在地，没有就空着（WGS-84）。', example: '' },
]

type Item = Unit & { readonly parent: string; readonly point: { readonly lat: number; readonly lng: number } | null }
const importers = (actor: Actor) => actor.posts.filter(({ role }) => role === 'county-admin')

const pointIn = (lat: string, lng: string): { lat: number; lng: number } | null | undefined => {
  if (lat === '' && lng === '') return null
  const point = { lat: Number(lat), lng: Number(lng) }
  const inChina = point.lat > 3 && point.lat < 54 && point.lng > 73 && point.lng < 136
  return lat !== '' && lng !== '' && inChina ? point : undefined
}

/** 区划. The same row again changes nothing. Ended places stay as they are: merging is an act of its own. */
export const importDivisionsKind: ImportKind<Item> = {
  id: 'divisions',
  title: '区划',
  columns,
  may: (actor) => importers(actor).length > 0,
  check: async (_env, actor, rows) => {
    const { county } = actor
    const coming = new Set(rows.map(({ values }) => (values.code ?? '').normalize('NFKC').trim()))
    const seen = new Set<string>()
    return rows.map(({ values }): Checked<Item> => {
      const text = (id: string) => (values[id] ?? '').normalize('NFKC').trim()
      const [code, name] = [text('code'), text('name')]
      const found: Found[] = []
      const level = code.endsWith('000') ? 'town' : 'village'
      const parent = level === 'town' ? `${county}000000` : `${code.slice(0, 9)}000`
      const known = findPlace(code)
      if (!/^\d{12}$/.test(code) || !code.startsWith(county) || code === `${county}000000`)
        found.push({ column: 'code', code: 'bad-code', right: `${county}开头的12位镇、村代码` })
      else if (known && !inForce(known))
        found.push({ column: 'code', code: 'ended-place', right: '这个代码已撤并，不能再用' })
      else if (level === 'village' && !findPlace(parent) && !coming.has(parent))
        found.push({ column: 'code', code: 'no-parent', right: `先要有镇 ${parent}` })
      if ([...name].length < 2) found.push({ column: 'name', code: 'too-short', right: '全称，至少两个字' })
      const beside = listUnder(parent.slice(0, level === 'town' ? 6 : 9)).find(
        (one) => one.level === level && one.code !== code && inForce(one) && one.short === shortName(name),
      )
      if (beside) found.push({ column: 'name', code: 'name-taken', right: `${beside.code} 已叫${beside.short}` })
      if (seen.has(code)) found.push({ column: 'code', code: 'twice', right: '一个代码只写一行' })
      seen.add(code)
      const point = pointIn(text('lat'), text('lng'))
      if (point === undefined)
        found.push({ column: 'lat', code: 'no-point', right: '纬度、经度都写，如 23.14 和 111.78' })
      if (found.length > 0) return { found }
      const same =
        known?.name === name &&
        (point === null ||
          (known.point !== null &&
            !known.point.schematic &&
            known.point.lat === point?.lat &&
            known.point.lng === point?.lng))
      return {
        item: { code, name, level, parent, point: point ?? null },
        mark: JSON.stringify([code, name, point]),
        there: same,
      }
    })
  },
  write: async (env, _by, item) => {
    const today = isoDay(dayOf(env.now()))
    const { code, name, level, parent, point } = item
    await env.db.batch(noScope, [
      upsertDivisions(
        [{ code, county: code.slice(0, 6), name, short: shortName(name), level, parent, category: null }],
        today,
      ),
      loadOrganisations(organisationsOf([item]), today),
      insertPosts(postsOf([item])),
      ...(point ? [setPoints([{ code, ...point }], false)] : []),
      { text: writeStamp, values: [] },
    ])
    return derivedId('territory.division', code)
  },
}
