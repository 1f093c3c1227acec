// The five counties of the demo: divisions, organisations, grids and studios. Names of places are public; every phone,
// every point and every delegate is invented.
import { maskName } from '@gongzhi/identity/rules'
import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import { organisationId, organisationKinds, organisationName, shortName } from '@gongzhi/territory/rules'
import type { Grid, LoadedOrganisation, Studio } from '@gongzhi/territory/server'
import {
  loadDivisions,
  loadGridGroups,
  loadGrids,
  loadOrganisations,
  loadStudios,
  packagedDivisions,
  setPoints,
  writeStamp,
} from '@gongzhi/territory/server'
import names from './names.json' with { type: 'json' }

/** County → dialling code and rough centre (WGS-84, degrees). */
const counties: Readonly<Record<string, { readonly dial: string; readonly lat: number; readonly lng: number }>> = {
  '150921': { dial: '0474', lat: 40.9, lng: 112.57 },
  '150922': { dial: '0474', lat: 41.9, lng: 114.0 },
  '210124': { dial: '024', lat: 42.5, lng: 123.41 },
  '441226': { dial: '0758', lat: 23.15, lng: 111.78 },
  '510704': { dial: '0816', lat: 31.47, lng: 104.77 },
}

/** Villages of this town, and this one village, are divided into grids. */
const gridTown = '441226103'
const gridVillage = '510704123206'
const ORGANISED_ON = '2023-06-30'
const deqing = '441226'

type Unit = ReturnType<typeof packagedDivisions>[number]

const countyOf = (code: string) => code.slice(0, 6)
/** Numbers that nobody has: no exchange begins with 000. */
const phoneOf = (code: string, n: number): string =>
  `${counties[countyOf(code)]?.dial ?? '000'}-000${String(n % 10_000).padStart(4, '0')}`

// sunflower spiral: n points spread evenly over a disc, the same at every load
const spiral = (i: number, n: number, radius: number) => {
  const r = radius * Math.sqrt((i + 0.5) / n)
  const angle = i * 2.399963
  return { lat: r * Math.sin(angle), lng: r * Math.cos(angle) }
}

const childrenOf = (units: readonly Unit[], parent: string) => units.filter((unit) => unit.parent === parent)

const pointsOf = (units: readonly Unit[]) =>
  Object.entries(counties).flatMap(([county, centre]) => {
    const towns = childrenOf(units, `${county}000000`)
    return towns.flatMap((town, i) => {
      const offset = spiral(i, towns.length, 0.24)
      const at = { lat: centre.lat + offset.lat, lng: centre.lng + offset.lng }
      const villages = childrenOf(units, town.code)
      return [
        { code: town.code, ...at },
        ...villages.map((village, j) => {
          const off = spiral(j, villages.length, 0.045)
          return { code: village.code, lat: at.lat + off.lat, lng: at.lng + off.lng }
        }),
      ]
    })
  })

const organisationsOf = (units: readonly Unit[]): LoadedOrganisation[] => {
  let n = 0
  return units.flatMap((unit) =>
    [...organisationKinds(unit.level), ...(unit.code === gridVillage ? ['council'] : [])].map((kind) => ({
      county: countyOf(unit.code),
      seat: unit.code,
      kind,
      name: kind === 'council' ? '石龙村群众议事会' : organisationName(unit.level, kind, unit),
      phone: phoneOf(unit.code, ++n),
    })),
  )
}

const areas = [
  { area: '一组至三组', groups: [1, 2, 3] },
  { area: '四组至六组', groups: [4, 5, 6] },
  { area: '七组至九组', groups: [7, 8, 9] },
]

const gridsOf = (units: readonly Unit[]): Grid[] => {
  let n = 5000
  return units
    .filter(({ level, code }) => level === 'village' && (code.startsWith(gridTown) || code === gridVillage))
    .flatMap((village, i) =>
      areas.slice(0, 2 + (i % 2)).map(({ area, groups }, j) => ({
        code: `${village.code}${String(j + 1).padStart(2, '0')}`,
        village: village.code,
        name: `${shortName(village.name)}第${'一二三'[j]}网格`,
        area,
        groups,
        phone: phoneOf(village.code, ++n),
        supervision: phoneOf(village.code, 9000),
      })),
    )
}

const hours = ['每周一上午', '每周三上午', '每周五下午', '每月10日、25日全天']

/** Studios of a county, numbered; delegates are invented and shown masked. */
const numbered = (county: string, hosts: readonly Pick<Studio, 'hostKind' | 'host' | 'seat' | 'name'>[]): Studio[] =>
  hosts.map((host, i) => ({
    ...host,
    id: `${county}S${String(i + 1).padStart(3, '0')}`,
    hours: hours[i % hours.length] ?? '每周三上午',
    delegates: Array.from({ length: 2 + (i % 2) }, (_, k) =>
      maskName(names.residents[(i * 3 + k) % names.residents.length] ?? '黄○'),
    ),
    capacity: 6 + (i % 3) * 2,
  }))

const atUnit = (unit: Unit) => ({
  hostKind: unit.level === 'town' ? ('town' as const) : ('village' as const),
  host: unit.code,
  seat: unit.code,
  name: `${shortName(unit.name)}党代表工作室`,
})

const studiosOf = (units: readonly Unit[]): Studio[] => {
  const seat = `${deqing}000000`
  const at = (hostKind: 'department' | 'enterprise', kind: string) => ({
    hostKind,
    host: organisationId(seat, kind),
    seat,
    name: `${organisationName('county', kind, { code: seat, name: '德庆县' })}党代表工作室`,
  })
  const ofDeqing = units.filter(
    (unit) => countyOf(unit.code) === deqing && (unit.level === 'town' || unit.level === 'village'),
  )
  // 13 towns + 193 villages + 2 departments + 1 enterprise = 209: full coverage (B03)
  const all = numbered(deqing, [
    ...ofDeqing.filter(({ level }) => level === 'town').map(atUnit),
    ...ofDeqing.filter(({ level }) => level === 'village').map(atUnit),
    at('department', 'civil'),
    at('department', 'agri'),
    at('enterprise', 'power-co'),
  ])
  const few = Object.keys(counties)
    .filter((county) => county !== deqing)
    .flatMap((county) => numbered(county, childrenOf(units, `${county}000000`).slice(0, 3).map(atUnit)))
  return [...all, ...few]
}

/** Loads the demo's places as the owner of the database at `url`, in one transaction of a few statements; repeatable. */
export const loadPlaces = async (url: string): Promise<void> => {
  const units = packagedDivisions()
  await loadDivisions(url, units)
  const served = units.filter((unit) => countyOf(unit.code) in counties)
  // a transaction that is not committed ends with its connection
  await asOwner(url, async (client) => {
    const send = ({ text, values }: Statement) => client.query(text, values as unknown[])
    await client.query('BEGIN')
    await send(setPoints(pointsOf(served), true))
    await send(loadOrganisations(organisationsOf(served), ORGANISED_ON))
    const grids = gridsOf(served)
    await send(loadGrids(grids))
    await send(loadGridGroups(grids))
    await send(loadStudios(studiosOf(served)))
    await client.query(writeStamp)
    await client.query('COMMIT')
  })
}
