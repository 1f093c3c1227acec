import { cpus, totalmem } from 'node:os'

/** One line of the table. `plain`: the same work in plain SQL in the same run; `better` tells how to read the ratio. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly plain?: number | undefined
}

const rounded = (n: number): number => (n >= 100 ? Math.round(n) : Math.round(n * 100) / 100)
const ratioOf = (f: Figure): number | null =>
  f.plain === undefined || f.plain === 0 ? null : Math.round((f.value / f.plain) * 1000) / 1000

/** A table for people, or with `json` one line a figure. */
export const print = (figures: readonly Figure[], json: boolean): void => {
  if (json) {
    for (const f of figures) {
      const line = {
        name: f.name,
        value: rounded(f.value),
        unit: f.unit,
        plain: f.plain === undefined ? null : rounded(f.plain),
        ratio: ratioOf(f),
      }
      process.stdout.write(`${JSON.stringify(line)}\n`)
    }
    return
  }
  const rows = figures.map((f) => [
    f.name,
    rounded(f.value).toLocaleString('en'),
    f.unit,
    f.plain === undefined ? '' : rounded(f.plain).toLocaleString('en'),
    ratioOf(f)?.toFixed(2) ?? '',
  ])
  process.stdout.write('\n| figure | value | unit | plain SQL | ratio |\n| --- | ---: | --- | ---: | ---: |\n')
  for (const row of rows) process.stdout.write(`| ${row.join(' | ')} |\n`)
  const { length, 0: first } = cpus()
  process.stdout.write(
    `\n${length} × ${first?.model.trim() ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}\n`,
  )
}
