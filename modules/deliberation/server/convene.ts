import { randomInt } from 'node:crypto'
import type { Request } from '@gongzhi/kernel/endpoint.ts'
import { invalid, notYours } from '@gongzhi/kernel/problem.ts'
import { type Call, scopeOf } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { capacityAt } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { findPlace, inForce } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { categoryOf, lawNames, unitOf } from '../rules/bodies.ts'
import type { Meeting } from '../rules/rows.ts'
import { meetingAccess } from './access.ts'
import { meetingSubject } from './meeting-subject.ts'
import { planOf, topicsFit } from './plan.ts'
import { findElectionFor } from './store-election.ts'
import { findTopics } from './store-room.ts'
import { attachDocuments, documentIds, documentsIn, filesKept } from './with-photos.ts'

/** 召集: when, where and over what; nobody is told before notice is given (D06, D16). */
export const conveneMeeting = async (env: Env, body: Request<typeof endpoints.convene>['body'], call: Call) => {
  const { actor, key } = call
  const unit = unitOf(body.body)
  const place = findPlace(unit)
  if (!place || !inForce(place) || !(body.body.slice(13) in lawNames))
    throw invalid([{ pointer: '/body/body', code: 'unknown' }])
  const category = categoryOf(body.body)
  const capacity = capacityAt(meetingAccess.convene, actor, unit, category)
  if (!capacity) throw notYours('convene')
  const [found = [], kept = [], elections = []] = await env.db.batch(scopeOf(actor), [
    findTopics(actor.county, body.agenda),
    documentsIn(body.materials),
    findElectionFor(actor.county, body.election ?? null, unit),
  ])
  // D08: an election is held by the representatives, once its nominees stand
  if (body.election !== undefined && (category !== 'representatives' || elections.length === 0))
    throw invalid([{ pointer: '/body/election', code: 'unknown' }])
  topicsFit(body.body, body.agenda, found)
  filesKept('materials', documentIds(body.materials), kept)
  const row: Meeting = {
    unitCode: unit,
    body: body.body,
    title: body.title,
    venue: body.venue,
    venueKind: body.venueKind,
    venueNotes: null,
    startsAt: 0,
    urgent: null,
    materials: [],
    agenda: [],
    election: body.election ?? null,
    advisers: [],
    doorCode: String(randomInt(0, 1_000_000)).padStart(6, '0'),
    notifiedAt: null,
    openedAt: null,
    opening: null,
    snapshot: null,
    presentedAt: null,
    item: null,
    floor: null,
    endedAt: null,
    summary: null,
    recordedBy: null,
    signedBy: null,
    cancelled: null,
    room: {
      entitled: 0,
      present: [],
      turnsLeft: [],
      recused: [],
      adviceMissing: [],
      objections: 0,
      openVotes: 0,
      decided: [],
      concern: null,
      mandates: [],
      grants: null,
    },
    ...planOf(body),
  }
  const { id, body: _body, ...plan } = body
  const subject = id ?? derivedId(key, 'meeting')
  return openSubject(
    env,
    {
      subject: meetingSubject,
      id: subject,
      title: body.title,
      unitCode: unit,
      category,
      row,
      capacity,
      data: plan,
      asked: body,
    },
    call,
    attachDocuments(actor.county, subject, body.materials),
  )
}

/** Handles POST /meetings. */
export const convene = ({ env, actor, body, key, madeAt }: Context<typeof endpoints.convene>) =>
  conveneMeeting(env, body, { actor, key, madeAt })
