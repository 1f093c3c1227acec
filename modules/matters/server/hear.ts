import { Problem } from '@gongzhi/kernel/problem.ts'
import { systemActor } from '@gongzhi/kernel/reach.ts'
import { type Act, performWithin } from '@gongzhi/kernel/server/act.ts'
import type { Tx } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Fact, Listener } from '@gongzhi/kernel/server/module.ts'
import { findDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { readMergeFact } from '@gongzhi/territory/rules'
import { addMoved } from '@gongzhi/territory/server'
import { OF_PHOTOS } from '../rules/loop.ts'
import { concludeWith } from './acts/conclude-with.ts'
import { dropAssist } from './acts/drop-assist.ts'
import { merge } from './acts/merge.ts'
import { move } from './acts/move.ts'
import { moveAssist, moveOrder, moveWhistle } from './acts/move-child.ts'
import { orderClosed } from './acts/order-closed.ts'
import { release } from './acts/release.ts'
import { listMergedInto, listOpenAssists, listOpenAt, loadMatter, publish, readMatter } from './store.ts'
import { recordMatter } from './store-record.ts'

/* What follows from an act by itself, after it is committed; each act made here has a key that follows from its cause. */

const follow = async (
  env: Env,
  tx: Tx,
  fact: Fact,
  act: Act,
  id: string,
  input: Record<string, unknown> = {},
): Promise<boolean> => {
  try {
    await performWithin(env, tx, act, id, input, {
      actor: systemActor(fact.county),
      key: derivedId(fact.subject, String(fact.seq), id),
    })
    return true
  } catch (error) {
    // what it would follow from has been overtaken by another act: nothing is owed
    if (error instanceof Problem && (error.body.status === 409 || error.body.status === 404)) return false
    throw error
  }
}

const ids = async (rows: Promise<readonly Record<string, unknown>[]>): Promise<string[]> =>
  (await rows).map((row) => row.id as string)

/** Joined reports, merged ones, co-units and the public list follow their matter. */
export const followMatter: Listener = {
  id: 'matters.follow',
  kinds: ['matter'],
  wants: ({ act, to, data }) =>
    (act === 'report' && typeof data.joins === 'string') ||
    ['conclude', 'merge', 'return'].includes(act) ||
    (['declined', 'withdrawn', 'closed'].includes(to) && !OF_PHOTOS.includes(act)),
  hear: async (env, tx, fact) => {
    if (fact.act === 'report' && typeof fact.data.joins === 'string')
      await follow(env, tx, fact, merge, fact.subject, { into: fact.data.joins })
    if (fact.act === 'conclude') {
      const merged = await ids(tx.rows(listMergedInto(fact.county, fact.subject)))
      const [row] = merged.length === 0 ? [] : await tx.rows(loadMatter(fact.county, fact.subject))
      const handler = row ? readMatter(row).handler : null
      for (const id of merged) {
        await follow(env, tx, fact, concludeWith, id, {
          outcome: fact.data.outcome,
          text: fact.data.text,
          org: fact.org,
          handler,
        })
      }
    }
    if (fact.to === 'declined' || fact.to === 'withdrawn' || fact.act === 'merge') {
      for (const id of await ids(tx.rows(listMergedInto(fact.county, fact.subject))))
        await follow(env, tx, fact, release, id)
    }
    if (fact.to === 'withdrawn' || fact.act === 'return') {
      for (const id of await ids(tx.rows(listOpenAssists(fact.county, fact.subject))))
        await follow(env, tx, fact, dropAssist, id)
    }
    if (fact.to === 'closed')
      await Promise.all([publish, recordMatter].map((step) => tx.rows(step(fact.county, fact.subject))))
  },
}

/** A struck-off order frees its matter from the mark of supervision. */
export const followOrder: Listener = {
  id: 'matters.follow-order',
  kinds: ['order'],
  hear: async (env, tx, fact) => {
    if (fact.act !== 'confirm-order') return
    const [docket] = await tx.rows(findDocket(fact.county, fact.subject))
    if (typeof docket?.parent === 'string') await follow(env, tx, fact, orderClosed, docket.parent)
  },
}

const MOVES: Readonly<Record<string, Act>> = { assist: moveAssist, order: moveOrder, whistle: moveWhistle }

/** I06: open matters of merged villages move to the new one, and are counted. */
export const hearMerge: Listener = {
  id: 'matters.hear-merge',
  kinds: ['division-merge'],
  hear: async (env, tx, fact) => {
    const { ended, into } = readMergeFact(fact.data)
    let count = 0
    for (const { id, kind } of (await tx.rows(listOpenAt(fact.county, ended))) as { id: string; kind: string }[]) {
      const moved = await follow(env, tx, fact, MOVES[kind] ?? move, id, { into })
      if (moved && kind === 'matter') count++
    }
    await tx.rows(addMoved(fact.county, fact.subject, 'matters', count))
  },
}
