import type { Calendar } from '../clock.ts'
import type { Tx } from './db.ts'
import { brokenChains } from './journal.ts'
import type { Check, Finding } from './module.ts'
import { readDocket } from './store-act.ts'
import {
  type Beside,
  chainsWithoutDocket,
  docketsBesideJournal,
  rowsWithoutDocketIn,
  seriesBehind,
} from './store-verify.ts'
import type { Subject } from './subject.ts'

type Reader = Pick<Tx, 'rows'>
type Kind = Subject<string, unknown, unknown>
const PAGE = 1000

/** Every hash of every chain. */
const chains: Check = {
  id: 'journal',
  run: async function* ({ reader, county }) {
    for await (const { subject, seq, why } of brokenChains(reader, county)) yield { subject, why: `#${seq} ${why}` }
    for (const { id } of await reader.rows<{ id: string }>(chainsWithoutDocket(county)))
      yield { subject: id, why: 'no-docket' }
  },
}

/** Sequences against the numbers that were given. */
const series: Check = {
  id: 'series',
  run: async function* ({ reader, county }) {
    for (const row of await reader.rows(seriesBehind(county)))
      yield { subject: null, why: `${row.series}: ${row.most} > ${row.drawn}` }
  },
}

const against = (row: Beside): string | undefined => {
  if (row.j_seq === null || row.j_hash === null) return 'no-journal'
  if (row.j_seq !== row.seq) return `seq ${row.seq} ≠ ${row.j_seq}`
  if (!row.j_hash.equals(row.hash)) return 'hash'
  return row.j_state === row.state ? undefined : `state ${row.state} ≠ ${row.j_state}`
}

/** Whether the docket says what follows from its module's row; undefined when it does, or when that cannot be told. */
const follows = async (reader: Reader, kind: Kind, row: Beside, calendar: Calendar): Promise<string | undefined> => {
  const docket = readDocket(row)
  const [stored] = await reader.rows(kind.load(docket.county, docket.id))
  if (!stored) return 'no-row'
  if (kind.procedure.final.includes(docket.state) !== (docket.closedAt !== null)) return 'closed'
  let standing: ReturnType<Kind['standing']>
  try {
    const at = { ...docket, now: row.changed_at.getTime(), calendar }
    standing = kind.standing(docket.state, kind.read(stored), at)
  } catch {
    // what it is reckoned from is not here any more
    return undefined
  }
  if (standing.holderOrg !== docket.holderOrg) return `holder ${docket.holderOrg} ≠ ${standing.holderOrg}`
  return standing.holder === docket.holder ? undefined : 'holder'
}

/** Dockets against their journal and against their modules' rows. */
const dockets = (kinds: ReadonlyMap<string, Kind>, calendar: Calendar): Check => ({
  id: 'docket',
  run: async function* ({ reader, county, progress }) {
    let after = '00000000-0000-0000-0000-000000000000'
    for (let count = 0; ; ) {
      const rows = await reader.rows<Beside>(docketsBesideJournal(county, after, PAGE))
      for (const row of rows) {
        const kind = kinds.get(row.kind)
        const why = against(row) ?? (kind && (await follows(reader, kind, row, calendar)))
        if (why) yield { subject: row.id, why }
      }
      count += rows.length
      progress(`${county} ${count}`)
      if (rows.length < PAGE) return
      after = rows.at(-1)?.id ?? after
    }
  },
})

/** A module's own: rows of one of its tables that no docket knows. */
export const rowsWithoutDocket = (table: string): Check => ({
  id: table,
  run: async function* ({ reader, county }) {
    for (const { id } of await reader.rows<{ id: string }>(rowsWithoutDocketIn(table, county)))
      yield { subject: id, why: 'no-docket' }
  },
})

/** What can be held against something else in every installation, then what the modules add. */
export const checksOf = (
  kinds: ReadonlyMap<string, Kind>,
  calendar: Calendar,
  more: readonly Check[],
): readonly Check[] => [chains, series, dockets(kinds, calendar), ...more]

/** Runs checks over one county in one view of the database; every finding with the check that made it. */
export async function* verifyCounty(
  reader: Reader,
  county: string,
  checks: readonly Check[],
  progress: (text: string) => void,
): AsyncGenerator<Finding & { readonly check: string }> {
  for (const check of checks) {
    progress(`${county} ${check.id}`)
    for await (const finding of check.run({ reader, county, progress })) yield { check: check.id, ...finding }
  }
}
