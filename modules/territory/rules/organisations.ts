// The kinds of organisation that a division has. Fixed: procedures name them, so a kind is code, not data.
import type { DivisionLevel } from './division-code.ts'
import { shortName } from './names.ts'

type Seat = { readonly name: string; readonly code: string }
type Kind = { readonly kind: string; readonly name: (seat: Seat) => string }

const short = ({ name }: Seat) => shortName(name)
// 居民 have their own supervision committee since the residents' law of 2025 (Art. 36); villagers theirs under Art. 37
const isResidents = ({ name }: Seat) => /居委会$|居民委员会$|社区$/.test(name)

const village: readonly Kind[] = [
  { kind: 'branch', name: (s) => `${short(s)}党支部` },
  { kind: 'committee', name: (s) => (/委员会$|委会$/.test(s.name) ? s.name : `${s.name}委员会`) },
  { kind: 'supervision', name: (s) => `${short(s)}${isResidents(s) ? '居务' : '村务'}监督委员会` },
  { kind: 'service', name: (s) => `${short(s)}便民服务站` },
  { kind: 'grid', name: (s) => `${short(s)}网格服务队` },
]

const town: readonly Kind[] = [
  { kind: 'government', name: (s) => (s.name.endsWith('街道') ? `${s.name}办事处` : `${s.name}人民政府`) },
  { kind: 'service', name: (s) => `${short(s)}便民服务中心` },
  { kind: 'coordination', name: (s) => `${short(s)}综治中心` },
  { kind: 'power', name: (s) => `${short(s)}供电所` },
  { kind: 'sanitation', name: (s) => `${short(s)}环卫所` },
  { kind: 'water-plant', name: (s) => `${short(s)}水厂` },
  { kind: 'civil', name: (s) => `${short(s)}民政办` },
  { kind: 'agri', name: (s) => `${short(s)}农业农村办` },
]

const named = (kind: string, ending: string): Kind => ({ kind, name: (s) => `${short(s)}${ending}` })

const county: readonly Kind[] = [
  named('government', '人民政府'),
  named('service', '政务服务中心'),
  named('coordination', '综治中心'),
  named('supervision-office', '督查室'),
  named('organization', '组织部'),
  named('water-works', '水利局'),
  named('transport', '交通运输局'),
  named('housing', '住房和城乡建设局'),
  named('ecology', '生态环境局'),
  named('civil', '民政局'),
  named('hr', '人力资源和社会保障局'),
  named('medical', '医疗保障局'),
  named('agri', '农业农村局'),
  named('emergency', '应急管理局'),
  named('justice', '司法局'),
  named('police', '公安局'),
  named('power-co', '供电公司'),
  named('water-co', '自来水公司'),
  named('gas-co', '燃气公司'),
  named('telecom-co', '通信公司'),
  named('post-co', '邮政公司'),
  named('broadcast-co', '广电公司'),
  named('petition', '信访局'),
]

const kinds: Partial<Record<DivisionLevel, readonly Kind[]>> = { village, town, county }

/** Kinds of organisation seated at a level; none above the county. */
export const organisationKinds = (level: DivisionLevel): readonly string[] =>
  (kinds[level] ?? []).map(({ kind }) => kind)

/** Id of the organisation of a kind seated at a 12-digit code. */
export const organisationId = (seat: string, kind: string): string => `${seat}.${kind}`

/** Name of the organisation of a kind at a division, e.g. 金林村便民服务站; throws RangeError on an unknown kind. */
export const organisationName = (level: DivisionLevel, kind: string, seat: Seat): string => {
  const found = kinds[level]?.find((k) => k.kind === kind)
  if (!found) throw new RangeError(`no organisation ${kind} at a ${level}`)
  return found.name(seat)
}
