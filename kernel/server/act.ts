import { type Calendar, dayOf, isoDay } from '../clock.ts'
import type { EndpointSpec, Request } from '../endpoint.ts'
import { keyReused, notFound, notYours, Problem, refused } from '../problem.ts'
import { perform } from '../procedure.ts'
import type { Actor } from '../reach.ts'
import { scopesOf } from '../reach.ts'
import { noScope, type Row, type Scope, type Statement, type Tx } from './db.ts'
import type { Capacity, DocketRow } from './docket.ts'
import { capacityFor } from './docket.ts'
import { digest, genesis } from './journal.ts'
import type { DocketChange, NewEntry, Receipt } from './store-act.ts'
import {
  ensureSeries,
  findByKey,
  findDocket,
  keyUuid,
  lockDocket,
  readDocket,
  writeAct,
  writeOpening,
} from './store-act.ts'
import type { Env, Moment, Subject } from './subject.ts'

/*
 * The one way to write. Every act of every module goes through here: open the transaction, lock the subject, find the
 * Idempotency-Key, permit, gather facts, perform, store, journal, docket, outbox, commit. Two round trips an act, one an opening.
 */

/** What an act is made with, beside its input. `madeAt`: when it was made on the device, ms. */
export type Call = { readonly actor: Actor; readonly key: string; readonly madeAt?: number | undefined }

/** A subject as far as its row is concerned; the engine sees the rest. */
type Holding<R> = { readonly kind: string; readonly read: (stored: Row) => R }

/** A moment in which the act has been found lawful and leads to `to`. */
export type Decided<R, I> = Omit<Moment<R, I>, 'input'> & {
  readonly input: I
  readonly to: string
  readonly key: string
  /** Rows of the extra reads, in their order. */
  readonly read: readonly Row[][]
}

export type ActSpec<R, E extends EndpointSpec> = {
  readonly subject: Holding<R>
  readonly act: string
  readonly endpoint: E
  /** A thing the whole county may see, such as a public session: row-level security then compares with the county. */
  readonly openTo?: 'county'
  /** What changes in the module's row. */
  readonly change?: (decided: Decided<R, Request<E>['body']>) => Partial<R>
  /** What the journal keeps beside the input's own text. Default: the input. */
  readonly data?: (decided: Decided<R, Request<E>['body']>) => Record<string, unknown>
  /** What changes in the docket's own words. */
  readonly docket?: (decided: Decided<R, Request<E>['body']>) => Partial<DocketChange>
  /** Reads that travel with the lock. */
  readonly reads?: (input: Request<E>['body'], actor: Actor, id: string) => readonly Statement[]
  /** Refuses what only this act's reads can tell, with a Problem. */
  readonly guard?: (moment: Moment<R, Request<E>['body']> & { readonly read: readonly Row[][] }) => void
  /** What the reads tell, for the facts; throws a Problem when what they should find is not there. */
  readonly finds?: (read: readonly Row[][], input: Request<E>['body']) => Record<string, unknown>
  /** Further writes and child subjects in the same transaction. */
  readonly also?: (decided: Decided<R, Request<E>['body']> & { readonly row: R }) => readonly Statement[]
}

/** An act whose types have been checked and may stand in a list. */
export type Act = ActSpec<never, EndpointSpec>

/** Declares an act: one per file. */
export const act = <R, E extends EndpointSpec>(spec: ActSpec<R, E>): Act => spec as unknown as Act

/** What row-level security compares with, for an actor. */
export const scopeOf = (actor: Actor): Scope => ({
  scopes: scopesOf(actor),
  orgs: actor.posts.map((post) => post.org),
  account: actor.account,
})

const receiptOf = (row: Row): Receipt => ({
  id: row.id as string,
  number: row.number as string,
  state: row.state as string,
  seq: row.seq as number,
  at: (row.at as Date).toISOString(),
})

/** The earlier answer to the same key, when it was the same person asking the same; else the key is spent. */
const repeated = (row: Row, actor: Actor, name: string, asked: Buffer): Receipt => {
  const same = (row.actor as string | null) === actor.account && row.act === name && (row.asked as Buffer).equals(asked)
  if (!same) throw keyReused()
  return receiptOf(row)
}

