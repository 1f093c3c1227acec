import { termAllowed } from '@gongzhi/people/rules'
import type { KnownPost } from '../store-installation.ts'

/** A person and a post, as a table names them. `post`: the id that its words mean, once the posts are known. */
export type PersonRow = {
  readonly line: number
  readonly name: string
  readonly phone: string
  /** 12-digit code of the division where the post sits. */
  readonly seat: string
  readonly title: string
  readonly from: string
  readonly until: string
  readonly post?: string
  /** The person holds it already: nothing to do. */
  readonly already?: boolean
}

/** What is wrong between a row and the county: which column, what, and what would be right. */
export type Clash = {
  readonly line: number
  readonly column: 'seat' | 'title' | 'until' | 'name'
  readonly code: 'no-post-here' | 'no-post' | 'post-filled' | 'term-too-long' | 'two-names'
  readonly value: string
  readonly right: string
}

/**
 * Finds each row's post, a vacant one where several are called the same; what is wrong between the rows and the county.
 * `accounts`: of the phones that have one.
 */
export const checkRows = (
  rows: readonly PersonRow[],
  posts: readonly KnownPost[],
  accounts: ReadonlyMap<string, string>,
): { readonly rows: PersonRow[]; readonly faults: Clash[] } => {
  const faults: Clash[] = []
  const taken = new Set(posts.filter(({ holder }) => holder !== null).map(({ id }) => id))
  const names = new Map<string, string>()
  const done: PersonRow[] = []
  for (const row of rows) {
    const here = posts.filter(({ seat }) => seat === row.seat)
    const meant = here.filter(({ id, title }) => id === row.title || title.normalize('NFKC') === row.title)
    const account = accounts.get(row.phone)
    const held = meant.find(({ holder }) => holder !== null && holder === account)
    const free = held ?? meant.find(({ id }) => !taken.has(id))
    const other = names.get(row.phone)
    const clash = (column: Clash['column'], code: Clash['code'], value: string, right = ''): Clash => ({
      line: row.line,
      column,
      code,
      value,
      right,
    })
    const wrong =
      here.length === 0
        ? clash('seat', 'no-post-here', row.seat)
        : meant.length === 0
          ? clash('title', 'no-post', row.title, [...new Set(here.map(({ title }) => title))].join('、'))
          : free === undefined
            ? clash('title', 'post-filled', row.title)
            : !termAllowed(free.role, row.from, row.until)
              ? clash('until', 'term-too-long', row.title)
              : other !== undefined && other !== row.name
                ? clash('name', 'two-names', row.name, other)
                : undefined
    names.set(row.phone, row.name)
    if (wrong) faults.push(wrong)
    else if (free) {
      taken.add(free.id)
      done.push({ ...row, post: free.id, already: held !== undefined })
    }
  }
  return { rows: done, faults }
}
