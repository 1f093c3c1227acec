import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Row, Scope } from '@gongzhi/kernel/server/db.ts'
import { findOrg, findPlace } from '@gongzhi/territory/server'

/** Whose county is read: one's own, or the one a visitor names. Talks are public, so the whole county is in reach. */
export const publicReach = (actor: Actor, asked: string | undefined): { county: string; scope: Scope } => {
  const county = actor.county || asked?.slice(0, 6) || ''
  if (county === '') throw notFound()
  return { county, scope: { ...scopeOf(actor), scopes: [county] } }
}

export const placeOf = (code: string) => ({ code, name: findPlace(code)?.short ?? code })
export const orgOf = (id: string) => ({ id, name: findOrg(id)?.name ?? id })
export const isoOf = (at: unknown): string | null =>
  at instanceof Date ? at.toISOString() : typeof at === 'number' ? new Date(at).toISOString() : null

const TEXTS = ['text', 'reason', 'gist', 'evidence'] as const
/** What the journal keeps and a public timeline does not tell. */
const HIDDEN = new Set<string>([...TEXTS, 'photos', 'files', 'present', 'voters', 'alarm', 'materials'])

/** One line of a timeline: what was done, in which office; persons by their offices, never by name. */
export const entryOf = (row: Row, actor: Actor) => {
  const data = row.data as Record<string, unknown>
  const kind = row.actor_kind as string
  const mine = row.actor !== null && row.actor === actor.account
  const text = TEXTS.map((name) => data[name]).find((value) => typeof value === 'string')
  return {
    seq: row.seq as number,
    at: (row.at as Date).toISOString(),
    act: row.act as string,
    from: row.from_state as string | null,
    to: row.to_state as string,
    by: {
      kind: mine
        ? ('you' as const)
        : kind === 'system'
          ? ('system' as const)
          : row.org === null
            ? ('member' as const)
            : ('staff' as const),
      org: row.org === null ? null : orgOf(row.org as string).name,
      role: row.role as string | null,
    },
    text: (text as string | undefined) ?? null,
    facts: Object.fromEntries(Object.entries(data).filter(([key]) => !HIDDEN.has(key))),
  }
}
