import { Problem } from '@gongzhi/kernel/problem.ts'
import { systemActor } from '@gongzhi/kernel/reach.ts'
import { type Act, performWithin } from '@gongzhi/kernel/server/act.ts'
import type { Tx } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Fact, Listener } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { decide, schedule, unschedule } from './acts/schedule.ts'

/* What follows from an act by itself, after it is committed; each act made here has a key that follows from its cause. */

/** Does an act of the clock's hand that follows from a fact; nothing is owed when it has been overtaken. */
export const follow = async (
  env: Env,
  tx: Tx,
  fact: Fact,
  act: Act,
  id: string,
  input: Record<string, unknown> = {},
): Promise<boolean> => {
  try {
    await performWithin(env, tx, act, id, input, {
      actor: systemActor(fact.county),
      key: derivedId(fact.subject, String(fact.seq), id),
    })
    return true
  } catch (error) {
    if (error instanceof Problem && (error.body.status === 409 || error.body.status === 404)) return false
    throw error
  }
}

const list = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : [])

/** Topics go on the agenda with the notice, and back when the talk is called off or did not come to them. */
export const followMeeting: Listener = {
  id: 'deliberation.follow-meeting',
  kinds: ['meeting'],
  wants: ({ act }) => ['notify', 'cancel', 'end'].includes(act),
  hear: async (env, tx, fact) => {
    const [act, topics] =
      fact.act === 'notify'
        ? [schedule, list(fact.data.agenda)]
        : [unschedule, list(fact.act === 'end' ? fact.data.left : fact.data.agenda)]
    for (const id of topics) await follow(env, tx, fact, act, id, { meeting: fact.subject })
  },
}

/** A topic that was voted on is decided, one way or the other. */
export const followVote: Listener = {
  id: 'deliberation.follow-vote',
  kinds: ['vote'],
  wants: ({ to }) => to === 'passed' || to === 'lost',
  hear: async (env, tx, fact) => {
    if (typeof fact.data.topic === 'string')
      await follow(env, tx, fact, decide, fact.data.topic, { resolution: fact.data.resolution ?? null })
  },
}
