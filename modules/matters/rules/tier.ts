import type { Tier } from './matter.ts'

/** The level above: 村 → 镇 → 县 (C01); the county stays. */
export const above = (tier: Tier): Tier => (tier === 'village' ? 'town' : 'county')
