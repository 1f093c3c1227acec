import { dayNumber, dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import { act } from '@gongzhi/kernel/server/act.ts'
import * as z from 'zod'
import { endpoints } from '../../contract.ts'
import { localRuleSubject } from '../local-rule-subject.ts'
import { raiseStamp } from '../store.ts'

/* One line each: what else becomes of a place's own rule. */

const noDoor = endpoint({
  id: 'law.system',
  method: 'POST',
  path: '',
  summary: '',
  door: 'staff',
  body: z.record(z.string(), z.unknown()),
  reply: z.unknown(),
})

/** 不公布了: a draft is put away. */
export const discardRule = act({ subject: localRuleSubject, act: 'discard-rule', endpoint: endpoints.discardRule })

/** 废止: from tomorrow on; what is to begin later never begins. What was decided under it stays decided. */
export const withdrawRule = act({
  subject: localRuleSubject,
  act: 'withdraw-rule',
  endpoint: endpoints.withdrawRule,
  change: ({ row, now, input }) => {
    const last = isoDay(Math.max(dayOf(now), dayNumber(row.from) - 1))
    return { until: row.until !== null && row.until < last ? row.until : last, reason: input.reason }
  },
  also: () => [raiseStamp],
})

/** 由新规则代替: follows from the publication of a newer one, which has set its last day already. */
export const replaceRule = act({
  subject: localRuleSubject,
  act: 'replace-rule',
  endpoint: noDoor,
  data: ({ row, input }) => ({ by: input.by, until: row.until }),
})

/** 期满: rung by the clock after its last day. */
export const expireRule = act({ subject: localRuleSubject, act: 'expire-rule', endpoint: noDoor, data: () => ({}) })
