/**
 * Posts that one person, or near relatives, may not hold in the same village at the same time (domain §6). A table, not
 * code: each row is one rule with its article. It binds within one village: the member of one committee may be near to
 * the supervisor of another.
 */
import type { Role } from './roles.ts'

export type Rule = {
  readonly id: string
  readonly one: readonly Role[]
  readonly other: readonly Role[]
  /** `person`: not in one hand. `kin`: not by near relatives. */
  readonly binds: readonly ('person' | 'kin')[]
  readonly law: string
  readonly article: string
  /** Counties where it holds, by the beginning of their code; everywhere when not given. */
  readonly where?: string
}

const ORGANIC_LAW = '村民委员会组织法'
const COLLECTIVE_LAW = '农村集体经济组织法'
const committee = ['village-chair', 'village-committee-member'] as const

export const incompatible: readonly Rule[] = [
  {
    id: 'committee-supervisor',
    one: committee,
    other: ['village-supervisor'],
    binds: ['person', 'kin'],
    law: ORGANIC_LAW,
    article: '37',
  },
  // 村委会成员之间近亲属回避: one person may well be chair and member
  { id: 'committee-kin', one: committee, other: committee, binds: ['kin'], law: ORGANIC_LAW, article: '8' },
  {
    id: 'collective-supervisor',
    one: ['collective-director', 'collective-accountant'],
    other: ['collective-supervisor'],
    binds: ['person', 'kin'],
    law: COLLECTIVE_LAW,
    article: '34',
  },
  {
    id: 'directors-kin',
    one: ['collective-director'],
    other: ['collective-director'],
    binds: ['kin'],
    law: COLLECTIVE_LAW,
    article: '29',
  },
  // 山东 adds the village's clerk, its accountant and the head of the collective to those who may not supervise
  {
    id: 'shandong-supervisor',
    one: ['village-clerk', 'collective-accountant', 'collective-director'],
    other: ['village-supervisor'],
    binds: ['person'],
    law: '山东省村务公开条例',
    article: '',
    where: '37',
  },
]

/** Somebody in a post, or about to be: `village` is a 12-digit code, null for posts above the village. */
export type Standing = {
  readonly account: string
  readonly role: string
  readonly village: string | null
  /** Accounts this person declared near relatives. */
  readonly kin: readonly string[]
}

export type Conflict = {
  readonly rule: string
  readonly with: string
  readonly kin: boolean
  readonly law: string
  readonly article: string
}

const names = (list: readonly string[], role: string) => list.includes(role)

const meets = (rule: Rule, a: string, b: string): boolean =>
  (names(rule.one, a) && names(rule.other, b)) || (names(rule.one, b) && names(rule.other, a))

/** Near relatives by either one's word: it is enough that one of the two declared it. */
const areKin = (a: Standing, b: Standing): boolean => a.kin.includes(b.account) || b.kin.includes(a.account)

/** Every conflict between a person about to take a post and those in office; empty when the post may be taken. */
export const findConflicts = (county: string, fresh: Standing, inOffice: readonly Standing[]): Conflict[] =>
  inOffice.flatMap((held) => {
    if (fresh.village === null || fresh.village !== held.village) return []
    const same = fresh.account === held.account
    if (!same && !areKin(fresh, held)) return []
    const bond = same ? 'person' : 'kin'
    return incompatible
      .filter(
        (rule) =>
          rule.binds.includes(bond) &&
          (rule.where === undefined || county.startsWith(rule.where)) &&
          meets(rule, fresh.role, held.role),
      )
      .map(({ id, law, article }) => ({ rule: id, with: held.role, kin: !same, law, article }))
  })
