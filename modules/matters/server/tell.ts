import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Tx } from '@gongzhi/kernel/server/db.ts'
import type { Listener } from '@gongzhi/kernel/server/module.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { RobotWhat } from '@gongzhi/notices/rules'
import { noticeStatement, robotStatement } from '@gongzhi/notices/server'
import { accountsIn } from '@gongzhi/people/server'
import { NOTICES, toReporter } from '../rules/notices.ts'
import { findCategory } from './reference.ts'
import { receiverOf } from './store-view.ts'

/* Who is told what, after an act is committed. Nobody is told of what they did themselves. */

/** The reporter is told of every step that is theirs to know; by which ways, they choose. */
export const tellReporter: Listener = {
  id: 'matters.tell',
  kinds: ['matter'],
  apart: true,
  wants: ({ act, to }) => toReporter(act, to) !== undefined,
  hear: async (_env, tx, fact) => {
    const kind = toReporter(fact.act, fact.to)
    if (kind === undefined) return
    const [one] = await tx.rows(receiverOf(fact.county, fact.subject))
    if (!one || one.party === null || one.party === fact.actor) return
    const account = one.party === fact.subject ? null : (one.party as string)
    const is = NOTICES[kind]
    // without an account and without words that go out there is nobody to tell
    if (account === null && !('tell' in is)) return
    tx.send(
      noticeStatement({
        county: fact.county,
        account,
        subject: fact.subject,
        number: one.number as string,
        title: one.title as string,
        kind,
        is,
        at: fact.at,
        level: one.level as string | null,
        phoneEnc: one.phone_enc as string | null,
        ...('required' in is && fact.org !== null
          ? {
              receipt: {
                org: fact.org,
                unitCode: one.unit_code as string,
                sealedFrom: one.sealed_from as string | null,
                named: false,
              },
            }
          : {}),
      }),
    )
  },
}

/** The people of a unit, and its work group, about something whose clock is theirs. */
const tellUnit = async (
  env: Env,
  tx: Tx,
  about: {
    readonly kind: 'order' | 'remind'
    readonly docket: ReturnType<typeof readDocket>
    readonly org: string
    readonly from: string | null
    readonly actor: string | null
    readonly at: number
  },
): Promise<void> => {
  const { kind, docket, org, at } = about
  // P8: the unit complained about hears nothing of the complaint
  if (docket.sealedFrom === org) return
  const { county } = docket
  const people = (await tx.rows(accountsIn(county, org, isoDay(dayOf(at))))).map((row) => row.account as string)
  const told = docket.holder !== null && people.includes(docket.holder) ? [docket.holder] : people
  const subject = docket.parent ?? docket.id
  for (const account of told) {
    if (account === about.actor) continue
    tx.send(
      noticeStatement({
        county,
        account,
        subject,
        number: docket.number,
        title: docket.title,
        kind,
        is: NOTICES[kind],
        at,
        level: docket.level,
        dueAt: docket.dueAt,
        once: `${kind} ${docket.id} ${docket.dueAt ?? ''}`,
        ...(kind === 'order' && about.from !== null
          ? {
              receipt: {
                org: about.from,
                unitCode: docket.unitCode,
                sealedFrom: docket.sealedFrom,
                named: true,
              },
            }
          : {}),
      }),
    )
  }
  const what: RobotWhat = kind === 'order' ? 'order' : 'reminder'
  const category = findCategory(docket.category ?? '')?.zh ?? '其他'
  const line = { number: docket.number, what, category, due: docket.dueAt }
  tx.send(robotStatement({ county, org, line, level: docket.level, now: env.now() }))
}

/** 督办单 and 催办 reach the unit whose turn it is (B07). */
export const tellUnits: Listener = {
  id: 'matters.tell-units',
  kinds: ['order', 'matter'],
  wants: ({ kind, act }) => act === (kind === 'order' ? 'issue' : 'remind'),
  hear: async (env, tx, fact) => {
    const [stored] = await tx.rows(findDocket(fact.county, fact.subject))
    const { org } = fact.data
    if (!stored || typeof org !== 'string') return
    const kind = fact.kind === 'order' ? 'order' : 'remind'
    const from = typeof fact.data.byOrg === 'string' ? fact.data.byOrg : null
    await tellUnit(env, tx, { kind, docket: readDocket(stored), org, from, actor: fact.actor, at: fact.at })
  },
}
