import { readFileSync } from 'node:fs'
import { levelOf, parentOf } from '../rules/division-code.ts'
import type { Division } from './import-divisions.ts'

/** The divisions of the five demo counties and the units above them, from the folder `data`; parents first. */
export const packagedDivisions = (): Division[] => {
  const text = readFileSync(new URL('../data/divisions.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as [string, string, number | null][]).map(([code, name, category]) => {
    const level = levelOf(code)
    if (level === undefined) throw new Error(`not a division code: ${code}`)
    return { code, name, level, parent: parentOf(code) ?? null, category }
  })
}
