import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import { capacityFor } from '@gongzhi/kernel/server/docket.ts'
import type { Fact, Listener } from '@gongzhi/kernel/server/module.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { NoticeKind } from '@gongzhi/notices/rules'
import { noticeStatement } from '@gongzhi/notices/server'
import { accountsIn } from '@gongzhi/people/server'
import { meetingAccess } from './access.ts'
import { findSelf, listRoll } from './store-room.ts'
import { readsMandates } from './view-mandates.ts'

/* Who is told what of a talk, after the act is committed. Nobody is told of what they did themselves. */

const KINDS = {
  /** D12: that it reached each member is kept; whoever has no phone is told on paper by the secretary. */
  'meeting-called': { sort: 'due', required: true, tell: 'talk', next: 'read' },
  'meeting-off': { sort: 'news', tell: 'talk-off', next: 'read' },
  /** X4: what the council said on it goes on to the body whose decision it is. */
  'topic-referred': { sort: 'news', tell: 'topic', next: 'read' },
  'topic-answered': { sort: 'result', tell: 'topic', next: 'read' },
  'task-given': { sort: 'due', tell: 'task', next: 'desk' },
  'task-late': { sort: 'due', tell: 'reminder', next: 'desk' },
} as const satisfies Readonly<Record<string, NoticeKind>>

const TOPIC_ACTS = ['admit', 'refuse', 'uphold', 'overturn']
const isReferral = ({ act, data }: Pick<Fact, 'act' | 'data'>) => act === 'propose' && typeof data.origin === 'string'

/** Members of a talk, whoever brought a topic, the unit that owes a task. */
export const tellTalk: Listener = {
  id: 'deliberation.tell',
  kinds: ['meeting', 'topic', 'task'],
  wants: ({ kind, act, data }) =>
    kind === 'meeting'
      ? act === 'notify' || act === 'cancel'
      : kind === 'topic'
        ? TOPIC_ACTS.includes(act) || isReferral({ act, data })
        : act === 'assign' || act === 'remind',
  hear: async (env, tx, fact) => {
    const [stored] = await tx.rows(findDocket(fact.county, fact.subject))
    const docket = stored && readDocket(stored)
    if (!docket) return
    const tell = (
      account: string,
      kind: keyof typeof KINDS,
      receipt?: { readonly org: string; readonly named: boolean },
    ) => {
      if (account === fact.actor) return
      tx.send(
        noticeStatement({
          county: fact.county,
          account,
          subject: fact.subject,
          number: docket.number,
          title: docket.title,
          kind,
          is: KINDS[kind],
          at: fact.at,
          dueAt: KINDS[kind].sort === 'due' ? docket.dueAt : null,
          ...(receipt ? { receipt: { ...receipt, unitCode: docket.unitCode, sealedFrom: null } } : {}),
        }),
      )
    }
    if (docket.kind === 'topic') {
      if (docket.party !== null) tell(docket.party, isReferral(fact) ? 'topic-referred' : 'topic-answered')
      return
    }
    if (docket.kind === 'task') {
      const org = docket.holderOrg
      const on = isoDay(dayOf(env.now()))
      const accounts = org === null ? [] : await tx.rows(accountsIn(fact.county, org, on))
      for (const { account } of accounts) tell(account as string, fact.act === 'remind' ? 'task-late' : 'task-given')
      return
    }
    // a talk that nobody was told of needs no word that it is off
    if (fact.act === 'cancel' && fact.from !== 'notified') return
    for (const { account } of await tx.rows(listRoll(fact.county, fact.subject)))
      if (typeof account === 'string')
        tell(
          account,
          fact.act === 'notify' ? 'meeting-called' : 'meeting-off',
          fact.act === 'notify' ? { org: docket.holderOrg ?? `${docket.unitCode}.council`, named: true } : undefined,
        )
  },
}

/** For receipts: those who run a talk, and the town, may read who has been reached; undefined to everybody else. */
export const aboutTalk = async (env: Env, actor: Actor, id: string): Promise<{ met: number | null } | undefined> => {
  const [rows = []] = await env.db.batch(scopeOf(actor), [findDocket(actor.county, id)])
  const docket = rows[0] && readDocket(rows[0])
  if (docket?.kind !== 'meeting') return undefined
  const rules = [...(meetingAccess.notify ?? []), ...(meetingAccess.guide ?? [])]
  return capacityFor(rules, actor, docket, []) ? { met: null } : undefined
}

/**
 * Whether somebody may see what hangs on a subject of the talks: pictures of topics and promises are for everybody who is signed in,
 * materials of a talk for the members of its roll, those who run it and the town; undefined for all else.
 */
export const mayReadMaterials = async (env: Env, actor: Actor, id: string): Promise<boolean | undefined> => {
  const scope = { ...scopeOf(actor), scopes: [actor.county] }
  const [rows = [], selves = []] = await env.db.batch(scope, [
    findDocket(actor.county, id),
    findSelf(actor.county, id, actor.account),
  ])
  const docket = rows[0] && readDocket(rows[0])
  if (docket?.kind === 'topic' || docket?.kind === 'task') return actor.account !== null
  if (docket?.kind === 'mandate') return readsMandates(actor, docket.unitCode)
  if (docket?.kind !== 'meeting') return undefined
  return selves.length > 0 || (await aboutTalk(env, actor, id)) !== undefined
}
