import { createHash } from 'node:crypto'
import { Problem } from '../problem.ts'
import { systemActor } from '../reach.ts'
import type { Act } from './act.ts'
import { performAct, scopeOf } from './act.ts'
import type { Row, Scope } from './db.ts'
import { noScope } from './db.ts'
import type { Chore, Fact, Listener } from './module.ts'
import { hears } from './module.ts'
import { keyUuid } from './store-act.ts'
import { firstFacts, putOff, rungAlarms, takeFact, takeFacts, waitingCounties } from './store-relay.ts'
import type { Env } from './subject.ts'

const factOf = (row: Row): Fact => ({
  county: row.county as string,
  subject: row.subject as string,
  seq: row.seq as number,
  kind: row.kind as string,
  act: row.act as string,
  at: (row.at as Date).getTime(),
  from: row.from_state as string | null,
  to: row.to_state as string,
  actor: row.actor as string | null,
  org: row.org as string | null,
  data: row.data as Record<string, unknown>,
})

const scopeFor = (county: string): Scope => scopeOf(systemActor(county))

/** Delivers what the outbox holds to the listeners; answers how many facts. A failing one is put off, the others go on. */
export const relayOnce = async (
  env: Env,
  listeners: readonly Listener[],
  onError: (error: unknown) => void,
): Promise<number> => {
  const [counties = []] = await env.db.batch(noScope, [waitingCounties])
  let count = 0
  const hear = async (tx: Parameters<Listener['hear']>[1], fact: Fact, apart?: boolean) => {
    for (const listener of listeners)
      if ((apart === undefined || apart === (listener.apart ?? false)) && hears(listener, fact))
        await listener.hear(env, tx, fact)
  }
  for (const { county } of counties as { county: string }[]) {
    const scope = scopeFor(county)
    try {
      for (;;) {
        const taken = await env.db.within(scope, async (tx) => {
          const rows = await tx.rows(takeFacts(county, 200))
          for (const row of rows) await hear(tx, factOf(row), false)
          // side by side, each subject's in their order; all have ended before the transaction does
          const ends = await Promise.allSettled(
            [...Map.groupBy(rows, (row) => row.subject).values()].map(async (facts) => {
              for (const row of facts) await hear(tx, factOf(row), true)
            }),
          )
          const failed = ends.find((end) => end.status === 'rejected')
          if (failed) throw failed.reason
          return rows.length
        })
        count += taken
        if (taken < 200) break
      }
    } catch (failure) {
      onError(failure)
      const waiting = await env.db.within(scope, (tx) => tx.rows(firstFacts(county, 200)))
      for (const { subject, seq } of waiting as { subject: string; seq: number }[]) {
        try {
          await env.db.within(scope, async (tx) => {
            for (const row of await tx.rows(takeFact(county, subject, seq))) await hear(tx, factOf(row))
          })
          count++
        } catch (error) {
          onError(error)
          await env.db.within(scope, (tx) => tx.rows(putOff(county, subject, seq)))
        }
      }
    }
  }
  return count
}

/** The key of an alarm: the same alarm rung twice, or by two processes, is one act. */
const alarmKey = (county: string, id: string, act: string, at: Date): string =>
  keyUuid(createHash('sha256').update(`${county} ${id} ${act} ${at.toISOString()}`).digest('hex'))

/** Rings every alarm that has come in a county: each does its act exactly once. Answers how many. */
export const sweepOnce = async (
  env: Env,
  acts: readonly Act[],
  county: string,
  onError: (error: unknown) => void,
): Promise<number> => {
  const actor = systemActor(county)
  const rung = await env.db.within(scopeFor(county), (tx) => tx.rows(rungAlarms(county, new Date(env.now()), 500)))
  let count = 0
  for (const alarm of rung as { id: string; kind: string; alarm_at: Date; alarm_act: string }[]) {
    const spec = acts.find((a) => (a.subject as { kind: string }).kind === alarm.kind && a.act === alarm.alarm_act)
    if (!spec) {
      onError(new Error(`no act ${alarm.kind}.${alarm.alarm_act}`))
      continue
    }
    try {
      const call = { actor, key: alarmKey(county, alarm.id, alarm.alarm_act, alarm.alarm_at) }
      await performAct(env, spec, alarm.id, { alarm: alarm.alarm_at.toISOString() }, call)
      count++
    } catch (error) {
      // somebody acted between the look and the ring: nothing is due any more
      if (!(error instanceof Problem && error.body.status === 409)) onError(error)
    }
  }
  return count
}

/** Runs chores until stopped; one at a time each, the next beat counted from the end of the last. */
export const runChores = (
  env: Env,
  chores: readonly Chore[],
  onError: (id: string, error: unknown) => void,
): (() => Promise<void>) => {
  let stopped = false
  const timers = new Set<NodeJS.Timeout>()
  const running = new Set<Promise<void>>()
  const beat = (chore: Chore) => {
    if (stopped) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      const run = chore
        .run(env)
        .catch((error: unknown) => onError(chore.id, error))
        .finally(() => {
          running.delete(run)
          beat(chore)
        })
      running.add(run)
    }, chore.everyMs)
    timers.add(timer)
  }
  for (const chore of chores) beat(chore)
  return async () => {
    stopped = true
    for (const timer of timers) clearTimeout(timer)
    await Promise.all(running)
  }
}
