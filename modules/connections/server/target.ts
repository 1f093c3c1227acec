import { createHash } from 'node:crypto'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { FieldError } from '@gongzhi/kernel/problem.ts'
import { notYours } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { AccessRule, Capacity } from '@gongzhi/kernel/server/docket.ts'
import { capacityAt } from '@gongzhi/kernel/server/docket.ts'
import { keyUuid } from '@gongzhi/kernel/server/store-act.ts'
import { findOrg, findPlace, inForce } from '@gongzhi/territory/server'

/** A stretch as the code of the division it is. */
export const seatOf = (prefix: string): string => prefix.padEnd(12, '0')

/** The capacity in which somebody opens a connection that reaches over a stretch; 403 for whoever may not. */
export const capacityOver = (
  access: Readonly<Record<string, readonly AccessRule[] | undefined>>,
  act: string,
  actor: Actor,
  prefix: string,
): Capacity => {
  const capacity = capacityAt(access[act], actor, seatOf(prefix))
  if (!capacity) throw notYours(act)
  return capacity
}

/** Everything wrong with the unit that answers for a connection, and with how far it reaches. */
export const wrongTarget = (county: string, org: string, prefix: string): FieldError[] => {
  const place = findPlace(seatOf(prefix))
  return [
    ...(findOrg(org) && org.startsWith(county) ? [] : [{ pointer: '/body/org', code: 'unknown' }]),
    ...(place && inForce(place) ? [] : [{ pointer: '/body/prefix', code: 'unknown' }]),
  ]
}

/**
 * A secret of 256 bits that follows from the Idempotency-Key of the act that makes it and the installation's own key: a
 * repetition over a bad network answers the same one.
 */
export const secretOf = (crypto: Crypto, purpose: string, id: string, key: string): Buffer =>
  createHash('sha256')
    .update(crypto.keyedHash(`connections.${purpose}`, `${id} ${keyUuid(key)}`))
    .digest()

/** The day of an instant from the database, in the county's zone. */
export const dayIn = (at: unknown): string | null => (at instanceof Date ? isoDay(dayOf(at.getTime())) : null)
/** An instant from the database as the contract writes it. */
export const instantIn = (at: unknown): string | null => (at instanceof Date ? at.toISOString() : null)
