import { shownOf } from '@gongzhi/identity/server'
import { notFound, notYours } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { endpoints } from '../contract.ts'
import { inUnit } from './access.ts'
import { addStep, findReceipt, listReceipts, type Step } from './store-receipt.ts'

/**
 * What the module that keeps a subject says of it: undefined to whoever may not see it; else when the person concerned was
 * last met about it, or acted themselves, ms. Whoever was met has been reached, however it was sent.
 */
export type About = (env: Env, actor: Actor, subject: string) => Promise<{ readonly met: number | null } | undefined>

type Told = { what: Step['what']; channel: string; at: string; by: string | null; note: string | null }

/** Reached: opened or confirmed. That something was sent proves only the sending. */
const hasReached = (steps: readonly Told[]): boolean =>
  steps.some(({ what }) => what === 'opened' || what === 'confirmed')

/** Who may note that it was handed over: whoever sits in the unit that sent it, except to themselves. */
const mayHand = (actor: Actor, row: Row): boolean =>
  inUnit(actor, row.sender_org as string) && row.account !== actor.account

/** Handles GET /notices/receipts: n of m reached, and by which way; 404 to whoever may not see the subject. */
export const receipts =
  (about: About) =>
  async ({ env, actor, query }: Context<typeof endpoints.receipts>) => {
    const known = await about(env, actor, query.subject)
    if (!known) throw notFound()
    const { met } = known
    const [found = []] = await env.db.batch(scopeOf(actor), [listReceipts(actor.county, query.subject)])
    const names = await shownOf(
      env,
      actor.county,
      found.flatMap((row) => (row.named && row.account !== null ? [row.account as string] : [])),
    )
    const rows = found.map((row) => {
      const at = (row.at as Date).getTime()
      const own = (row.steps as Told[]).map((step) => ({ ...step, at: new Date(step.at).toISOString() }))
      // the reporter's own matter only: that one of a unit was met says nothing of the others
      const steps: Told[] =
        row.named || met === null || met < at
          ? own
          : [...own, { what: 'confirmed', channel: 'met', at: new Date(met).toISOString(), by: null, note: null }]
      return {
        id: row.notice as string,
        kind: row.kind as string,
        at: new Date(at).toISOString(),
        who: row.named ? (names.get(row.account as string) ?? null) : null,
        reached: hasReached(steps),
        mayHand: mayHand(actor, row) && !steps.some(({ what }) => what === 'confirmed'),
        steps,
      }
    })
    return { of: rows.length, reached: rows.filter((row) => row.reached).length, rows }
  }

/** Handles POST /notices/receipts/:id/handing: a clerk went there. Noted once; a repetition changes nothing. */
export const handOver =
  (about: About) =>
  async ({ env, actor, params, body }: Context<typeof endpoints.handOver>) => {
    const { county, account } = actor
    const scope = scopeOf(actor)
    const [found = []] = await env.db.batch(scope, [findReceipt(county, params.id)])
    const row = found[0]
    if (!row || !(await about(env, actor, row.subject as string))) throw notFound()
    if (!mayHand(actor, row)) throw notYours('hand-over')
    const org = row.sender_org as string
    await env.db.batch(scope, [
      addStep({
        county,
        notice: params.id,
        what: 'confirmed',
        channel: body.how,
        at: env.now(),
        by: { account, shown: actor.shown ?? '', org },
        note: body.note,
      }),
    ])
    return { done: true as const }
  }
