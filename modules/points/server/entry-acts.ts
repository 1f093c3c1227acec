import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { invalid, notYours, refused } from '@gongzhi/kernel/problem.ts'
import { type Act, act, scopeOf } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { capacityAt } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { openingOf, openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import { endpoints } from '../contract.ts'
import { creditFor, type Earned, onPaper } from '../rules/index.ts'
import { entryAccess } from './access.ts'
import { entryOpening, onBehalf, orBefore, yearFor } from './new-entry.ts'
import { addDispute, rules } from './store.ts'
import { earnedBeside, earnedIn, onRoll, ruleForEntry, ruleInForce, selfForEntry, thereAlready } from './store-find.ts'
import { entrySubject, exchangeSubject } from './subjects.ts'
import { noDoor } from './system-endpoint.ts'

/** Handles POST /points/entries: what stood on paper, with its reference; somebody else reviews it (D10, I2). */
export const recordEntry = async ({ env, actor, body: said, key, madeAt }: Context<typeof endpoints.record>) => {
  const { body, member, act: did, reference } = said
  const unitCode = body.slice(0, 12)
  const { county } = actor
  const capacity = capacityAt(entryAccess['record-entry'], actor, unitCode)
  if (!capacity) throw notYours('record-entry')
  if (!onPaper(did)) throw invalid([{ pointer: '/body/act', code: 'known-already' }])
  const now = env.now()
  const year = yearFor(now, env.calendar)
  // the same paper of the same member is one line, whoever writes it down
  const id = derivedId('points.paper', body, member, did, reference)
  const [ruled = [], people = [], earned = [], before = []] = await env.db.batch(scopeOf(actor), [
    ruleInForce(county, body),
    onRoll(county, body, isoDay(dayOf(now)), { member, account: null }),
    earnedIn(county, body, year),
    thereAlready(county, [id]),
  ])
  const [stored, one] = [ruled[0], people[0]]
  const clause = stored && rules.read(stored).clauses.find((each) => each.act === did)
  const so: Earned = Object.fromEntries(
    earned.filter((row) => row.member === member).map((row) => [row.act as string, row.points as number]),
  )
  // what is there already is told from a repetition by its key alone
  const known = before.length > 0
  const points = known ? 1 : stored && clause ? creditFor(clause, rules.read(stored).yearMost, so) : 0
  const unmet = [
    ...(clause ? [] : ['rule-names-it']),
    ...(one?.active === true ? [] : ['joined']),
    ...(clause && points === 0 ? ['below-ceiling'] : []),
  ]
  if (unmet.length > 0 || !stored || !one) throw refused('record-entry', unmet, [])
  const row = { body, unitCode, member, account: one.account as string | null, act: did, points, year }
  return openSubject(
    env,
    entryOpening(
      id,
      { ...row, rule: stored.id as string, reference, happenedAt: now, recordedBy: actor.account, replaces: null },
      'recorded',
      { capacity, asked: said },
    ),
    { actor, key, madeAt },
  ).catch(orBefore('record-entry', 'not-entered-before'))
}

const review = act({ subject: entrySubject, act: 'review-entry', endpoint: endpoints.review })
const turnDown = act({ subject: entrySubject, act: 'turn-down-entry', endpoint: endpoints.turnDown })

/** 异议 by any member of the council: the line is frozen until it is decided. */
const dispute = act({
  subject: entrySubject,
  act: 'dispute-entry',
  endpoint: endpoints.dispute,
  openTo: 'county',
  reads: ({ member }, actor, id) => [selfForEntry(actor.county, id, { member, account: actor.account })],
  finds: (read) => ({ self: read[0]?.[0] }),
  guard: ({ input, read, actor, docket }) =>
    onBehalf('dispute-entry', actor, docket.unitCode, input.member, read[0]?.[0]),
  // P6: who objected is not told
  data: ({ input }) => ({ reason: input.reason }),
  also: ({ docket, actor, input, now, key }) => [
    addDispute(docket.county, derivedId(key, 'dispute'), docket.id, actor.account, input.reason, now),
  ],
})
const uphold = act({ subject: entrySubject, act: 'uphold-entry', endpoint: endpoints.uphold })

/** 作废: the line stays in the ledger and counts no more; where it was another act, a new line takes its place. */
const setAside = act({
  subject: entrySubject,
  act: 'set-aside',
  endpoint: endpoints.setAside,
  reads: (_input, actor, id) => [ruleForEntry(actor.county, id), earnedBeside(actor.county, id)],
  also: (decided) => {
    const { row, docket, input, now, calendar, key, actor, read } = decided
    const stored = read[0]?.[0]
    const rule = stored && rules.read(stored)
    const clause = rule?.clauses.find(({ act: each }) => each === input.act)
    if (!stored || !rule || !clause) return []
    const so: Earned = Object.fromEntries((read[1] ?? []).map((one) => [one.act as string, one.points as number]))
    const points = creditFor(clause, rule.yearMost, so)
    if (points === 0) return []
    const { disputedBy: _by, ...old } = row
    const year = yearFor(now, calendar)
    const fresh = { ...old, act: clause.act, points, year, rule: stored.id as string, recordedBy: actor.account }
    return openingOf(
      decided,
      entryOpening(derivedId(docket.id, 'instead'), { ...fresh, replaces: docket.id }, 'posted', {
        capacity: decided.capacity,
      }),
      { actor, key: derivedId(key, 'instead') },
    )
  },
})

/** Posted long enough, nobody objected. */
const takeEffect = act({ subject: entrySubject, act: 'take-effect', endpoint: noDoor, data: () => ({}) })

const hand = act({ subject: exchangeSubject, act: 'hand-over-goods', endpoint: endpoints.hand })
const decline = act({ subject: exchangeSubject, act: 'decline-exchange', endpoint: endpoints.decline })
const takeBack = act({ subject: exchangeSubject, act: 'take-back-exchange', endpoint: endpoints.takeBack })

export const entryActs: readonly Act[] = [review, turnDown, dispute, uphold, setAside, takeEffect]
export const exchangeActs: readonly Act[] = [hand, decline, takeBack]
