import { fileURLToPath } from 'node:url'
import { openName, openPhone, readIdentity } from '@gongzhi/identity/server'
import { notFound, notYours, Problem } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { type Act, scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { everMay } from '@gongzhi/kernel/server/docket.ts'
import { bind, type Context, type Module } from '@gongzhi/kernel/server/module.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { rowsWithoutDocket } from '@gongzhi/kernel/server/verify.ts'
import { endpoints } from '../contract.ts'
import { receptionAccess } from './access.ts'
import { accept } from './acts/accept.ts'
import { answer } from './acts/answer.ts'
import { answerCall } from './acts/answer-call.ts'
import { ask } from './acts/ask.ts'
import { askExtension } from './acts/ask-extension.ts'
import { book } from './acts/book.ts'
import { close } from './acts/close.ts'
import { closeReception } from './acts/close-reception.ts'
import { conclude } from './acts/conclude.ts'
import { concludeWith } from './acts/conclude-with.ts'
import { confirmOrder } from './acts/confirm-order.ts'
import { decline } from './acts/decline.ts'
import { dispatch } from './acts/dispatch.ts'
import { doneAssist } from './acts/done-assist.ts'
import { dropAssist } from './acts/drop-assist.ts'
import { evidence } from './acts/evidence.ts'
import { excuseAssist } from './acts/excuse-assist.ts'
import { giveBack } from './acts/give-back.ts'
import { grantExtension } from './acts/grant-extension.ts'
import { look } from './acts/look.ts'
import { lookPhoto } from './acts/look-photo.ts'
import { merge } from './acts/merge.ts'
import { move } from './acts/move.ts'
import { moveAssist, moveOrder, moveWhistle } from './acts/move-child.ts'
import { note } from './acts/note.ts'
import { orderClosed } from './acts/order-closed.ts'
import { rate } from './acts/rate.ts'
import { rateCall } from './acts/rate-call.ts'
import { redact } from './acts/redact.ts'
import { refer } from './acts/refer.ts'
import { refuseExtension } from './acts/refuse-extension.ts'
import { rejectOrder } from './acts/reject-order.ts'
import { release } from './acts/release.ts'
import { remind } from './acts/remind.ts'
import { remindChildren } from './acts/remind-child.ts'
import { reply } from './acts/reply.ts'
import { resume } from './acts/resume.ts'
import { retract } from './acts/retract.ts'
import { sendBack } from './acts/send-back.ts'
import { supervise } from './acts/supervise.ts'
import { suspend } from './acts/suspend.ts'
import { take } from './acts/take.ts'
import { tryVisit } from './acts/try-visit.ts'
import { unmerge } from './acts/unmerge.ts'
import { visit } from './acts/visit.ts'
import { wake } from './acts/wake.ts'
import { whistle } from './acts/whistle.ts'
import { withdraw } from './acts/withdraw.ts'
import { announce } from './announce.ts'
import { followMatter, followOrder, hearMerge } from './hear.ts'
import * as lists from './lists.ts'
import { overseenBy } from './lists.ts'
import { nearby, similar } from './near.ts'
import { viewPast } from './past/past-view.ts'
import { publishedCheck } from './record-check.ts'
import { loadReference } from './reference.ts'
import { report, reportFor } from './report.ts'
import { lastLook, loadMatter, readMatter } from './store.ts'
import { lastPhotoLook } from './store-photo.ts'
import { childrenOf, takenAlong } from './store-view.ts'
import { tellReporter, tellUnits } from './tell.ts'
import { seenBy, viewMatter } from './view.ts'

export { announce } from './announce.ts'
export { matterDocuments } from './documents/index.ts'
export { allCategories, dutiesFor as dutiesAt, loadReference } from './reference.ts'
export { fileReport } from './report.ts'
export { seedDuties } from './store-seed.ts'

const acts: readonly Act[] = [
  accept,
  decline,
  refer,
  dispatch,
  take,
  giveBack,
  note,
  ask,
  reply,
  suspend,
  resume,
  wake,
  askExtension,
  grantExtension,
  refuseExtension,
  conclude,
  concludeWith,
  release,
  answer,
  sendBack,
  tryVisit,
  visit,
  rate,
  close,
  withdraw,
  merge,
  unmerge,
  look,
  redact,
  lookPhoto,
  remind,
  supervise,
  orderClosed,
  move,
  whistle,
  answerCall,
  rateCall,
  doneAssist,
  excuseAssist,
  dropAssist,
  evidence,
  confirmOrder,
  rejectOrder,
  moveAssist,
  moveOrder,
  moveWhistle,
  ...remindChildren,
  book,
  closeReception,
  retract,
]

const LOOK_MS = 10 * 60_000

/** Name and phone of the reporter, for ten minutes after a look with a reason (P7). */
const reporter =
  (crypto: Crypto) =>
  async ({ env, actor, params }: Context<typeof endpoints.reporter>) => {
    const [rows, looks, dockets] = await env.db.batch(scopeOf(actor), [
      loadMatter(actor.county, params.id),
      lastLook(actor.county, params.id, actor.account ?? ''),
      findDocket(actor.county, params.id),
    ])
    const looked = looks?.[0]?.at as Date | null | undefined
    const stored = rows?.[0]
    const docket = dockets?.[0]
    if (!stored || !docket || !seenBy(actor, readDocket(docket), readMatter(stored))) throw notFound()
    if (!looked || looked.getTime() < env.now() - LOOK_MS) throw new Problem(403, 'reason-first', { act: 'look' })
    const row = readMatter(stored)
    if (row.sealed) throw notYours('look')
    const known =
      row.party === null || row.party === params.id
        ? undefined
        : await readIdentity(env, crypto, actor.county, row.party)
    return {
      name: known?.name ?? (row.nameEnc === null ? null : openName(crypto, row.nameEnc)),
      phone: known?.phone ?? (row.phoneEnc === null ? null : openPhone(crypto, row.phoneEnc)),
      until: new Date(looked.getTime() + LOOK_MS).toISOString(),
    }
  }

/** What a person may take along of what they reported (R18). */
export const takeAlong = async (env: Env, actor: Actor): Promise<Record<string, unknown>> => {
  if (actor.account === null) return {}
  const [rows] = await env.db.batch(scopeOf(actor), [takenAlong(actor.county, actor.account, actor.only ?? null)])
  return { matters: rows?.[0]?.matters ?? [] }
}

/** Whether somebody may see a matter's photos: whoever may see the matter. */
export const maySeeMatter = async (env: Env, actor: Actor, id: string): Promise<boolean> => {
  const [dockets, rows, children = []] = await env.db.batch(scopeOf(actor), [
    findDocket(actor.county, id),
    loadMatter(actor.county, id),
    childrenOf(actor.county, id),
  ])
  const docket = dockets?.[0]
  const row = rows?.[0]
  // what hangs on an order or a co-unit's part is for whoever may see the matter, and for the unit whose part it is
  if (docket && docket.kind !== 'matter') {
    if (actor.posts.some((post) => post.org === docket.holder_org)) return true
    return typeof docket.parent === 'string' && maySeeMatter(env, actor, docket.parent)
  }
  if (docket === undefined || row === undefined) return false
  return seenBy(actor, readDocket(docket), readMatter(row), children)
}

/**
 * For receipts: undefined to whoever may not see the matter; else when its reporter was last spoken with, or spoke themselves,
 * ms: whoever was visited or has rated was reached by the answer, however it was sent.
 */
export const metAbout = async (env: Env, actor: Actor, id: string): Promise<{ met: number | null } | undefined> => {
  if (!(await maySeeMatter(env, actor, id))) return undefined
  const [rows] = await env.db.batch(scopeOf(actor), [loadMatter(actor.county, id)])
  const row = rows?.[0] ? readMatter(rows[0]) : undefined
  if (!row) return { met: null }
  const visited = row.visitOutcome === 'reached' ? (row.visitedAt ?? 0) : 0
  return { met: Math.max(visited, row.ratedAt ?? 0) || null }
}

/** Refuses to show what lies beneath the boxes of a photo unless a reason was given in the last ten minutes (P7). */
export const mayLookBeneath = async (env: Env, actor: Actor, subject: string, photo: string): Promise<void> => {
  const [[row] = []] = await env.db.batch(scopeOf(actor), [
    lastPhotoLook(actor.county, subject, photo, actor.account ?? ''),
  ])
  const looked = row?.at as Date | null | undefined
  if (!looked || looked.getTime() < env.now() - LOOK_MS) throw new Problem(403, 'reason-first', { act: 'look-photo' })
}

/** The five-step loop: B03–B08, C01–C13, I08. Call `loadReference` once before listening. */
export const createMatters = ({ crypto }: { readonly crypto: Crypto }): Module => {
  const e = endpoints
  return {
    id: 'matters',
    migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
    acts,
    routes: [
      bind(e.categories, lists.categories),
      bind(e.nearby, nearby),
      bind(e.report, report(crypto)),
      bind(e.reportFor, reportFor(crypto)),
      bind(e.mine, lists.mine),
      bind(e.list, lists.list),
      bind(e.inbox, lists.inbox),
      bind(e.matter, viewMatter(crypto)),
      bind(e.past, viewPast),
      bind(e.publicList, lists.publicList),
      bind(e.duties, lists.duties),
      bind(e.figures, lists.figures),
      bind(e.similar, similar),
      bind(e.reporter, reporter(crypto)),
      bind(e.receptions, lists.receptions),
      bind(e.announce, ({ env, actor, body, key, madeAt }) => announce(env, body, { actor, key, madeAt })),
    ],
    may: (actor) => [
      ...everMay(receptionAccess, ['announce', 'close-reception'], actor).map((act) => `matters.${act}`),
      ...(overseenBy(actor).length > 0 ? ['matters.figures'] : []),
    ],
    checks: [...['matters.matter', 'matters.child', 'matters.reception'].map(rowsWithoutDocket), publishedCheck],
    listeners: [followMatter, followOrder, hearMerge, tellReporter, tellUnits],
    chores: [{ id: 'matters.reference', everyMs: 60_000, everywhere: true, run: loadReference }],
  }
}
