import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { Problem } from '@gongzhi/kernel/problem.ts'
import { systemActor } from '@gongzhi/kernel/reach.ts'
import { type Act, performWithin } from '@gongzhi/kernel/server/act.ts'
import type { Tx } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { openingOf } from '@gongzhi/kernel/server/open-subject.ts'
import { ensureSeries } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { appointWithin } from './appoint.ts'
import { endTerm } from './end-term.ts'
import { leaveRoll } from './roll-acts.ts'
import { memberSubject } from './roll-subjects.ts'
import { holdingsOpen } from './store.ts'
import { findBody, listMembers, type MemberRow, readBody } from './store-roll.ts'

/** Somebody elected, as the roll needs it: the name sealed as rolls seal it. */
export type Elected = Pick<MemberRow, 'account' | 'nameEnc' | 'shown' | 'class'> &
  Partial<Pick<MemberRow, 'household' | 'woman'>> & { readonly id: string }
type Term = { readonly from: string; readonly until: string }
type Cause = { readonly county: string; readonly body: string; readonly key: string }

/** Takes everybody off a roll, with the reason: a new term begins. Once for a key. */
export const endRoll = async (env: Env, tx: Tx, { county, body, key }: Cause, reason: string): Promise<void> => {
  for (const row of await tx.rows(listMembers(county, body)))
    if (row.ended_on === null)
      await performWithin(
        env,
        tx,
        leaveRoll,
        row.id as string,
        { reason },
        {
          actor: systemActor(county),
          key: derivedId(key, row.id as string, 'leave'),
        },
      )
}

/** Puts those elected on a roll for a term, each by the act that everybody is entered with (D08). Once for a key. */
export const enterElected = async (
  env: Env,
  tx: Tx,
  { county, body, key }: Cause,
  { from, until }: Term,
  elected: readonly Elected[],
): Promise<void> => {
  const [stored] = await tx.rows(findBody(county, body))
  if (!stored) throw new Error(`no body ${body}`)
  const known = readBody(stored)
  await tx.rows(ensureSeries(county, memberSubject.series, Number(isoDay(dayOf(env.now())).slice(0, 4))))
  for (const one of elected) {
    const own = derivedId(key, one.id, 'member')
    const row: MemberRow = {
      ...{ body, account: one.account, nameEnc: one.nameEnc, shown: one.shown, class: one.class },
      ...{ household: one.household ?? null, woman: one.woman ?? false },
      ...{ from, until, suspended: false, endedOn: null, reason: null },
    }
    const fresh = {
      subject: memberSubject,
      id: own,
      title: known.title,
      unitCode: known.unitCode,
      party: one.account,
      row,
      data: { body, class: one.class, from, until },
    }
    const call = { actor: systemActor(county), key: own }
    for (const statement of openingOf({ now: env.now(), calendar: env.calendar, hears: env.hears }, fresh, call))
      await tx.rows(statement)
  }
}

/** Whoever holds a post goes, and somebody elected takes it: for the chair of a council. 409 as `appoint` answers. */
export const seatElected = async (
  env: Env,
  tx: Tx,
  { county, key }: Pick<Cause, 'county' | 'key'>,
  asked: Term & { readonly post: string; readonly account: string; readonly reason: string },
): Promise<void> => {
  const actor = systemActor(county)
  for (const { id } of await tx.rows<{ id: string }>(holdingsOpen(county, [asked.post])))
    await performWithin(env, tx, endTerm, id, { reason: asked.reason }, { actor, key: derivedId(key, id, 'end') })
  const { post, account, from, until } = asked
  await appointWithin(env, tx, { post, account, from, until, kin: [] }, { actor, key: derivedId(key, 'appoint') })
}

/** Takes one member off a roll, with the reason, and clears a post when the seat carried one (罢免, D08). Once for a key. */
export const takeOff = async (
  env: Env,
  tx: Tx,
  { county, key }: Pick<Cause, 'county' | 'key'>,
  member: string,
  reason: string,
  post: string | null,
): Promise<void> => {
  const actor = systemActor(county)
  const left = async (spec: Act, id: string, word: string) => {
    try {
      await performWithin(env, tx, spec, id, { reason }, { actor, key: derivedId(key, id, word) })
    } catch (error) {
      // gone already, by the clock or by another’s hand: nothing is owed
      if (!(error instanceof Problem && error.body.status === 409)) throw error
    }
  }
  await left(leaveRoll, member, 'leave')
  for (const { id } of post === null ? [] : await tx.rows<{ id: string }>(holdingsOpen(county, [post])))
    await left(endTerm, id, 'end')
}
