import type { Request } from '@gongzhi/kernel/endpoint.ts'
import { invalid, notYours, refused } from '@gongzhi/kernel/problem.ts'
import { type Call, scopeOf } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { capacityAt } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { findBody, readBody } from '@gongzhi/people/server'
import type { endpoints } from '../contract.ts'
import { electionAccess } from './access.ts'
import { electionSubject } from './election-subject.ts'

/** Opens the election of a village’s council. 409 without a council or its representatives, or with seats below its quotas. */
export const openElection = async (env: Env, body: Request<typeof endpoints.openElection>['body'], call: Call) => {
  const { actor, key } = call
  const capacity = capacityAt(electionAccess['open-election'], actor, body.unit)
  if (!capacity) throw notYours('open-election')
  const [councils = [], representatives = []] = await env.db.batch(scopeOf(actor), [
    findBody(actor.county, `${body.unit}.council`),
    findBody(actor.county, `${body.unit}.representatives`),
  ])
  const council = councils[0]?.state === 'standing' ? readBody(councils[0]) : undefined
  const classes = council?.classes ?? []
  const wrong = [
    ...(body.until < body.from ? [{ pointer: '/body/until', code: 'before-from' }] : []),
    ...body.seats.flatMap((one, n) =>
      classes.some(({ code }) => code === one.class) && body.seats.findIndex((s) => s.class === one.class) === n
        ? []
        : [{ pointer: `/body/seats/${n}`, code: 'unknown' }],
    ),
  ]
  if (council && wrong.length > 0) throw invalid(wrong)
  const quotas =
    body.sort === 'by-election' ? [] : classes.map(({ code, least }) => ({ class: code, seats: Math.max(0, least) }))
  const seats = body.seats.filter((one) => one.seats > 0)
  const seatsOf = (code: string) => seats.find((one) => one.class === code)?.seats ?? 0
  const unmet = [
    ...(council ? [] : ['council-stands']),
    ...(representatives[0]?.state === 'standing' ? [] : ['representatives-stand']),
    ...(seats.length > 0 && quotas.every((quota) => seatsOf(quota.class) >= quota.seats) ? [] : ['seats-meet-quotas']),
  ]
  if (unmet.length > 0) throw refused('open-election', unmet, [])
  const { id = derivedId(key, 'election'), ...data } = body
  return openSubject(
    env,
    {
      subject: electionSubject,
      id,
      title: body.title,
      unitCode: body.unit,
      capacity,
      row: {
        ...{ unitCode: body.unit, body: `${body.unit}.council`, title: body.title, sort: body.sort, seats, quotas },
        ...{ withChair: body.withChair, chairRule: body.withChair ? (body.chairRule ?? null) : null },
        ...{ from: body.from, until: body.until, on: body.on, round: 1, ballots: [] },
        ...{ postedAt: null, digest: null, signature: null, nominees: [], objections: [], room: null },
      },
      data,
      asked: body,
    },
    call,
  )
}

/** Handles POST /elections. */
export const openElectionHere = ({ env, actor, body, key, madeAt }: Context<typeof endpoints.openElection>) =>
  openElection(env, body, { actor, key, madeAt })
