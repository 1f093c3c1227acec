import { signedResolution } from '@gongzhi/deliberation/server'
import type { Request } from '@gongzhi/kernel/endpoint.ts'
import { invalid, notYours } from '@gongzhi/kernel/problem.ts'
import { type Act, act, type Call } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { capacityAt } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { openingOf, openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { endpoints } from '../contract.ts'
import { smallThing } from '../rules/index.ts'
import { ruleAccess } from './access.ts'
import { onBehalf, yearOf } from './new-entry.ts'
import { exchangeFacts, usedBy } from './store-find.ts'
import { exchangeSubject, ruleSubject } from './subjects.ts'
import { noDoor } from './system-endpoint.ts'

/* One line each, but for what reads or opens more: what happens to a rule. */

type Content = Request<typeof endpoints.change>['body']

/** No right, no permit, no money stands on the list of things (P1). */
const onlySmallThings = ({ goods }: Pick<Content, 'goods'>) => {
  const errors = goods.flatMap(({ name }, at) =>
    smallThing(name) ? [] : [{ pointer: `/body/goods/${at}/name`, code: 'never-for-points' }],
  )
  if (errors.length > 0) throw invalid(errors)
}

/** 起草: by the council's own hands; in force is something else. */
export const draftPoints = (env: Env, said: Request<typeof endpoints.draft>['body'], call: Call) => {
  const { actor, key } = call
  const { body, ...content } = said
  const unitCode = body.slice(0, 12)
  const capacity = capacityAt(ruleAccess['draft-rule'], actor, unitCode)
  if (!capacity) throw notYours('draft-rule')
  onlySmallThings(content)
  const now = env.now()
  const year = yearOf(now) - 1
  const row = { ...content, body, unitCode, changedAt: now, resolution: null, adoptedAt: null }
  return openSubject(
    env,
    {
      subject: ruleSubject,
      id: derivedId(key, 'points.rule'),
      title: content.title,
      unitCode,
      capacity,
      row: { ...row, announced: year, cleared: year },
      data: said,
    },
    call,
  )
}
/** Handles POST /points/rules. */
export const draftRule = async ({ env, actor, body, key, madeAt }: Context<typeof endpoints.draft>) =>
  draftPoints(env, body, { actor, key, madeAt })

const change = act({
  subject: ruleSubject,
  act: 'change-rule',
  endpoint: endpoints.change,
  guard: ({ input }) => onlySmallThings(input as Content),
  change: ({ input, now }) => ({ ...input, changedAt: now }),
  docket: ({ input }) => ({ title: input.title }),
})

/** By a signed resolution of the same council, and by nothing else (D10). */
const adopt = act({
  subject: ruleSubject,
  act: 'adopt-rule',
  endpoint: endpoints.adopt,
  reads: ({ resolution }, actor, id) => [
    signedResolution(actor.county, resolution),
    usedBy(actor.county, resolution, id),
  ],
  finds: (read) => ({ signed: read[0]?.[0], used: (read[1] ?? []).length > 0 }),
  change: ({ input, now }) => ({
    resolution: input.resolution,
    adoptedAt: now,
    announced: yearOf(now) - 1,
    cleared: yearOf(now) - 1,
  }),
})

/** 兑换: one after the other, so that neither the stock nor anybody's points are spent twice. */
const exchange = act({
  subject: ruleSubject,
  act: 'exchange',
  endpoint: endpoints.exchange,
  openTo: 'county',
  standsStill: true,
  reads: ({ item, member }, actor, id) => [exchangeFacts(actor.county, id, item, { member, account: actor.account })],
  finds: (read) => ({ asks: read[0]?.[0] }),
  guard: ({ input, read, actor, docket }) => onBehalf('exchange', actor, docket.unitCode, input.member, read[0]?.[0]),
  data: ({ input }) => ({ item: input.item }),
  also: (decided) => {
    const { row, docket, input, now, key, actor, read } = decided
    const [goods, asks] = [row.goods[input.item], read[0]?.[0]]
    if (!goods || !asks) return []
    const account = asks.account as string | null
    return openingOf(
      decided,
      {
        subject: exchangeSubject,
        id: derivedId(key, 'points.exchange'),
        title: goods.name,
        unitCode: row.unitCode,
        party: account,
        parent: docket.id,
        capacity: decided.capacity,
        row: {
          body: row.body,
          unitCode: row.unitCode,
          member: asks.member as string,
          account,
          rule: docket.id,
          item: input.item,
          name: goods.name,
          points: goods.points,
          year: row.cleared + 1,
          askedAt: now,
        },
        data: { item: input.item, points: goods.points },
      },
      { actor, key: derivedId(key, 'points.exchange-key') },
    )
  },
})

/** Another rule of the same council took its place. */
export const supersede = act({ subject: ruleSubject, act: 'supersede-rule', endpoint: noDoor })

/** A month before the year is over, whoever takes part is told. */
const announce = act({
  subject: ruleSubject,
  act: 'announce-clearing',
  endpoint: noDoor,
  change: ({ row }) => ({ announced: row.cleared + 1 }),
  data: ({ row }) => ({ year: row.cleared + 1 }),
})

/** 年度清零: the old year counts no more; its lines stay where they are. */
const clear = act({
  subject: ruleSubject,
  act: 'clear-year',
  endpoint: noDoor,
  change: ({ row }) => ({ cleared: row.announced }),
  data: ({ row }) => ({ year: row.announced }),
})

const withdraw = act({ subject: ruleSubject, act: 'withdraw-rule', endpoint: endpoints.withdraw })

export const ruleActs: readonly Act[] = [change, adopt, exchange, withdraw, supersede, announce, clear]
