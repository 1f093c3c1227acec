import { dayOf, dueAt, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Moment, Subject } from '@gongzhi/kernel/server/subject.ts'
import { kindOf, seatOf } from '../rules/bodies.ts'
import { mayDecide } from '../rules/concerns.ts'
import { limitOf } from '../rules/limits.ts'
import { lackingInGrants, mandatedOn } from '../rules/mandate.ts'
import { type MeetingFacts, type MeetingState, meeting } from '../rules/meeting.ts'
import { noticeOf, quorumOf, SECRET_LEAST } from '../rules/quorum.ts'
import type { Meeting } from '../rules/rows.ts'
import { meetingAccess } from './access.ts'
import { lawNow, lawOfNotice, lawOfOpening } from './law-now.ts'
import { insertMeeting, loadMeeting, patchMeeting, readMeeting } from './store.ts'
import { RULE, written } from './written.ts'

type Input = Record<string, unknown>
/** How somebody stands in the room, as store-room finds it. */
export type Stands = {
  readonly member: string
  readonly shown: string
  readonly class: string | null
  readonly here: boolean
  readonly recused: boolean
  readonly turn: 'waiting' | 'speaking' | 'spoken' | 'passed' | null
}

/** A talk may be opened a little before its hour: people are there already. */
const EARLY_MS = 30 * 60_000

const facts = ({ row, docket, actor, input, now, calendar }: Moment<Meeting, Input>): MeetingFacts => {
  const self = input.self as Stands | undefined
  const about = input.about as Stands | undefined
  const { room } = row
  const day = isoDay(dayOf(row.startsAt))
  const topic = typeof input.topic === 'string' ? input.topic : row.item
  const voters = room.present.filter((member) => !room.recused.includes(member)).length
  return {
    reason: written(input, 'reason'),
    text: written(input, 'text'),
    venue: row.venue.trim() !== '',
    agenda: row.agenda.length + (row.election === null ? 0 : 1),
    noticeLong:
      (row.urgent !== null && row.urgent.trim() !== '') ||
      (row.notifiedAt !== null && (noticeOf(lawOfNotice(row, now), row, row.notifiedAt)?.met ?? true)),
    started: now >= row.startsAt - EARLY_MS,
    quorum: quorumOf(lawOfOpening(row), row).met,
    presented: row.presentedAt !== null,
    item: row.item !== null,
    itemOnAgenda: topic !== null && row.agenda.includes(topic),
    itemDecided: topic !== null && room.decided.includes(topic),
    turnsGiven: room.turnsLeft.length === 0 && row.floor === null,
    adviceIn: room.adviceMissing.length === 0,
    mayDecide: room.concern === null || mayDecide(kindOf(row.body), room.concern, mandatedOn(room.mandates, day)),
    grantsHold: room.grants === null || lackingInGrants(room.grants, day).length === 0,
    clauses: Array.isArray(input.clauses) && input.clauses.length > 0,
    openVotes: room.openVotes,
    actorOnRoll: self !== undefined,
    actorHere: self?.here === true,
    actorRecused: self?.recused === true,
    actorRecorded: row.recordedBy !== null && row.recordedBy === actor.account,
    memberOnRoll: about !== undefined,
    memberHere: about?.here === true,
    memberSpeaks: row.floor !== null,
    doorCode: input.code === row.doorCode,
    secret: input.mode === 'secret',
    enoughForSecrecy: voters >= SECRET_LEAST,
    objections: room.objections,
    objectionTime:
      now >=
      (dueAt(docket.sinceAt, limitOf(lawNow(row.unitCode, docket.sinceAt), 'objection'), calendar) ??
        Number.POSITIVE_INFINITY),
  }
}

/** 乡村夜话 D06. */
export const meetingSubject: Subject<MeetingState, MeetingFacts, Meeting> = {
  kind: 'meeting',
  series: 'E',
  rule: RULE,
  procedure: meeting,
  access: meetingAccess,
  load: loadMeeting,
  read: readMeeting,
  insert: insertMeeting,
  patch: patchMeeting,
  facts,
  standing: (state, row, at) => {
    const open = !['archived', 'cancelled'].includes(state)
    const due =
      state === 'ended' || state === 'recorded'
        ? dueAt(at.sinceAt, limitOf(lawNow(at.unitCode, at.sinceAt), 'minutes'), at.calendar)
        : state === 'signed'
          ? dueAt(at.sinceAt, limitOf(lawNow(at.unitCode, at.sinceAt), 'objection'), at.calendar)
          : open
            ? row.startsAt
            : null
    return {
      holderOrg: open ? seatOf(row.body) : null,
      holder: null,
      dueAt: due,
      // the minutes rest when nobody objects any more
      alarm: state === 'signed' && due !== null ? { at: due + 60_000, act: 'archive' } : null,
      pausedFor: null,
      supervised: false,
    }
  },
  units: (row) => [seatOf(row.body)],
}
