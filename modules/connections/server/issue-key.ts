import { createHash } from 'node:crypto'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { FieldError } from '@gongzhi/kernel/problem.ts'
import { invalid, notYours } from '@gongzhi/kernel/problem.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Capacity } from '@gongzhi/kernel/server/docket.ts'
import { capacityFor } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import { tokenHash } from '@gongzhi/kernel/server/session.ts'
import { findOrg, findPlace, inForce } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { expiryAllowed } from '../rules/index.ts'
import { keyAccess } from './access.ts'
import { keySubject } from './key-subject.ts'

type Asked = Context<typeof endpoints.issueKey>

/** A stretch as the code of the division it is. */
export const seatOf = (prefix: string): string => prefix.padEnd(12, '0')

/** The administrator's capacity over a stretch; 403 for everybody else. */
const capacityOver = (actor: Asked['actor'], prefix: string, act: 'issue-key'): Capacity => {
  const placed = { id: '', unitCode: seatOf(prefix), holderOrg: null, holder: null, party: null, sealedFrom: null }
  const capacity = capacityFor(keyAccess[act], actor, placed, [])
  if (!capacity) throw notYours(act)
  return capacity
}

/** Everything wrong with whom a key or a webhook is for, and how far it reaches. */
const wrongTarget = (county: string, org: string, prefix: string): FieldError[] => {
  const place = findPlace(seatOf(prefix))
  return [
    ...(findOrg(org) && org.startsWith(county) ? [] : [{ pointer: '/body/org', code: 'unknown' }]),
    ...(place && inForce(place) ? [] : [{ pointer: '/body/prefix', code: 'unknown' }]),
  ]
}

/**
 * Issues a key. It follows from the act's own Idempotency-Key and the installation's secret, so that a repetition of the
 * act over a bad network answers the same key, and nothing but its SHA-256 has to be kept.
 */
export const issueKey =
  (crypto: Crypto) =>
  async ({ env, actor, body, key, madeAt }: Asked) => {
    const { county } = actor
    const capacity = capacityOver(actor, body.prefix, 'issue-key')
    const wrong = wrongTarget(county, body.org, body.prefix)
    const time = expiryAllowed(isoDay(dayOf(env.now())), body.expiresOn)
    if (time) wrong.push({ pointer: '/body/expiresOn', code: time })
    if (wrong.length > 0) throw invalid(wrong)
    const id = derivedId(county, actor.account ?? '', key, 'api-key')
    const secret = createHash('sha256').update(crypto.keyedHash('connections.api-key', `${id} ${key}`))
    const token = `gz_${county}_${secret.digest('base64url')}`
    const { perMinute, ...asked } = body
    const receipt = await openSubject(
      env,
      {
        subject: keySubject,
        id,
        row: {
          ...asked,
          scopes: [...new Set(body.scopes)],
          perMinute,
          tokenHash: tokenHash(token),
          ending: token.slice(-4),
          usedOn: null,
          reason: null,
        },
        title: body.name,
        unitCode: seatOf(body.prefix),
        capacity,
        data: body,
      },
      { actor, key, madeAt },
    )
    return { ...receipt, key: token }
  }
