import type { Tier } from './matter.ts'

/** The level above: 村 → 镇 → 县 (C01); the county stays. */
export const above = (tier: Tier): Tier => (tier === 'village' ? 'town' : 'county')

/** The level an organisation sits at, read off the seat in its id. */
export const tierOfOrg = (org: string): Tier =>
  org.slice(6, 12) === '000000' ? 'county' : org.slice(9, 12) === '000' ? 'town' : 'village'
