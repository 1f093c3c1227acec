import { fileURLToPath } from 'node:url'
import type { Statement, Tx } from '@gongzhi/kernel/server/db.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Module } from '@gongzhi/kernel/server/module.ts'
import { bind } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import sharp from 'sharp'
import { endpoints } from '../contract.ts'
import { type BadFile, badFiles, filesOfCounty } from './check.ts'
import { type Keeping, keepDocument, keepPhoto } from './keep.ts'
import type { Shelf } from './shelf.ts'
import { original, type Showing, show } from './show.ts'
import { attach, listKept } from './store.ts'
import { HOUR, scanWaiting, sweepOrphans, sweepStrays } from './sweep.ts'

export { versionOf } from './redraw.ts'
export { scanFrom } from './scan.ts'
export type { Shelf } from './shelf.ts'
export { shelfFrom } from './shelf-s3.ts'
export { type Attached, addRedaction, listAttached, listKept, readAttached } from './store.ts'

export type FilesPorts = Pick<Showing, 'maySee' | 'mayLookBeneath'> & {
  /** Where the files lie. */
  readonly shelf: Shelf
  /** How what comes in is scanned; not at all without a scanner. */
  readonly scan?: Pick<Keeping, 'scanner' | 'whenAway'> | undefined
}

type Named = { readonly id: string; readonly name: string }

/** Statements that hang photos and documents on a subject; they stand beside its opening act. An unknown one stops the transaction. */
export const attachStatements = (
  county: string,
  subject: string,
  photos: readonly string[],
  documents: readonly Named[] = [],
): Statement[] => [
  ...[...new Set(photos)].map((file) => attach(county, subject, file)),
  ...documents.map(({ id, name }) => attach(county, subject, id, name)),
]

/** True when every id is a file that is kept and that no scanner found anything in. */
export const exists = async (env: Env, ids: readonly string[]): Promise<boolean> => {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return true
  const [rows = []] = await env.db.batch(noScope, [listKept(wanted)])
  return rows.length === wanted.length
}

/** Rows without their files, files that changed, files without a row; `tx` sees every row. */
export const checkFiles: (tx: Pick<Tx, 'rows'>, shelf: Shelf) => AsyncGenerator<BadFile> = badFiles

/** Photos and documents: kept, scanned, shown to who may see their subject, swept when nobody wants them. */
export const createFiles = (ports: FilesPorts): Module => {
  // one picture, one core: the others go on serving
  sharp.concurrency(1)
  const { shelf } = ports
  const keeping: Keeping = { whenAway: 'hold', ...ports.scan, shelf }
  const showing: Showing = ports
  const chore = (id: string, everyMs: number, work: (env: Env) => Promise<unknown>) => ({
    id: `files.${id}`,
    everyMs,
    run: async (env: Env) => {
      await work(env)
    },
  })
  return {
    id: 'files',
    migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
    routes: [
      bind(endpoints.keep, keepPhoto(keeping)),
      bind(endpoints.keepDocument, keepDocument(keeping)),
      bind(endpoints.photo, show(showing)),
      bind(endpoints.original, original(showing)),
    ],
    checks: [filesOfCounty(shelf)],
    chores: [
      chore('sweep-orphans', HOUR, (env) => sweepOrphans(env, shelf)),
      chore('sweep-strays', 24 * HOUR, (env) => sweepStrays(env, shelf)),
      ...(keeping.scanner ? [chore('scan-waiting', 60_000, (env) => scanWaiting(env, keeping))] : []),
    ],
  }
}
