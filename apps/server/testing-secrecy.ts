import type { TestHouse } from './testing-house.ts'

/* Somebody who holds the whole database and tries to find out who voted how (P3, I6). */

export type Found = {
  readonly table: string
  readonly row: Readonly<Record<string, unknown>>
  readonly text: string
  /** Where it lies and which transaction wrote it: the order in which rows came. */
  readonly xmin: number
  readonly at: number
}

/** Every row of every table that says one of these words, with its place on the disk. */
export const dumpOf = async (h: TestHouse, words: readonly string[]): Promise<Found[]> => {
  const tables = await h.rows<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`,
  )
  const all: Found[] = []
  for (const { name } of tables)
    for (const found of await h.rows<{ row: Found['row']; text: string; xmin: string; block: string; line: string }>(
      `SELECT to_jsonb(t) AS row, to_jsonb(t)::text AS text, t.xmin::text AS xmin, split_part(trim('()' FROM t.ctid::text), ',', 1) AS block,
         split_part(trim('()' FROM t.ctid::text), ',', 2) AS line FROM ${name} t WHERE to_jsonb(t)::text ~ $1`,
      [words.join('|')],
    ))
      all.push({
        table: name,
        row: found.row,
        text: found.text,
        xmin: Number(found.xmin),
        at: Number(found.block) * 1_000 + Number(found.line),
      })
  return all
}

export type Voter = { readonly names: readonly string[]; readonly slip: string }
/** How far the order of voters in one place follows the order of their slips in another: 1 or -1 all the way, 0 not at all. */
export type Attack = { readonly voters: string; readonly slips: string; readonly rank: number }

const ranks = (values: readonly (string | number)[]): number[] => {
  const sorted = values
    .map((value, n) => ({ value, n }))
    .sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0))
  const result: number[] = []
  for (let at = 0; at < sorted.length; ) {
    let end = at
    while (end < sorted.length && sorted[end]?.value === sorted[at]?.value) end++
    for (let n = at; n < end; n++) result[sorted[n]?.n ?? 0] = (at + end - 1) / 2
    at = end
  }
  return result
}
/** Spearman's rank correlation; 0 where one side is all the same. */
const follows = (one: readonly (string | number)[], other: readonly (string | number)[]): number => {
  const [a, b] = [ranks(one), ranks(other)]
  const mean = (a.length - 1) / 2
  let [ab, aa, bb] = [0, 0, 0]
  for (const [n, x] of a.entries()) {
    const y = b[n] ?? 0
    ab += (x - mean) * (y - mean)
    aa += (x - mean) ** 2
    bb += (y - mean) ** 2
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb)
}

const orders = (rows: readonly Found[]): Map<string, (string | number)[]> => {
  const result = new Map<string, (string | number)[]>([
    ['xmin', rows.map(({ xmin }) => xmin)],
    ['ctid', rows.map(({ at }) => at)],
  ])
  for (const column of Object.keys(rows[0]?.row ?? {}))
    result.set(
      column,
      rows.map(({ row }) => (typeof row[column] === 'number' ? row[column] : JSON.stringify(row[column] ?? ''))),
    )
  return result
}

/**
 * Every order that any table has its voters in, against every order the urn has: if one follows the other, the n-th who came is
 * the n-th who voted. A table counts when it has a row for each voter; of several the first and the last.
 */
export const attacks = (dump: readonly Found[], voters: readonly Voter[]): Attack[] => {
  const urn = dump.filter(({ table }) => table === 'deliberation.urn')
  const slips = orders(voters.map(({ slip }) => urn.find(({ text }) => text.includes(slip)) as Found))
  const result: Attack[] = []
  for (const table of new Set(dump.map((one) => one.table))) {
    if (table === 'deliberation.urn') continue
    const own = dump.filter((one) => one.table === table)
    const of = voters.map(({ names }) => own.filter(({ text }) => names.some((name) => text.includes(name))))
    if (of.some((rows) => rows.length === 0)) continue
    for (const [which, rows] of [
      ['first', of.map((found) => found[0] as Found)],
      ['last', of.map((found) => found.at(-1) as Found)],
    ] as const)
      for (const [order, places] of orders(rows))
        for (const [column, drawn] of slips)
          result.push({ voters: `${table} ${which} ${order}`, slips: column, rank: follows(places, drawn) })
  }
  return result
}

/** The log's lines of some routes. */
export const linesAbout = (lines: readonly string[], routes: readonly string[]): Record<string, unknown>[] =>
  lines.map((line) => JSON.parse(line)).filter(({ route }) => routes.includes(route))
