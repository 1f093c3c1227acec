import { perform, prospects } from '@gongzhi/kernel/procedure.ts'
import { lawOf, shippedPacks } from '@gongzhi/law/rules'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type MeetingFacts, type MeetingState, meeting } from './meeting.ts'
import { noticeDays, noticeOf, quorumOf } from './quorum.ts'
import type { Room } from './rows.ts'

const law = lawOf(shippedPacks, '510704123206', '2026-11-27')
const empty: Room = {
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
}
const people = (n: number) => Array.from({ length: n }, (_, at) => `m${at}`)
const room = (entitled: number, present: number, recused = 0): Room => ({
  ...empty,
  entitled,
  present: people(present),
  recused: people(recused),
})
const body = '510704123206.council'

/** Everything is as it should be. */
const fine: MeetingFacts = {
  reason: true,
  text: true,
  venue: true,
  agenda: 2,
  noticeLong: true,
  started: true,
  quorum: true,
  presented: true,
  item: true,
  itemOnAgenda: true,
  itemDecided: false,
  turnsGiven: true,
  adviceIn: true,
  mayDecide: true,
  grantsHold: true,
  clauses: true,
  openVotes: 0,
  actorOnRoll: true,
  actorHere: true,
  actorRecused: false,
  actorRecorded: false,
  memberOnRoll: true,
  memberHere: true,
  memberSpeaks: true,
  doorCode: true,
  secret: false,
  enoughForSecrecy: true,
  objections: 0,
  objectionTime: true,
}

test('a council of any size may sit exactly when two thirds or more of its members are there (D13)', () => {
  for (let members = 1; members <= 60; members++)
    for (let present = 0; present <= members; present++)
      expect(quorumOf(law, { body, room: room(members, present) }).met, `${present} of ${members}`).toBe(
        3 * present >= 2 * members,
      )
})

test('an empty roll never sits', () => {
  expect(quorumOf(law, { body, room: room(0, 0) }).met).toBe(false)
})

test('one more in the room never loses the quorum, one who keeps out leaves base and count', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.nat(80), fc.nat(20), (members, came, kept) => {
      const present = Math.min(came, members - 1)
      const recused = Math.min(kept, present)
      const now = quorumOf(law, { body, room: room(members, present, recused) })
      const more = quorumOf(law, { body, room: room(members, present + 1, recused) })
      expect(now.met && !more.met).toBe(false)
      expect(now.clauses[0]?.sums[0]).toMatchObject({ count: present - recused, of: members - recused })
    }),
  )
})

test('the verdict says the sum and the article', () => {
  const [clause] = quorumOf(law, { body, room: room(40, 27) }).clauses
  expect(clause?.sums[0]).toMatchObject({ count: 27, of: 40, need: 27, met: true })
  expect(clause?.source.article).toBe('第6条')
})

test('days of notice are counted without the day it was given', () => {
  const at = (text: string) => Date.parse(`${text}+08:00`)
  expect(noticeDays(at('2026-11-24T23:00:00'), at('2026-11-27T19:00:00'))).toBe(3)
  expect(noticeOf(law, { body, startsAt: at('2026-11-27T19:00:00') }, at('2026-11-24T23:00:00'))?.met).toBe(true)
  expect(noticeOf(law, { body, startsAt: at('2026-11-27T19:00:00') }, at('2026-11-25T08:00:00'))?.met).toBe(false)
})

const needs: readonly [string, MeetingState, Partial<MeetingFacts>, string][] = [
  ['notify', 'convened', { venue: false }, 'venue'],
  ['notify', 'convened', { agenda: 0 }, 'agenda'],
  ['cancel', 'notified', { reason: false }, 'reason-stated'],
  ['sign-in', 'notified', { doorCode: false }, 'door-code'],
  ['sign-in', 'notified', { actorOnRoll: false }, 'on-roll'],
  ['sign-in', 'sitting', { actorHere: true }, 'not-here'],
  ['mark-in', 'notified', { memberOnRoll: false, memberHere: false }, 'member-on-roll'],
  ['open', 'notified', { noticeLong: false }, 'notice-long-enough'],
  ['open', 'notified', { quorum: false }, 'quorum'],
  ['open', 'notified', { started: false }, 'start-time'],
  ['present-list', 'sitting', { quorum: false }, 'quorum'],
  ['take-item', 'sitting', { presented: false }, 'open-list-presented'],
  ['take-item', 'sitting', { quorum: false }, 'quorum'],
  ['take-item', 'sitting', { openVotes: 1 }, 'no-open-vote'],
  ['take-item', 'sitting', { itemDecided: true }, 'item-not-decided'],
  ['ask-floor', 'sitting', { actorRecused: true }, 'not-recused'],
  ['put-to-vote', 'sitting', { quorum: false }, 'quorum'],
  ['put-to-vote', 'sitting', { turnsGiven: false }, 'turns-given'],
  ['put-to-vote', 'sitting', { adviceIn: false }, 'advice-in'],
  ['put-to-vote', 'sitting', { presented: false }, 'open-list-presented'],
  ['put-to-vote', 'sitting', { mayDecide: false }, 'body-may-decide'],
  ['put-to-vote', 'sitting', { grantsHold: false }, 'term-stated'],
  ['put-to-vote', 'sitting', { clauses: false }, 'clauses-stated'],
  ['put-to-vote', 'sitting', { secret: true, enoughForSecrecy: false }, 'enough-for-secrecy'],
  ['end', 'sitting', { openVotes: 1 }, 'no-open-vote'],
  ['sign', 'recorded', { actorRecorded: true }, 'not-own-record'],
  ['archive', 'signed', { objections: 1 }, 'no-open-objection'],
]
test.each(needs)('%s in %s is refused without %j: %s', (act, state, without, unmet) => {
  const outcome = perform(meeting, state, act as 'open', {
    ...fine,
    actorHere: false,
    memberHere: act !== 'mark-in',
    ...without,
  })
  expect(outcome).toMatchObject({ done: false })
  expect('unmet' in outcome && outcome.unmet).toContain(unmet)
})

test('a refusal lists all that is unmet at once', () => {
  const outcome = perform(meeting, 'sitting', 'put-to-vote', {
    ...fine,
    quorum: false,
    turnsGiven: false,
    adviceIn: false,
  })
  expect(outcome).toEqual({ done: false, unmet: ['quorum', 'turns-given', 'advice-in'] })
})

test('whatever is done in whatever order, no vote opens before the open list was presented with a quorum', () => {
  const acts = Object.keys(meeting.acts) as (keyof typeof meeting.acts)[]
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...acts), fc.boolean()), { maxLength: 60 }), (tries) => {
      let state: MeetingState = meeting.initial
      let presented = false
      for (const [act, quorum] of tries) {
        const outcome = perform(meeting, state, act, {
          ...fine,
          quorum,
          presented,
          actorHere: act === 'leave',
          memberHere: act !== 'mark-in',
        })
        if (!outcome.done) continue
        if (act === 'present-list') {
          expect(quorum).toBe(true)
          presented = true
        }
        if (act === 'put-to-vote') expect([presented, quorum, state]).toEqual([true, true, 'sitting'])
        state = outcome.to
      }
    }),
  )
})

test('buttons know what stands in the way without asking what the form will ask', () => {
  const vote = prospects(meeting, 'sitting', { ...fine, text: false, clauses: false, quorum: false }).find(
    ({ act }) => act === 'put-to-vote',
  )
  expect(vote).toMatchObject({ unmet: ['quorum'], asks: ['text-stated', 'clauses-stated', 'enough-for-secrecy'] })
})
