import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { Problem } from '@gongzhi/kernel/problem.ts'
import { systemActor } from '@gongzhi/kernel/reach.ts'
import { type Act, performWithin } from '@gongzhi/kernel/server/act.ts'
import type { Row, Tx } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Fact, Listener } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { toRecord } from '@gongzhi/record/server'
import { kindOf } from '../rules/bodies.ts'
import { decide, schedule, unschedule } from './acts/schedule.ts'
import { finish } from './resolution-acts.ts'
import { findResolution, loadTask, readTask } from './store-resolution.ts'

/* What follows from an act by itself, after it is committed; each act made here has a key that follows from its cause. */

/** Does an act of the clock's hand that follows from a fact; nothing is owed when it has been overtaken. */
const follow = async (
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

/** The last promise struck off ends its resolution. */
export const followTask: Listener = {
  id: 'deliberation.follow-task',
  kinds: ['task'],
  wants: ({ act }) => act === 'strike-off',
  hear: async (env, tx, fact) => {
    const [row] = await tx.rows(loadTask(fact.county, fact.subject))
    if (row) await follow(env, tx, fact, finish, readTask(row).resolution)
  },
}

/** What stands in the public record of a resolution: its words, the vote with its verdicts, the hash of the roll; never who. */
const publicWords = (row: Row) => ({
  at: (row.signed_at as Date | null)?.toISOString() ?? null,
  ballots: row.ballots,
  body: kindOf(row.body as string),
  clauses: row.clauses,
  counts: row.counts,
  digest: row.digest,
  entitled: row.entitled,
  meeting: row.meeting_number,
  mode: row.mode,
  number: row.number,
  present: row.present,
  reserved: row.reserved,
  roll: row.roll,
  signature: row.signature,
  text: row.text,
  title: row.title,
  unit: row.unit_code,
  verdicts: row.verdicts,
})

/** A signed resolution is public, and so is that it was carried out (P16). */
export const publishResolution: Listener = {
  id: 'deliberation.publish',
  kinds: ['resolution'],
  wants: ({ act }) => act === 'sign' || act === 'finish',
  hear: async (env, tx, fact) => {
    const [row] = await tx.rows(findResolution(fact.county, isoDay(dayOf(env.now())), fact.subject))
    if (!row) return
    const number = row.number as string
    if (fact.act === 'sign') {
      await tx.rows(toRecord(fact.county, 'resolution', fact.subject, fact.seq, number, publicWords(row)))
      return
    }
    const done = {
      at: new Date(fact.at).toISOString(),
      number,
      tasks: row.tasks,
      title: row.title,
      unit: row.unit_code,
    }
    await tx.rows(toRecord(fact.county, 'resolution-done', fact.subject, fact.seq, `${number}-D`, done))
  },
}