/** When an act was made: the device's word, unless it lies in the future or is older than 30 days. */
const madeAtOf = (call: Call, now: number): number =>
  call.madeAt !== undefined && call.madeAt <= now + 60_000 && call.madeAt > now - 30 * 86_400_000 ? call.madeAt : now

const momentOf = <R>(env: Env, row: R, docket: DocketRow, actor: Actor, capacity: Capacity, input: unknown) => ({
  row,
  docket,
  actor,
  capacity,
  now: env.now(),
  calendar: env.calendar,
  input: (input ?? {}) as Record<string, unknown>,
})

/**
 * Does an act within a transaction that is already open: the part that acts of other modules and the clock share. Boldly
 * it takes no lock and does not look for the key: the journal's unique keys stop whoever comes second.
 */
export const performWithin = async (
  env: Env,
  tx: Tx,
  spec: Act,
  id: string,
  input: unknown,
  call: Call,
  bold = false,
): Promise<Receipt> => {
  const { actor } = call
  const subject = spec.subject as unknown as Subject<string, unknown, unknown>
  const key = keyUuid(call.key)
  const asked = digest([spec.act, id, input ?? null])
  const [dockets, earlier, loaded, ...read] = await Promise.all([
    tx.rows(bold ? findDocket(actor.county, id) : lockDocket(actor.county, id)),
    bold ? [] : tx.rows(findByKey(actor.county, key)),
    tx.rows(subject.load(actor.county, id)),
    ...(spec.reads?.(input as never, actor, id) ?? []).map((statement) => tx.rows(statement)),
  ])
  const first = earlier[0]
  if (first) return repeated(first, actor, spec.act, asked)
  const stored = dockets[0]
  const own = loaded[0]
  if (!stored || !own || stored.kind !== subject.kind) throw notFound()
  const docket = readDocket(stored)
  const row = subject.read(own)
  const units = subject.units(row, docket)
  const rules = subject.access[spec.act] ?? []
  const capacity = capacityFor(rules, actor, docket, docket.holderOrg === null ? [] : [docket.holderOrg])
  if (!capacity) {
    if (!capacityFor(subject.access.see ?? [], actor, docket, units)) throw notFound()
    throw notYours(spec.act)
  }
  const moment = momentOf(env, row, docket, actor, capacity, input)
  spec.guard?.({ ...moment, read } as never)
  const found = spec.finds?.(read, input as never)
  const told = found ? { ...moment, input: { ...moment.input, ...found } } : moment
  const outcome = perform(subject.procedure, docket.state, spec.act, subject.facts(told))
  if (!outcome.done) throw refused(spec.act, outcome.unmet, subject.procedure.acts[spec.act]?.from ?? [])
  const decided = { ...moment, to: outcome.to, key, read } as never
  const change = spec.change?.(decided) ?? {}
  const after = { ...(row as object), ...(change as object) }
  const words: DocketChange = {
    title: docket.title,
    unitCode: docket.unitCode,
    category: docket.category,
    level: docket.level,
    sealedFrom: docket.sealedFrom,
    closed: subject.procedure.final.includes(outcome.to),
    ...spec.docket?.(decided),
  }
  const entry: NewEntry = {
    county: docket.county,
    subject: id,
    seq: docket.seq + 1,
    prev: docket.hash,
    at: moment.now,
    madeAt: madeAtOf(call, moment.now),
    actor,
    capacity,
    act: spec.act,
    from: docket.state,
    to: outcome.to,
    rule: subject.rule,
    key,
    asked,
    data: spec.data?.(decided) ?? (input as Record<string, unknown>) ?? {},
  }
  const standing = subject.standing(outcome.to, after, {
    county: docket.county,
    unitCode: words.unitCode,
    openedAt: docket.openedAt,
    sinceAt: outcome.to === docket.state ? docket.sinceAt : moment.now,
    now: moment.now,
    calendar: env.calendar,
  })
  const patch = subject.patch(docket.county, id, change as never)
  const writes = [
    // the docket first, always: whoever waits for another, waits there
    writeAct(docket, entry, standing, words, heard(env, subject.kind, entry)),
    ...(patch ? [patch] : []),
    ...(spec.also?.({ ...(decided as object), row: after } as never) ?? []),
  ]
  for (const statement of writes) tx.send(statement)
  return { id, number: docket.number, state: outcome.to, seq: entry.seq, at: new Date(moment.now).toISOString() }
}

