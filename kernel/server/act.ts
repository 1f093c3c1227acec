import type { EndpointSpec, Request } from '../endpoint.ts'
import { keyReused, notFound, notYours, Problem, refused } from '../problem.ts'
import { perform } from '../procedure.ts'
import type { Actor } from '../reach.ts'
import { scopesOf } from '../reach.ts'
import type { Row, Scope, Statement, Tx } from './db.ts'
import type { Capacity, DocketRow } from './docket.ts'
import { capacityFor } from './docket.ts'
import { digest } from './journal.ts'
import type { Left } from './memory.ts'
import { isConflict, isTaken, repeated, withSeries } from './repeat.ts'
import type { DocketChange, NewEntry, Receipt } from './store-act.ts'
import { findByKey, findDocket, keyUuid, lockDocket, lockDockets, readDocket, sealed, writeAct } from './store-act.ts'
import type { Env, Moment, Subject } from './subject.ts'

/*
 * The one way to write. Every act of every module goes through here: open the transaction, lock the subject, find the
 * Idempotency-Key, permit, gather facts, perform, store, journal, docket, outbox, commit. Two round trips an act, one an opening.
 */

/** What an act is made with, beside its input. `madeAt`: when it was made on the device, ms. */
export type Call = { readonly actor: Actor; readonly key: string; readonly madeAt?: number | undefined }

/** A subject as far as its row is concerned; the engine sees the rest. */
export type Holding<R> = { readonly kind: string; readonly read: (stored: Row) => R }

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
  /** What it counts must stand still meanwhile: the subject is locked before anything is read. */
  readonly standsStill?: true
  /** Other subjects that must stand still too; goes with `standsStill`. */
  readonly together?: (input: Request<E>['body']) => readonly string[]
  /** A thing the whole county may see, such as a public session: row-level security then compares with the county. */
  readonly openTo?: 'county'
  /** What is hashed of the input for telling a repetition, when a bare hash of it could be guessed (P3). Default: the input. */
  readonly asks?: (input: Request<E>['body']) => unknown
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

/** When an act was made: the device's word, unless it lies in the future or is older than 30 days. */
export const madeAtOf = (call: Call, now: number): number =>
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

/** How an act comes to know its subject: from memory, by a look, or by a look under the lock. */
type Way = 'recalled' | 'bold' | 'locked'

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
): Promise<Receipt> => (await decide(env, tx, spec, id, input, call, 'locked')).receipt

/** The act done, with what it leaves behind once it is committed; nothing where other rows were written beside its own. */
type Done = { readonly receipt: Receipt; readonly left?: Left }

const decide = async (env: Env, tx: Tx, spec: Act, id: string, input: unknown, call: Call, way: Way): Promise<Done> => {
  const { actor } = call
  const subject = spec.subject as unknown as Subject<string, unknown, unknown>
  const key = keyUuid(call.key)
  const asked = digest([spec.act, id, (spec.asks ? spec.asks(input as never) : input) ?? null])
  const reads = spec.reads?.(input as never, actor, id) ?? []
  const known = way === 'recalled' && reads.length === 0 ? env.memory?.recall(actor.county, id) : undefined
  // whatever happens from here on, what was left behind before is no longer so
  env.memory?.forget(actor.county, id)
  const [dockets, earlier, loaded, ...read] = known
    ? [[], [], []]
    : await Promise.all([
        tx.rows(
          way !== 'locked'
            ? findDocket(actor.county, id)
            : spec.together
              ? lockDockets(actor.county, [id, ...spec.together(input as never)])
              : lockDocket(actor.county, id),
        ),
        way === 'locked' ? tx.rows(findByKey(actor.county, key)) : [],
        tx.rows(subject.load(actor.county, id)),
        ...reads.map((statement) => tx.rows(statement)),
      ])
  const first = earlier[0]
  if (first) return { receipt: repeated(first, actor, spec.act, asked) }
  const [stored, own] = [dockets.find((one) => one.id === id.toLowerCase()), loaded[0]]
  const docket = known?.docket ?? (stored && readDocket(stored))
  const row = known?.row ?? (own && subject.read(own))
  if (!docket || !row || docket.kind !== subject.kind) throw notFound()
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
  const values = sealed(entry)
  const also = spec.also?.({ ...(decided as object), row: after } as never) ?? []
  const writes = [
    // the docket first, always: whoever waits for another, waits there
    writeAct(docket, entry, values, standing, words, heard(env, subject.kind, entry)),
    ...(patch ? [patch] : []),
    ...also,
  ]
  for (const statement of writes) tx.send(statement)
  const receipt = {
    id,
    number: docket.number,
    state: outcome.to,
    seq: entry.seq,
    at: new Date(moment.now).toISOString(),
  }
  if (!subject.remembered || also.length > 0) return { receipt }
  const { alarm: _clock, ...stands } = standing
  const { closed, ...said } = words
  const left = {
    ...docket,
    ...said,
    ...stands,
    state: outcome.to,
    seq: entry.seq,
    hash: values.at(-1) as Buffer,
    sinceAt: outcome.to === docket.state ? docket.sinceAt : moment.now,
    closedAt: closed ? (docket.closedAt ?? moment.now) : null,
  }
  return { receipt, left: { docket: left, row: after } }
}

/**
 * Does an act in a transaction of its own. Refusals: 404, 403, 409 with every unmet requirement, 422 for a spent key.
 * From memory first, then boldly, for nearly every act is alone on its subject and new; what does not succeed may be a
 * repetition, a race or a memory out of date, and is done again after a look, at last under the lock, which decides.
 */
export const performAct = async (env: Env, spec: Act, id: string, input: unknown, call: Call): Promise<Receipt> => {
  const scope = scopeOf(call.actor)
  const seen = spec.openTo === 'county' ? { ...scope, scopes: [call.actor.county] } : scope
  const attempt = async (way: Way): Promise<Receipt> => {
    const { receipt, left } = await withSeries(env, () =>
      env.db.within(seen, (tx) => decide(env, tx, spec, id, input, call, way)),
    )
    if (left) env.memory?.keep(call.actor.county, id, left)
    return receipt
  }
  if (!spec.standsStill && env.memory?.recall(call.actor.county, id)) {
    try {
      return await attempt('recalled')
    } catch {
      // refused or overtaken: a look will tell
    }
  }
  try {
    if (!spec.standsStill) return await attempt('bold')
  } catch (error) {
    if (!(error instanceof Problem || isConflict(error))) throw error
  }
  try {
    return await attempt('locked')
  } catch (error) {
    // two deliveries of one key on two subjects: the journal's unique key stopped the second
    if (isTaken(error, 'journal_key')) throw keyReused()
    throw error
  }
}

/** Whether any later hand listens for it: what nobody hears needs no place in the outbox. */
const heard = (env: Env, kind: string, entry: NewEntry): boolean =>
  env.hears?.({ kind, act: entry.act, to: entry.to, data: entry.data }) ?? true
