import { type Calendar, dayOf, isoDay } from '../clock.ts'
import { keyReused } from '../problem.ts'
import { scopesOf } from '../reach.ts'
import { type Call, type Holding, madeAtOf } from './act.ts'
import type { Scope, Statement } from './db.ts'
import type { Capacity } from './docket.ts'
import { digest, genesis } from './journal.ts'
import { repeated, withSeries } from './repeat.ts'
import type { NewEntry, Receipt } from './store-act.ts'
import { findByKey, keyUuid, sealed, writeOpening } from './store-act.ts'
import type { Env, Subject } from './subject.ts'

/** A new subject: everything its opening act has to say. */
export type NewSubject<R> = {
  readonly subject: Holding<R>
  readonly id: string
  readonly row: R
  readonly title: string
  readonly unitCode: string
  readonly category?: string | null
  readonly level?: string | null
  readonly party?: string | null
  readonly parent?: string | null
  readonly sealedFrom?: string | null
  readonly words?: string
  readonly capacity?: Capacity
  readonly data: Record<string, unknown>
  /** What was asked, for comparing repetitions; default: `data`. */
  readonly asked?: unknown
  readonly state?: string
  /** Letters of its number, when its kind has more than one series. */
  readonly series?: string
}

type When = { readonly now: number; readonly calendar: Calendar; readonly hears?: Env['hears'] }

/** The statements of an opening, to be sent alone or beside those of a parent's act; the last one answers the number. */
export const openingOf = <R>(when: When, fresh: NewSubject<R>, call: Call): readonly Statement[] =>
  begin(when, fresh, call).statements

/** The statements of an opening, and the docket row they leave behind but for its number. */
const begin = <R>(when: When, fresh: NewSubject<R>, call: Call) => {
  const subject = fresh.subject as unknown as Subject<string, unknown, R>
  const { now, calendar } = when
  const state = fresh.state ?? subject.procedure.initial
  const standing = subject.standing(state, fresh.row, {
    county: call.actor.county,
    unitCode: fresh.unitCode,
    openedAt: now,
    sinceAt: now,
    now,
    calendar,
  })
  const entry: NewEntry = {
    county: call.actor.county,
    subject: fresh.id,
    seq: 1,
    prev: genesis,
    at: now,
    madeAt: madeAtOf(call, now),
    actor: call.actor,
    capacity: fresh.capacity ?? { post: null },
    act: subject.procedure.opens,
    from: null,
    to: state,
    rule: subject.rule,
    key: keyUuid(call.key),
    asked: digest(fresh.asked ?? fresh.data),
    data: fresh.data,
  }
  const closed = subject.procedure.final.includes(state)
  const values = sealed(entry)
  const said = {
    kind: subject.kind,
    title: fresh.title,
    unitCode: fresh.unitCode,
    category: fresh.category ?? null,
    level: fresh.level ?? null,
    sealedFrom: fresh.sealedFrom ?? null,
    party: fresh.party ?? null,
    parent: fresh.parent ?? null,
  }
  const { alarm: _clock, ...stands } = standing
  const left = {
    county: entry.county,
    id: fresh.id,
    ...said,
    ...stands,
    state,
    seq: 1,
    hash: values.at(-1) as Buffer,
    openedAt: now,
    sinceAt: now,
    closedAt: closed ? now : null,
  }
  const statements = [
    subject.insert(call.actor.county, fresh.id, fresh.row),
    writeOpening(entry, values, standing, {
      ...said,
      series: fresh.series ?? subject.series,
      year: yearOf(now),
      closed,
      words: fresh.words ?? '',
      heard: when.hears?.({ kind: subject.kind, act: entry.act, to: state, data: fresh.data }) ?? true,
    }),
  ]
  return { statements, left }
}

const yearOf = (now: number): number => Number(isoDay(dayOf(now)).slice(0, 4))

/** Opens a subject in one round trip; the same key again answers the same receipt. `also`: statements before it. */
export const openSubject = async <R>(
  env: Env,
  fresh: NewSubject<R>,
  call: Call,
  also: readonly Statement[] = [],
): Promise<Receipt> => {
  const subject = fresh.subject as unknown as Subject<string, unknown, R>
  // the opening act reaches the place it opens at, and the person it belongs to
  const scope: Scope = {
    scopes: [...scopesOf(call.actor), fresh.unitCode],
    orgs: [],
    account: fresh.party ?? call.actor.account,
  }
  const { county } = call.actor
  // one instant for journal and receipt: a repetition reads it from the journal
  const now = env.now()
  const opening = begin({ now, calendar: env.calendar, hears: env.hears }, fresh, call)
  const statements = [...also, ...opening.statements]
  try {
    const rows = await withSeries(env, () => env.db.batch(scope, statements))
    const number = rows.at(-1)?.[0]?.number
    if (typeof number !== 'string') throw new Error('opening gave no number')
    // the first act may begin from what was just written
    if (subject.remembered) env.memory?.keep(county, fresh.id, { docket: { ...opening.left, number }, row: fresh.row })
    return {
      id: fresh.id,
      number,
      state: fresh.state ?? subject.procedure.initial,
      seq: 1,
      at: new Date(now).toISOString(),
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '23505')) throw error
    const [earlier] = await env.db.batch(scope, [findByKey(county, keyUuid(call.key))])
    const row = earlier?.[0]
    if (!row) throw keyReused()
    return repeated(row, call.actor, subject.procedure.opens, digest(fresh.asked ?? fresh.data))
  }
}
