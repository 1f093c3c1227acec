import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import { Problem } from '@gongzhi/kernel/problem.ts'
import { type Act, act, type Call, performAct } from '@gongzhi/kernel/server/act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import * as z from 'zod'
import { endpoints } from '../contract.ts'
import { bodySubject, memberSubject } from './roll-subjects.ts'

/* One line each: what happens to somebody on a roll. */

/** 暂停: off every roll until restored; the reason is kept, and shown to nobody but those who keep the roll (P6). */
const suspend = act({
  subject: memberSubject,
  act: 'suspend-member',
  endpoint: endpoints.suspendMember,
  change: ({ input }) => ({ suspended: true, reason: input.reason }),
})
const restore = act({
  subject: memberSubject,
  act: 'restore-member',
  endpoint: endpoints.restoreMember,
  change: () => ({ suspended: false, reason: null }),
})
export const leaveRoll = act({
  subject: memberSubject,
  act: 'leave-roll',
  endpoint: endpoints.leaveRoll,
  change: ({ now, input }) => ({ endedOn: isoDay(dayOf(now)), reason: input.reason }),
})
/** Somebody a list entered leaves the roll again with it; who has left meanwhile is owed nothing. */
export const takeBackEntry = async (env: Env, member: string, reason: string, call: Call): Promise<void> => {
  try {
    await performAct(env, leaveRoll, member, { reason }, call)
  } catch (error) {
    if (!(error instanceof Problem && error.body.status === 409)) throw error
  }
}
/** Rung by the clock after the last day of the term. */
const termOver = act({
  subject: memberSubject,
  act: 'term-over',
  endpoint: endpoint({
    id: 'people.term-over',
    method: 'POST',
    path: '',
    door: 'staff',
    summary: 'A term on a roll is over',
    body: z.object({ alarm: z.string() }),
    reply: z.unknown(),
  }),
  change: ({ row }) => ({ endedOn: row.until }),
  data: () => ({}),
})
const dissolve = act({ subject: bodySubject, act: 'dissolve', endpoint: endpoints.dissolveBody })

export const rollActs: readonly Act[] = [suspend, restore, leaveRoll, termOver, dissolve]
