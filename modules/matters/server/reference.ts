import type { Limit } from '@gongzhi/kernel/clock.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { orgFor } from '@gongzhi/territory/server'
import categories from '../data/categories.json' with { type: 'json' }
import defaults from '../data/limits.json' with { type: 'json' }
import type { Limits } from '../rules/limits.ts'
import type { Tier } from '../rules/matter.ts'
import { allDuties, allSettings } from './store.ts'

/* Duties (A13) and clocks (R15) of every county served, in memory: each act needs them, they change a few times a year. */

export type Duty = {
  readonly id: string
  readonly no: number
  readonly category: string
  readonly tier: Tier
  readonly orgKind: string
  readonly title: string
  readonly basis: string
  readonly flow: string
  readonly limit: Limit
  readonly fee: string
  readonly complaint: string
  readonly mark: string
}

let duties: ReadonlyMap<string, readonly Duty[]> = new Map()
let limits: ReadonlyMap<string, Limits> = new Map()
const standard = defaults as unknown as Limits

/** Reads duties and settings; at start, and again by a chore. */
export const loadReference = async (env: Env): Promise<void> => {
  const [dutyRows = [], settingRows = []] = await env.db.batch(noScope, [allDuties, allSettings])
  const byCounty = new Map<string, Duty[]>()
  for (const r of dutyRows) {
    const list = byCounty.get(r.county as string) ?? []
    list.push({
      id: r.id as string,
      no: r.no as number,
      category: r.category as string,
      tier: r.tier as Tier,
      orgKind: r.org_kind as string,
      title: r.title as string,
      basis: r.basis as string,
      flow: r.flow as string,
      limit: { amount: r.limit_amount as number, unit: r.limit_unit as Limit['unit'] },
      fee: r.fee as string,
      complaint: r.complaint as string,
      mark: r.mark as string,
    })
    byCounty.set(r.county as string, list)
  }
  duties = byCounty
  const own = new Map<string, Limits>()
  for (const r of settingRows) {
    const base = structuredClone(own.get(r.county as string) ?? standard) as Record<string, Record<string, unknown>>
    const [group = '', name = ''] = (r.path as string).split('.')
    const held = base[group]
    if (held && name in held) held[name] = { amount: r.amount, unit: r.unit, mark: 'local', basis: r.basis }
    own.set(r.county as string, base as unknown as Limits)
  }
  limits = own
}

/** The clocks of a county. */
export const limitsOf = (county: string): Limits => limits.get(county) ?? standard

/** Duties for a category at a place, each with the organisation that bears it there; nearest level first. */
export const dutiesFor = (county: string, unit: string, category?: string): readonly (Duty & { org: string })[] => {
  const order: Record<Tier, number> = { village: 0, town: 1, county: 2 }
  return (duties.get(county) ?? [])
    .filter((duty) => category === undefined || duty.category === category)
    .flatMap((duty) => {
      const org = orgFor(unit, duty.tier, duty.orgKind)
      return org === undefined ? [] : [{ ...duty, org }]
    })
    .sort((a, b) => order[a.tier] - order[b.tier] || a.no - b.no)
}

/** The unit that receives and dispatches at each level of a place. */
export const dispatcherAt = (unit: string, tier: Tier): string => {
  const org =
    (tier === 'village' ? orgFor(unit, 'village', 'service') : undefined) ??
    (tier !== 'county' ? orgFor(unit, 'town', 'coordination') : undefined) ??
    orgFor(unit, 'county', 'coordination')
  if (org === undefined) throw new Error(`no coordination centre above ${unit}`)
  return org
}

export type Category = (typeof categories)[number]
/** R15 taxonomy with per-category fields and notices. */
export const allCategories: readonly Category[] = categories
export const findCategory = (id: string): Category | undefined => categories.find((category) => category.id === id)
