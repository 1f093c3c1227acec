import { Problem } from '@gongzhi/kernel/problem.ts'
import { type Actor, systemActor } from '@gongzhi/kernel/reach.ts'
import { performWithin } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Row, Tx } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Chore } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { servedCounties } from '@gongzhi/territory/server'
import { finish } from './acts/finish.ts'
import { undone } from './acts/undone.ts'
import { SEALED_ROW } from './check-file.ts'
import type { By, ImportKind } from './import-kind.ts'
import {
  type ImportRow,
  nextRows,
  progress,
  type RowDone,
  readImport,
  rowsDone,
  sweepRows,
  takeBusy,
  writtenRows,
} from './store-import.ts'

/** Rows a turn, and how many of them at once: the requests of people go on beside it. */
const A_TURN = 200
const AT_ONCE = 4
/** Rows in one transaction, of kinds that can. */
const TOGETHER = 50
const DAY = 86_400_000

/** What PostgreSQL refuses about the data itself is the row's fault; anything else is ours, and comes again. */
const isOfTheData = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]/.test(error.code)

const oneByOne = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = []
  const next = items.entries()
  const hand = async () => {
    for (const [i, item] of next) results[i] = await work(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, hand))
  return results
}

const attempt = async (work: () => Promise<string | null>): Promise<Pick<RowDone, 'subject' | 'fault'>> => {
  try {
    return { subject: await work(), fault: null }
  } catch (error) {
    if (error instanceof Problem) return { subject: null, fault: error.message }
    if (isOfTheData(error)) return { subject: null, fault: 'refused' }
    throw error
  }
}

type Turn = {
  readonly env: Env
  readonly tx: Tx
  readonly county: string
  readonly id: string
  readonly kind: ImportKind
  readonly by: (row: number) => By
}

type Written = { readonly n: number; readonly by: By; readonly item: never }

/** Together where the kind can, one by one where that is stopped by one of them. */
const writeSome = async (env: Env, kind: ImportKind, items: readonly Written[]): Promise<RowDone[]> => {
  try {
    const subjects = await kind.writeMany?.(env, items)
    if (subjects) return items.map(({ n }, i) => ({ n, subject: subjects[i] ?? null, fault: null }))
  } catch (error) {
    if (!(error instanceof Problem) && !isOfTheData(error)) throw error
  }
  return oneByOne(
    items,
    async ({ n, by, item }): Promise<RowDone> => ({
      n,
      ...(await attempt(() => kind.write(env, by, item))),
    }),
  )
}

/** Answers whether there was a row to write; after the last one the import is finished. */
const writeTurn = async ({ env, tx, county, id, kind, by }: Turn, crypto: Crypto): Promise<boolean> => {
  const rows = await tx.rows(nextRows(county, id, A_TURN))
  if (rows.length === 0) {
    await performWithin(env, tx, finish, id, {}, { actor: systemActor(county), key: derivedId('import', id, 'finish') })
    return false
  }
  const items = rows.map((r): Written => {
    const { row, item } = JSON.parse(crypto.decrypt(SEALED_ROW, r.sealed as string)) as { row: number; item: never }
    return { n: r.n as number, by: by(row), item }
  })
  const done: RowDone[] = []
  for (let i = 0; i < items.length; i += TOGETHER)
    done.push(...(await writeSome(env, kind, items.slice(i, i + TOGETHER))))
  await tx.rows(rowsDone(county, id, done))
  const failed = done.filter(({ fault }) => fault !== null).length
  await tx.rows(progress(county, id, done.length - failed, failed))
  return true
}

const undoTurn = async ({ env, tx, county, id, kind, by }: Turn): Promise<boolean> => {
  const rows = await tx.rows(writtenRows(county, id, A_TURN))
  if (rows.length === 0 || !kind.undo) {
    await performWithin(env, tx, undone, id, {}, { actor: systemActor(county), key: derivedId('import', id, 'undone') })
    return false
  }
  const done = await oneByOne(rows, async (r): Promise<RowDone> => {
    const work = async () => {
      await kind.undo?.(env, by(r.n as number), r.subject as string)
      return null
    }
    return { n: r.n as number, ...(await attempt(work)) }
  })
  await tx.rows(rowsDone(county, id, done))
  await tx.rows(progress(county, id, -done.length, 0))
  return true
}

const actorOf = (county: string, row: ImportRow): Actor => ({
  kind: 'staff',
  county,
  account: row.account,
  shown: row.byShown,
  posts: row.posts ?? [],
})

/** One turn at the first import of a county that waits for one; false when nothing was left to do. The row is held meanwhile. */
const takeTurn = (env: Env, county: string, kinds: readonly ImportKind[], crypto: Crypto): Promise<boolean> =>
  env.db.within({ scopes: [county], orgs: [], account: null }, async (tx) => {
    const [stored] = await tx.rows<Row>(takeBusy(county))
    if (!stored) return false
    const row = readImport(stored)
    const kind = kinds.find(({ id }) => id === row.kind)
    if (!kind) return false
    const actor = actorOf(county, row)
    const id = stored.id as string
    const by = (n: number): By => ({ actor, import: id, number: stored.number as string, row: n })
    const turn = { env, tx, county, id, kind, by }
    return stored.state === 'writing' ? writeTurn(turn, crypto) : undoTurn(turn)
  })

/** Writes confirmed rows and takes back undone ones, turn by turn; safe in several processes and to be killed at any moment. */
export const importChores = (kinds: readonly ImportKind[], crypto: Crypto): Chore[] => [
  {
    id: 'documents.write-rows',
    everyMs: 1_000,
    run: async (env) => {
      for (const { code } of servedCounties()) {
        while (await takeTurn(env, code.slice(0, 6), kinds, crypto));
      }
    },
  },
  {
    id: 'documents.sweep-rows',
    everyMs: 3_600_000,
    run: async (env) => {
      await env.db.batch({ scopes: [], orgs: [], account: null }, [sweepRows(new Date(env.now() - DAY))])
    },
  },
]
