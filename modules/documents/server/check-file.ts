import { randomBytes } from 'node:crypto'
import { uuidv7 } from '@gongzhi/kernel/ids.ts'
import { Problem } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { digest } from '@gongzhi/kernel/server/journal.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { endpoints } from '../contract.ts'
import { type ReadRow, type RowFault, readRow } from '../rules/index.ts'
import { type ImportKind, kindFor } from './import-kind.ts'
import { importSubject } from './import-subject.ts'
import { cellAt, readSheet, type SheetRow } from './read-sheet.ts'
import { dropRows, keepRows } from './store-import.ts'

export const SEALED_ROW = 'documents.import-row'
export const SEALED_FAULTS = 'documents.import-faults'

/** Rows weighed at a time; faults kept, for whoever has more begins with these. */
const AT_ONCE = 500
const MOST_FAULTS = 2_000

type Waiting = {
  readonly n: number
  readonly at: SheetRow
  readonly read: ReadRow
  readonly faults: readonly RowFault[]
}
/** What was found in a file so far. */
type Tally = { rows: number; fresh: number; same: number; faulty: number; faults: number; list: RowFault[] }

/** Looks a file through under an id of its own; what could be written is kept, sealed. */
const lookThrough = async (
  env: Env,
  actor: Actor,
  kind: ImportKind,
  crypto: Crypto,
  id: string,
  { bytes, file, into }: { readonly bytes: Buffer; readonly file: string; readonly into: string },
) => {
  const tally: Tally = { rows: 0, fresh: 0, same: 0, faulty: 0, faults: 0, list: [] }
  const marks = new Set<string>()
  const blame = (faults: readonly RowFault[]) => {
    tally.faulty++
    tally.faults += faults.length
    tally.list.push(...faults.slice(0, Math.max(0, MOST_FAULTS - tally.list.length)))
  }
  const weigh = async (waiting: readonly Waiting[]) => {
    if (waiting.length === 0) return
    const checked = await kind.check(
      env,
      actor,
      waiting.map(({ read }) => read),
      into,
    )
    const keep: { n: number; sealed: string }[] = []
    waiting.forEach(({ n, at, read, faults }, i) => {
      const found = checked[i]
      if (!found) throw new Error(`${kind.id}: a row was not weighed`)
      if ('found' in found || faults.length > 0) {
        const more = ('found' in found ? found.found : []).map(({ column, code, right }) => ({
          row: at.row,
          cell: cellAt(at, column),
          head: kind.columns.find((one) => one.id === column)?.head ?? column,
          code,
          value: (read.values[column] ?? '').slice(0, 60),
          right,
        }))
        // what cannot be read is not weighed on top of it
        const named = new Set(faults.map(({ head }) => head))
        blame([...faults, ...more.filter(({ head }) => !named.has(head))])
      } else if (found.there || marks.has(found.mark)) tally.same++
      else {
        marks.add(found.mark)
        tally.fresh++
        keep.push({ n, sealed: crypto.encrypt(SEALED_ROW, JSON.stringify({ row: at.row, item: found.item })) })
      }
    })
    if (keep.length > 0) await env.db.batch(scopeOf(actor), [keepRows(actor.county, id, keep, new Date(env.now()))])
  }
  let waiting: Waiting[] = []
  for await (const at of readSheet(bytes, kind.columns, /\.(csv|txt)$/i.test(file) ? 'csv-in' : 'sheet-in')) {
    const n = ++tally.rows
    const { read, faults } = readRow(at.row, at.cells, at.places, kind.columns)
    waiting.push({ n, at, read, faults: faults.map((fault) => ({ ...fault, cell: `${at.sheet} ${fault.cell}` })) })
    if (!kind.whole && waiting.length === AT_ONCE) {
      await weigh(waiting)
      waiting = []
    }
  }
  await weigh(waiting)
  if (tally.rows === 0) throw new Problem(422, 'no-rows')
  return tally
}

/** The widest stretch in which somebody works. */
const widest = (actor: Actor): string =>
  [...actor.posts].sort((a, b) => a.prefix.length - b.prefix.length)[0]?.prefix ?? actor.county

/** Handles POST /imports: reads the file, weighs every row, says what is wrong with which; nothing is written yet. */
export const checkFile =
  (kinds: readonly ImportKind[], crypto: Crypto) =>
  async ({ env, actor, query, bytes, key, madeAt }: Context<typeof endpoints.check>) => {
    const { file, into } = query
    const kind = await kindFor(kinds, env, actor, query)
    if (!bytes || bytes.length === 0) throw new Problem(422, 'not-a-sheet')
    const id = uuidv7(env.now(), randomBytes(10))
    const drop = () => env.db.batch(scopeOf(actor), [dropRows(actor.county, id)])
    try {
      const { list, ...counts } = await lookThrough(env, actor, kind, crypto, id, { bytes, file, into })
      const unitCode = widest(actor).padEnd(12, '0')
      const receipt = await openSubject(
        env,
        {
          subject: importSubject,
          id,
          row: {
            ...counts,
            unitCode,
            account: actor.account ?? '',
            byShown: actor.shown ?? '',
            kind: kind.id,
            file,
            into: kind.goes ? into : null,
            faultsEnc: crypto.encrypt(SEALED_FAULTS, JSON.stringify(list)),
            posts: null,
            busy: false,
            done: 0,
            failed: 0,
          },
          title: kind.goes?.title ?? kind.title,
          unitCode,
          party: actor.account,
          capacity: { post: actor.posts[0] ?? null },
          data: { kind: kind.id, ...counts },
          asked: {
            kind: kind.id,
            ...(kind.goes ? { into } : {}),
            bytes: digest(bytes.toString('base64')).toString('hex'),
          },
        },
        { actor, key, madeAt },
      )
      // the same key again: what the first delivery kept is enough
      if (receipt.id !== id) await drop()
      return receipt
    } catch (error) {
      await drop()
      throw error
    }
  }
