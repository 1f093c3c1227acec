import { createHash } from 'node:crypto'
import type { Row, Tx } from '@gongzhi/kernel/server/db.ts'
import type { Shelf } from './shelf.ts'
import { isKnown, pageOfFiles } from './store.ts'

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

/** Holds rows and files against each other, each file read and hashed; yields what is wrong. Constant memory. */
export async function* badFiles(tx: Pick<Tx, 'rows'>, shelf: Shelf): AsyncGenerator<BadFile> {
  for (let last = '', more = true; more; ) {
    const rows = await tx.rows(pageOfFiles(last, 500))
    for (const row of rows) {
      const [main = '', ...beside] = needed(row)
      const hash = await hashOf(shelf, main)
      if (hash === undefined) yield { name: main, why: 'missing' }
      else if (hash !== row.id) yield { name: main, why: 'changed' }
      for (const name of beside) if (!(await shelf.has(name))) yield { name, why: 'missing' }
    }
    last = String(rows.at(-1)?.id ?? last)
    more = rows.length === 500
  }
  for await (const { name } of shelf.list()) {
    const [row] = await tx.rows(isKnown(name.slice(0, 64)))
    if (row?.known !== true) yield { name, why: 'stray' }
  }
}
