// Makes kernel/data/calendar-cn.json, the 调休 calendar by year, from the installed npm package chinese-days.
// node scripts/extract-calendar.ts
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

type Days = Record<string, string>

const require = createRequire(import.meta.url)
const packageDir = dirname(require.resolve('chinese-days/package.json'))
const target = new URL('../kernel/data/calendar-cn.json', import.meta.url)

const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'))
const days: { holidays: Days; workdays: Days } = JSON.parse(
  await readFile(join(packageDir, 'dist', 'chinese-days.json'), 'utf8'),
)

const years: Record<string, { holidays: Days; workdays: Days }> = {}
for (const kind of ['holidays', 'workdays'] as const) {
  for (const [day, label] of Object.entries(days[kind]).sort()) {
    // "Spring Festival,春节,4": English name, Chinese name, number of statutory days
    const name = label.split(',')[1]
    if (name === undefined || !/^\d{4}-\d\d-\d\d$/.test(day)) throw new Error(`unreadable day ${day}: ${label}`)
    const year = day.slice(0, 4)
    years[year] ??= { holidays: {}, workdays: {} }
    years[year][kind][day] = name
  }
}
await writeFile(target, `${JSON.stringify({ source: 'chinese-days', version, years }, null, 1)}\n`)
const found = Object.keys(years).sort()
console.log(`${found.length} years, ${found[0]} to ${found.at(-1)}, from chinese-days ${version}`)
