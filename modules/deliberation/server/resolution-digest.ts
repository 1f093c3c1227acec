import { createHash } from 'node:crypto'

type Words = { readonly text: string; readonly clauses: readonly { readonly text: string }[] }

/** What is hashed of a resolution: its words and how it came about, in one canonical text (P16). `vote` as PostgreSQL wrote it. */
export const digestOf = (row: Words, vote: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify({ clauses: row.clauses.map(({ text }) => text), text: row.text, vote }))
    .digest('hex')
