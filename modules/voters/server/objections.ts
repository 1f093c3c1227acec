import { maskName } from '@gongzhi/identity/rules'
import { sealName } from '@gongzhi/identity/server'
import type { Request } from '@gongzhi/kernel/endpoint.ts'
import { notFound, notYours, refused } from '@gongzhi/kernel/problem.ts'
import { type Act, act, type Call, scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { capacityFor } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { endpoints } from '../contract.ts'
import { type Objection, objectionsOver, type RollChange, rollLaw } from '../rules/index.ts'
import { objectionAccess } from './access.ts'
import { lawOn } from './law-on.ts'
import { loadRoll, readRoll } from './store.ts'
import { addLine, renameLine, rollOfObjection, strikeLine } from './store-change.ts'
import { objectionSubject, type Told } from './subjects.ts'
import { noDoor } from './system-endpoint.ts'

type Asked = Request<typeof endpoints.object>['body']

/** 申诉: by one’s own word, or noted from paper by those who keep the roll (P13). */
export const objectTo = async (env: Env, crypto: Crypto, roll: string, body: Asked, call: Call) => {
  const { actor, key } = call
  const { county } = actor
  const scope = { ...scopeOf(actor), scopes: [county] }
  const [loaded = [], dockets = []] = await env.db.batch(scope, [loadRoll(county, roll), findDocket(county, roll)])
  if (!loaded[0] || !dockets[0]) throw notFound()
  const [row, docket] = [readRoll(loaded[0]), readDocket(dockets[0])]
  const keeps = capacityFor(objectionAccess['decide-objection'] ?? [], actor, docket, [])
  if (body.by !== undefined && !keeps) throw notYours('object-to-roll')
  const now = env.now()
  const unmet = [
    ...(docket.state === 'posted' ? [] : ['roll-posted']),
    ...(row.objectUntil !== null && objectionsOver(row.objectUntil, now) ? ['in-time'] : []),
  ]
  if (unmet.length > 0) throw refused('object-to-roll', unmet, ['posted'])
  const account = body.by === undefined ? actor.account : null
  const { kind, reason } = body
  return openSubject(
    env,
    {
      subject: objectionSubject,
      id: derivedId(key, 'roll-objection'),
      // whom it is about stands on its page, and in no list that others read
      title: '对选举名单的申诉',
      unitCode: row.unitCode,
      parent: roll,
      party: account,
      capacity: body.by === undefined ? { post: null } : (keeps ?? { post: null }),
      row: {
        ...{ unitCode: row.unitCode, roll, kind, aboutEnc: sealName(crypto, body.about), shown: maskName(body.about) },
        ...{ reason, account, byEnc: body.by === undefined ? null : sealName(crypto, body.by), lodgedAt: now },
        own: body.own && account !== null,
        decideDays: rollLaw(lawOn(row.unitCode, now)).decision.amount,
        ...{ decision: null, deciders: [], change: null },
      },
      data: { kind },
      asked: {
        kind,
        mark: crypto.keyedHash('people.member', JSON.stringify([body.about, body.reason, body.by ?? null])),
      },
    },
    call,
  )
}
/** Handles POST /voter-rolls/:id/objections. */
export const objectRoute =
  (crypto: Crypto) =>
  ({ env, actor, params, body, key, madeAt }: Context<typeof endpoints.object>) =>
    objectTo(env, crypto, params.id, body, { actor, key, madeAt })

type Decided = Request<typeof endpoints.decide>['body']
const memberAt = (read: readonly Row[][]) => (read[0]?.[0]?.member_at ?? {}) as Readonly<Record<number, string>>
const changeOf = (row: Objection, { accept, change }: Decided, read: readonly Row[][]): RollChange | null => {
  if (!accept || change === undefined) return null
  if (row.kind === 'missing')
    return {
      ...{ kind: 'missing', class: change.class ?? 'resident', household: change.household || null },
      woman: change.woman,
    }
  const no = change.no ?? 0
  return { kind: row.kind, no, member: memberAt(read)[no] ?? '' }
}
/** The member that an accepted objection puts on the villagers’ roll; the same here and there. */
const memberOf = (objection: string): string => derivedId(objection, objection, 'member')

/** 处理决定: in the election committee’s name, by more than half of it; the roll changes with it. */
const decide = act({
  subject: objectionSubject,
  act: 'decide-objection',
  endpoint: endpoints.decide,
  standsStill: true,
  reads: (_input, actor, id) => [rollOfObjection(actor.county, id)],
  finds: (read): Told => ({
    committee: (read[0]?.[0]?.committee ?? []) as string[],
    memberAt: memberAt(read),
    rollState: (read[0]?.[0]?.state ?? '') as string,
  }),
  change: ({ row, input, read }) => ({
    decision: input.text,
    deciders: [...new Set(input.deciders)],
    change: changeOf(row, input, read),
  }),
  data: ({ row, input }) => ({
    ...{ accept: input.accept, text: input.text, deciders: new Set(input.deciders).size, kind: row.kind },
  }),
  also: ({ row, docket }) => {
    const { county, id } = docket
    const { roll, unitCode, aboutEnc: nameEnc, shown, change } = row
    if (change === null) return []
    if (change.kind === 'missing') {
      const account = row.own ? row.account : null
      const { class: of, household, woman } = change
      return [
        addLine(county, roll, unitCode, { member: memberOf(id), account, nameEnc, shown, class: of, household, woman }),
      ]
    }
    return change.kind === 'wrong'
      ? [strikeLine(county, roll, change.no)]
      : [renameLine(county, roll, change.no, { member: memberOf(id), nameEnc, shown })]
  },
})
/** 失效: nobody’s act, but what follows from the end of the roll. */
export const lapse = act({ subject: objectionSubject, act: 'lapse-objection', endpoint: noDoor, data: () => ({}) })
const withdraw = act({ subject: objectionSubject, act: 'withdraw-objection', endpoint: endpoints.withdraw })

export const objectionActs: readonly Act[] = [decide, withdraw, lapse]
