// Who there is in the demo: posts and the invented people in them. Pure: codes in, a list out.
import { organisationId } from '@gongzhi/territory/rules'
import names from './names.json' with { type: 'json' }

export type DemoStaff = {
  readonly login: string
  readonly name: string
  /** `<place> <title>`, as the list of demo sign-ins shows it. */
  readonly shownAs: string
  readonly org: string
  readonly role: string
  readonly title: string
  readonly prefix: string
}
export type DemoResident = {
  readonly county: string
  readonly name: string
  readonly village: string
  readonly phone: string
  readonly shownAs: string
}
export type Cast = { readonly staff: readonly DemoStaff[]; readonly residents: readonly DemoResident[] }

/** Where a chain of posts stands: the county, one of its towns, one village of that. Names as people say them. */
export type Chain = {
  readonly county: string
  readonly countyName: string
  readonly town: string
  readonly townName: string
  readonly village: string
  readonly villageName: string
}

type Line = readonly [kind: string, role: string, title: string]

const countyLines: readonly Line[] = [
  ['government', 'county-admin', '县级管理员'],
  ['coordination', 'county-dispatcher', '县中心调度员'],
  ['coordination', 'county-dispatcher', '县中心调度员'],
  ['supervision-office', 'supervisor', '督查员'],
  ['supervision-office', 'supervisor', '督查员'],
  ['water-works', 'department-clerk', '水利局承办人'],
  ['transport', 'department-clerk', '交通运输局承办人'],
  ['housing', 'department-clerk', '住建局承办人'],
  ['civil', 'department-clerk', '民政局承办人'],
  ['power-co', 'unit-worker', '供电公司承办人'],
  ['water-co', 'unit-worker', '自来水公司承办人'],
  ['telecom-co', 'unit-worker', '通信公司承办人'],
  ['post-co', 'unit-worker', '邮政公司承办人'],
  ['broadcast-co', 'unit-worker', '广电公司承办人'],
  ['gas-co', 'unit-worker', '燃气公司承办人'],
  ['emergency', 'department-clerk', '应急管理局承办人'],
  ['hr', 'department-clerk', '人社局承办人'],
  ['medical', 'department-clerk', '医保局承办人'],
  ['agri', 'department-clerk', '农业农村局承办人'],
]
const townLines: readonly Line[] = [
  ['government', 'town-leader', '镇长'],
  ['coordination', 'town-dispatcher', '镇综治中心调度员'],
  ['coordination', 'town-dispatcher', '镇综治中心调度员'],
  ['service', 'town-clerk', '便民服务中心窗口'],
  ['power', 'unit-worker', '供电所承办人'],
  ['sanitation', 'unit-worker', '环卫所承办人'],
  ['water-plant', 'unit-worker', '水厂承办人'],
  ['government', 'delegate', '党代表'],
  ['government', 'studio-keeper', '党代表工作室联络员'],
]
const villageLines: readonly Line[] = [
  ['branch', 'branch-secretary', '村党支部书记'],
  ['committee', 'village-chair', '村委会主任'],
  ['committee', 'village-committee-member', '村委会委员'],
  ['supervision', 'village-supervisor', '村监委主任'],
  ['service', 'village-clerk', '代办员'],
  ['grid', 'grid-worker', '网格员'],
  ['grid', 'grid-worker', '网格员'],
]

// everyone only once: the elected first, then the clerk and the grid
const neighbour = villageLines.filter(
  ([, role], i) => role !== 'village-committee-member' && i !== villageLines.length - 1,
)
const least = {
  county: countyLines.filter(
    ([kind, role], i) =>
      (i === 1 || role !== 'county-dispatcher') &&
      (i === 3 || role !== 'supervisor') &&
      ['government', 'coordination', 'supervision-office', 'water-works'].includes(kind),
  ),
  town: townLines.filter(([, role], i) => i === 1 || role === 'town-leader'),
  village: villageLines.filter(([, role], i) => ['branch-secretary', 'village-clerk'].includes(role) || i === 5),
}

/** 石龙村 holds evening talks: a council with its chair and secretary, and those who count with them. */
const talkers: readonly Line[] = [
  ...neighbour,
  ['council', 'council-chair', '群众议事会理事长'],
  ['council', 'council-secretary', '群众议事会秘书'],
]
const TALK = '510704123206'

const short = { county: 'x', town: 'z', village: 'c' }

const staffOf = (
  level: keyof typeof short,
  seat: string,
  prefix: string,
  place: string,
  lines: readonly Line[],
  nameOf: () => string,
): DemoStaff[] =>
  lines.map(([kind, role, title], i) => ({
    login: `${prefix}-${short[level]}${String(i + 1).padStart(2, '0')}`,
    name: nameOf(),
    shownAs: `${place} ${title}`,
    org: organisationId(seat, kind),
    role,
    title,
    prefix,
  }))

const taker = (list: readonly string[]) => {
  let i = 0
  return () => {
    const name = list[i++ % list.length]
    if (name === undefined) throw new Error('no names')
    return name
  }
}

/** The cast of the chains: the first one whole, with a neighbouring village and a third where residents live; the others least. */
export const castOf = (
  chains: readonly Chain[],
  beside: readonly { readonly village: string; readonly name: string }[],
): Cast => {
  const staffName = taker(names.staff)
  // staff of the other counties and residents share one list, so that nobody is met twice
  const otherName = taker(names.residents)
  const staff = chains.flatMap((chain, i) => {
    const whole = i === 0
    const nameOf = whole ? staffName : otherName
    const { county, town, village } = chain
    const [next] = beside
    return [
      ...staffOf('county', `${county}000000`, county, chain.countyName, whole ? countyLines : least.county, nameOf),
      ...staffOf('town', town, town.slice(0, 9), chain.townName, whole ? townLines : least.town, nameOf),
      ...staffOf(
        'village',
        village,
        village,
        chain.villageName,
        whole ? villageLines : village === TALK ? talkers : least.village,
        nameOf,
      ),
      ...(whole && next ? staffOf('village', next.village, next.village, next.name, neighbour, nameOf) : []),
    ]
  })
  const residents = chains.flatMap((chain, i) => {
    const homes =
      i === 0
        ? [{ village: chain.village, name: chain.villageName }, ...beside]
        : [{ village: chain.village, name: chain.villageName }]
    return homes.flatMap(({ village, name }, h) =>
      Array.from({ length: i === 0 ? ([5, 4, 3][h] ?? 2) : village === TALK ? 12 : 2 }, (_, k) => ({
        county: chain.county,
        name: otherName(),
        village,
        // no network begins with 100: a number nobody has
        phone: `100${String(i)}00${String(h)}${String(k + 1).padStart(4, '0')}`,
        shownAs: `${name} 居民`,
      })),
    )
  })
  return { staff, residents }
}

/** Ids of posts: an organisation that has several of one role numbers them. */
export const postIds = (staff: readonly DemoStaff[]): string[] => {
  const seen = new Map<string, number>()
  return staff.map(({ org, role }) => {
    const base = `${org}.${role}`
    const n = (seen.get(base) ?? 0) + 1
    seen.set(base, n)
    return n === 1 ? base : `${base}.${n}`
  })
}
