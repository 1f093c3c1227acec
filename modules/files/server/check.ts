import { createHash } from 'node:crypto'
import type { Row, Tx } from '@gongzhi/kernel/server/db.ts'
import type { Check } from '@gongzhi/kernel/server/module.ts'
import type { Shelf } from './shelf.ts'
import { isKnown, pageOfAttached, pageOfFiles } from './store.ts'

/** `missing`: a row without its file. `changed`: the file is not what its id says. `stray`: a file without a row. */
export type BadFile = { readonly name: string; readonly why: 'missing' | 'changed' | 'stray' }

const hashOf = async (shelf: Shelf, name: string): Promise<string | undefined> => {
  const stream = await shelf.get(name)
  if (!stream) return undefined
  const hash = createHash('sha256')
  for await (const part of stream) hash.update(part as Buffer)
  return hash.digest('hex')
}

const needed = ({ id, kind, scan }: Row): readonly string[] =>
  scan === 'found' ? [`${id}.quarantined`] : kind === 'photo' ? [`${id}.jpg`, `${id}.thumb.jpg`] : [`${id}.bin`]

/** What is wrong with the files of one row. */
async function* wrongWith(row: Row, shelf: Shelf): AsyncGenerator<BadFile> {
  const [main = '', ...beside] = needed(row)
  const hash = await hashOf(shelf, main)
  if (hash === undefined) yield { name: main, why: 'missing' }
  else if (hash !== row.id) yield { name: main, why: 'changed' }
  for (const name of beside) if (!(await shelf.has(name))) yield { name, why: 'missing' }
}

/** Holds rows and files against each other, each file read and hashed; yields what is wrong. Constant memory. */
export async function* badFiles(tx: Pick<Tx, 'rows'>, shelf: Shelf): AsyncGenerator<BadFile> {
  for (let last = '', more = true; more; ) {
    const rows = await tx.rows(pageOfFiles(last, 500))
    for (const row of rows) yield* wrongWith(row, shelf)
    last = String(rows.at(-1)?.id ?? last)
    more = rows.length === 500
  }
  for await (const { name } of shelf.list()) {
    const [row] = await tx.rows(isKnown(name.slice(0, 64)))
    if (row?.known !== true) yield { name, why: 'stray' }
  }
}

/** What hangs on the matters of a county, held against the shelf: for `verify`. */
export const filesOfCounty = (shelf: Shelf): Check => ({
  id: 'files',
  run: async function* ({ reader, county }) {
    for (let last = '', more = true; more; ) {
      const rows = await reader.rows(pageOfAttached(county, last, 500))
      for (const row of rows)
        for await (const { name, why } of wrongWith(row, shelf))
          yield { subject: row.subject as string, why: `${why} ${name}` }
      last = String(rows.at(-1)?.id ?? last)
      more = rows.length === 500
    }
  },
})
