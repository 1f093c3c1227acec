import type { Role } from './roles.ts'

/** One post that an organisation of a kind has; `many` of them where one person is not enough. */
export type StandardPost = {
  readonly kind: string
  readonly role: Role
  readonly title: string
  readonly many?: number
}

const post = (kind: string, role: Role, title: string, many?: number): StandardPost =>
  many === undefined ? { kind, role, title } : { kind, role, title, many }

/**
 * The posts a county begins with: enough for the five steps at every level. Two where work goes on while one is away, and
 * two administrators, so that neither has to appoint himself.
 */
export const standardPosts: Readonly<Record<'county' | 'town' | 'village', readonly StandardPost[]>> = {
  county: [
    post('government', 'county-admin', '县级管理员', 2),
    post('coordination', 'county-dispatcher', '县中心调度员', 2),
    post('supervision-office', 'supervisor', '督查员', 2),
    ...[
      ['service', '政务服务中心'],
      ['organization', '组织部'],
      ['water-works', '水利局'],
      ['transport', '交通运输局'],
      ['housing', '住建局'],
      ['ecology', '生态环境局'],
      ['civil', '民政局'],
      ['hr', '人社局'],
      ['medical', '医保局'],
      ['agri', '农业农村局'],
      ['emergency', '应急管理局'],
      ['justice', '司法局'],
      ['police', '公安局'],
      ['petition', '信访局'],
    ].map(([kind = '', name = '']) => post(kind, 'department-clerk', `${name}承办人`)),
    ...[
      ['power-co', '供电公司'],
      ['water-co', '自来水公司'],
      ['gas-co', '燃气公司'],
      ['telecom-co', '通信公司'],
      ['post-co', '邮政公司'],
      ['broadcast-co', '广电公司'],
    ].map(([kind = '', name = '']) => post(kind, 'unit-worker', `${name}承办人`)),
  ],
  town: [
    post('government', 'town-leader', '乡镇（街道）负责人'),
    post('coordination', 'town-dispatcher', '综治中心调度员', 2),
    post('service', 'town-clerk', '便民服务中心窗口'),
    post('power', 'unit-worker', '供电所承办人'),
    post('sanitation', 'unit-worker', '环卫所承办人'),
    post('water-plant', 'unit-worker', '水厂承办人'),
    post('civil', 'unit-worker', '民政办承办人'),
    post('agri', 'unit-worker', '农业农村办承办人'),
    post('government', 'delegate', '党代表'),
    post('government', 'studio-keeper', '党代表工作室联络员'),
  ],
  village: [
    post('branch', 'branch-secretary', '党支部书记'),
    post('committee', 'village-chair', '村（居）委会主任'),
    post('committee', 'village-committee-member', '村（居）委会委员'),
    post('supervision', 'village-supervisor', '监督委员会主任'),
    post('service', 'village-clerk', '代办员'),
    post('grid', 'grid-worker', '网格员', 2),
  ],
}

/** Ids of the posts of one organisation's kind: a number where there are several. */
export const standardPostIds = (org: string, { role, many = 1 }: StandardPost): readonly string[] =>
  Array.from({ length: many }, (_, n) => (n === 0 ? `${org}.${role}` : `${org}.${role}.${n + 1}`))
