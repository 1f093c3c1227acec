import { bringerOf, doerOf, takingPartIn } from '@gongzhi/deliberation/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { systemActor } from '@gongzhi/kernel/reach.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Fact, Listener } from '@gongzhi/kernel/server/module.ts'
import { openingOf } from '@gongzhi/kernel/server/open-subject.ts'
import { ensureSeries } from '@gongzhi/kernel/server/store-act.ts'
import { creditFor } from '../rules/index.ts'
import { entryOpening, yearFor, yearOf } from './new-entry.ts'
import { rules } from './store.ts'
import { earnedIn, ruleInForce, takingPart, thereAlready } from './store-find.ts'
import { entrySubject } from './subjects.ts'

/* The ledger writes itself (D10, P14): nobody claims what the house has seen. */

const doingsOf = ({ county, subject, kind }: Fact) =>
  kind === 'meeting'
    ? takingPartIn(county, subject)
    : kind === 'topic'
      ? bringerOf(county, subject)
      : doerOf(county, subject)

/** Enters what members who take part have done, by the rule in force, once for each thing done. */
export const hearTalks: Listener = {
  id: 'points.hear-talks',
  kinds: ['meeting', 'topic', 'task'],
  wants: ({ kind, act }) =>
    kind === 'meeting'
      ? act === 'end'
      : kind === 'topic'
        ? act === 'admit' || act === 'overturn'
        : act === 'strike-off',
  hear: async (env, tx, fact) => {
    const { county } = fact
    const doings = await tx.rows(doingsOf(fact))
    const body = doings[0]?.body as string | undefined
    if (body === undefined) return
    const [stored] = await tx.rows(ruleInForce(county, body))
    if (!stored) return
    const rule = rules.read(stored)
    const now = env.now()
    const year = yearFor(now, env.calendar)
    const who = await tx.rows(takingPart(county, body, isoDay(dayOf(now))))
    const found = doings.flatMap((doing) => {
      const one = who.find(({ member, account }) =>
        doing.member === null ? account !== null && account === doing.account : member === doing.member,
      )
      const clause = rule.clauses.find(({ act }) => act === doing.did)
      if (!one || !clause) return []
      const id = derivedId('points.entry', fact.subject, clause.act, doing.ref as string, one.member as string)
      return [{ id, one, clause, about: doing.about as string }]
    })
    if (found.length === 0) return
    const there = new Set(
      (
        await tx.rows(
          thereAlready(
            county,
            found.map(({ id }) => id),
          ),
        )
      ).map(({ id }) => id),
    )
    const earned = new Map<unknown, Record<string, number>>()
    for (const { member, act, points } of await tx.rows<Row>(earnedIn(county, body, year)))
      earned.set(member, { ...earned.get(member), [act as string]: points as number })
    await tx.rows(ensureSeries(county, entrySubject.series, yearOf(now)))
    const actor = systemActor(county)
    for (const { id, one, clause, about } of found) {
      if (there.has(id)) continue
      const so = earned.get(one.member) ?? {}
      const points = creditFor(clause, rule.yearMost, so)
      if (points === 0) continue
      earned.set(one.member, { ...so, [clause.act]: (so[clause.act] ?? 0) + points })
      const row = {
        body,
        unitCode: rule.unitCode,
        member: one.member as string,
        account: one.account as string | null,
        act: clause.act,
        points,
        year,
        rule: stored.id as string,
        reference: about,
        happenedAt: fact.at,
        recordedBy: null,
        replaces: null,
      }
      const opening = openingOf({ now, calendar: env.calendar, hears: env.hears }, entryOpening(id, row, 'posted'), {
        actor,
        key: derivedId('points.entry-key', id),
      })
      for (const statement of opening) tx.send(statement)
    }
  },
}
