// R22: 统计用区划代码, 12 digits: 2 province, 2 city, 2 county (GB/T 2260), 3 town level, 3 village level.
// A unit above the village is padded with zeros. Codes change by mergers (I06): a code says where, never since when.

export type DivisionLevel = 'province' | 'city' | 'county' | 'town' | 'village'

/** 街道 · 镇 · 乡 (民族乡 and 苏木 too) · 政企合一 (development zones, farms, camps). */
export type TownKind = 'subdistrict' | 'town' | 'township' | 'enterprise'

/** 居委会 · 村委会 · anything else that is counted at village level (生活区, farms, barracks). */
export type VillageKind = 'residents' | 'villagers' | 'other'

const shape = /^[1-9]\d{11}$/
const widths: Record<DivisionLevel, number> = { province: 2, city: 4, county: 6, town: 9, village: 12 }

/**
 * Level of a 12-digit code, or `undefined` when it is not one: wrong length, letters, a filled level under an empty one.
 * The county pair alone may be empty above a town: 东莞, 中山 and 儋州 have towns and no county (441900003000).
 */
export function levelOf(code: string): DivisionLevel | undefined {
  if (!shape.test(code)) return undefined
  const filled = {
    city: code.slice(2, 4) !== '00',
    county: code.slice(4, 6) !== '00',
    town: code.slice(6, 9) !== '000',
  }
  if (!code.endsWith('000')) return filled.city && filled.town ? 'village' : undefined
  if (filled.town) return filled.city ? 'town' : undefined
  if (filled.county) return filled.city ? 'county' : undefined
  return filled.city ? 'city' : 'province'
}

/** Is this a well-formed 12-digit code? Says nothing about whether such a unit exists. */
export function isDivisionCode(code: string): boolean {
  return levelOf(code) !== undefined
}

/** 12-digit code from a short one of 2, 4, 6, 9 or 12 digits (`'441226'` → `'441226000000'`), else `undefined`. */
export function padCode(short: string): string | undefined {
  if (!Object.values(widths).includes(short.length)) return undefined
  const code = short.padEnd(12, '0')
  return isDivisionCode(code) ? code : undefined
}

/** The 2, 4, 6, 9 or 12 digits that every code under this unit begins with; `undefined` for a malformed code. */
export function prefixOf(code: string): string | undefined {
  const level = levelOf(code)
  return level && code.slice(0, widths[level])
}

/** 12-digit code of the unit directly above; `undefined` for a province or a malformed code. */
export function parentOf(code: string): string | undefined {
  switch (levelOf(code)) {
    case 'village':
      return code.slice(0, 9).padEnd(12, '0')
    case 'town':
      return code.slice(0, 6).padEnd(12, '0')
    case 'county':
      return code.slice(0, 4).padEnd(12, '0')
    case 'city':
      return code.slice(0, 2).padEnd(12, '0')
    default:
      return undefined
  }
}

/** 6-digit county code, the tenant key, of a county, town or village; `undefined` above the county. */
export function countyOf(code: string): string | undefined {
  const level = levelOf(code)
  return level === 'county' || level === 'town' || level === 'village' ? code.slice(0, 6) : undefined
}

/** 12-digit code of the town that a town or village code lies in; `undefined` above the town. */
export function townOf(code: string): string | undefined {
  const level = levelOf(code)
  return level === 'town' || level === 'village' ? code.slice(0, 9).padEnd(12, '0') : undefined
}

/** Kind of town by digits 7–9 (R22, 县以下行政区划代码编制规则); `undefined` above the town or outside the ranges. */
export function townKindOf(code: string): TownKind | undefined {
  if (townOf(code) === undefined) return undefined
  const number = Number(code.slice(6, 9))
  if (number < 100) return 'subdistrict'
  if (number < 200) return 'town'
  if (number < 400) return 'township'
  return number < 600 ? 'enterprise' : undefined
}

/**
 * Kind of village by digits 10–12; `undefined` unless a village. R22 marks the ranges [K], not verified in a text. In
 * the 2023 codes 001–199 and 200–399 fit the names but for about one unit in a thousand, and the numbers from 400 do not
 * decide at all: hence `other`. A hint for display, never a ground for deciding which law applies to a unit.
 */
export function villageKindOf(code: string): VillageKind | undefined {
  if (levelOf(code) !== 'village') return undefined
  const number = Number(code.slice(9))
  if (number < 200) return 'residents'
  return number < 400 ? 'villagers' : 'other'
}

/**
 * Exclusive upper end of a prefix range: `code >= p AND code < nextPrefix(p)` in the C collation is everything under `p`.
 * `'441226'` → `'441227'`, `'4499'` → `'45'`; nothing follows all nines or the empty prefix, so they give `':'`, the
 * character after `9`.
 */
export function nextPrefix(prefix: string): string {
  const kept = prefix.replace(/9+$/, '')
  if (kept === '') return ':'
  return kept.slice(0, -1) + String(Number(kept.slice(-1)) + 1)
}