/**
 * Does an act in a transaction of its own. Refusals: 404, 403, 409 with every unmet requirement, 422 for a spent key.
 * Boldly first, for nearly every act is alone on its subject and new; what does not succeed may be a repetition or a race,
 * and is done again under the lock, which decides.
 */
export const performAct = async (env: Env, spec: Act, id: string, input: unknown, call: Call): Promise<Receipt> => {
  const scope = scopeOf(call.actor)
  const seen = spec.openTo === 'county' ? { ...scope, scopes: [call.actor.county] } : scope
  const attempt = (bold: boolean) =>
    withSeries(env, () => env.db.within(seen, (tx) => performWithin(env, tx, spec, id, input, call, bold)))
  try {
    return await attempt(true)
  } catch (error) {
    if (!(error instanceof Problem || isConflict(error))) throw error
  }
  try {
    return await attempt(false)
  } catch (error) {
    // two deliveries of one key on two subjects: the journal's unique key stopped the second
    if (isTaken(error, 'journal_key')) throw keyReused()
    throw error
  }
}

/** Somebody else wrote the same row, or the same key, at the same time. */
const isConflict = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '23505' || error.code === '40P01')

/** Whether any later hand listens for it: what nobody hears needs no place in the outbox. */
const heard = (env: Env, kind: string, entry: NewEntry): boolean =>
  env.hears?.({ kind, act: entry.act, to: entry.to, data: entry.data }) ?? true

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

/** The statements of an opening, to be sent alone or beside those of a parent's act; the last one answers the number. */
export const openingOf = <R>(
  when: { readonly now: number; readonly calendar: Calendar; readonly hears?: Env['hears'] },
  fresh: NewSubject<R>,
  call: Call,
): readonly Statement[] => {
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
  return [
    subject.insert(call.actor.county, fresh.id, fresh.row),
    writeOpening(entry, standing, {
      kind: subject.kind,
      series: fresh.series ?? subject.series,
      year: yearOf(now),
      title: fresh.title,
      unitCode: fresh.unitCode,
      category: fresh.category ?? null,
      level: fresh.level ?? null,
      sealedFrom: fresh.sealedFrom ?? null,
      closed: subject.procedure.final.includes(state),
      party: fresh.party ?? null,
      parent: fresh.parent ?? null,
      words: fresh.words ?? '',
      heard: when.hears?.({ kind: subject.kind, act: entry.act, to: state, data: fresh.data }) ?? true,
    }),
  ]
}

const yearOf = (now: number): number => Number(isoDay(dayOf(now)).slice(0, 4))

const isTaken = (error: unknown, constraint: string): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === constraint

/** The sequence that a statement missed, when that was the fault. */
const missingSeries = (error: unknown): { county: string; series: string; year: number } | undefined => {
  if (!(error instanceof Error && 'code' in error && error.code === '42P01')) return undefined
  const found = /n_(\d{6})_([a-z]+)_(\d{4})/.exec(error.message)
  return found ? { county: found[1] ?? '', series: (found[2] ?? '').toUpperCase(), year: Number(found[3]) } : undefined
}

/** Two acts that each waited for the other's subject: PostgreSQL ended one of them, which may come again. */
const isDeadlock = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '40P01'

/** Makes a number series that is missing, such as the first of a new year, and tries again. */
const withSeries = async <T>(env: Env, attempt: () => Promise<T>): Promise<T> => {
  for (let made = 0; ; made++) {
    try {
      return await attempt()
    } catch (error) {
      const missing = missingSeries(error)
      // an act opens children of at most a few series
      if (made === 4 || !(missing || isDeadlock(error))) throw error
      if (missing) await env.db.batch(noScope, [ensureSeries(missing.county, missing.series, missing.year)])
    }
  }
}

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
  const statements = [...also, ...openingOf({ now, calendar: env.calendar, hears: env.hears }, fresh, call)]
  try {
    const rows = await withSeries(env, () => env.db.batch(scope, statements))
    const number = rows.at(-1)?.[0]?.number
    if (typeof number !== 'string') throw new Error('opening gave no number')
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
    if (!row) throw error instanceof Problem ? error : keyReused()
    return repeated(row, call.actor, subject.procedure.opens, digest(fresh.asked ?? fresh.data))
  }
}
