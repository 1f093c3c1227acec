import { procedure, type Requirement, stay } from '@gongzhi/kernel/procedure.ts'

/*
 * 乡村夜话 (D06): notice, sign-in, quorum, the open list first, then one item after the other: everybody's turn, consensus, vote.
 * Nothing can be skipped, and what needs a quorum needs it at that moment.
 */

export type MeetingState =
  | 'convened'
  | 'notified'
  | 'sitting'
  | 'ended'
  | 'recorded'
  | 'signed'
  | 'archived'
  | 'cancelled'

export type MeetingFacts = {
  readonly reason: boolean
  readonly text: boolean
  readonly venue: boolean
  readonly agenda: number
  /** Days of notice given are enough, or it is urgent with a reason (D12). */
  readonly noticeLong: boolean
  readonly started: boolean
  readonly quorum: boolean
  readonly presented: boolean
  readonly item: boolean
  readonly itemOnAgenda: boolean
  readonly itemDecided: boolean
  readonly turnsGiven: boolean
  readonly adviceIn: boolean
  /** X1, X4: the item is one this body decides on by law. */
  readonly mayDecide: boolean
  /** X4: what the item gives to the representatives has an end, after this meeting. */
  readonly grantsHold: boolean
  readonly clauses: boolean
  readonly openVotes: number
  /** Of whoever acts. */
  readonly actorOnRoll: boolean
  readonly actorHere: boolean
  readonly actorRecused: boolean
  readonly actorRecorded: boolean
  /** Of the member the act is about. */
  readonly memberOnRoll: boolean
  readonly memberHere: boolean
  readonly memberSpeaks: boolean
  readonly doorCode: boolean
  readonly secret: boolean
  readonly enoughForSecrecy: boolean
  readonly objections: number
  readonly objectionTime: boolean
}

const says = (id: string, met: (f: MeetingFacts) => boolean): Requirement<MeetingFacts> => ({ id, asked: true, met })
const holds = (id: string, met: (f: MeetingFacts) => boolean): Requirement<MeetingFacts> => ({ id, met })

const reasonStated = says('reason-stated', (f) => f.reason)
const textStated = says('text-stated', (f) => f.text)
const doorCode = says('door-code', (f) => f.doorCode)
const clausesStated = says('clauses-stated', (f) => f.clauses)
const itemOnAgenda = says('item-on-agenda', (f) => f.itemOnAgenda)
const itemNotDecided = says('item-not-decided', (f) => !f.itemDecided)
const currentNotDecided = holds('item-not-decided', (f) => !f.itemDecided)
const memberOnRoll = says('member-on-roll', (f) => f.memberOnRoll)
const memberHere = says('member-here', (f) => f.memberHere)
const memberNotHere = says('member-not-here', (f) => !f.memberHere)
/** n < 5: whoever is counted would be known (P3). */
const enoughForSecrecy = says('enough-for-secrecy', (f) => !f.secret || f.enoughForSecrecy)

const venue = holds('venue', (f) => f.venue)
const agenda = holds('agenda', (f) => f.agenda > 0)
const noticeLong = holds('notice-long-enough', (f) => f.noticeLong)
const started = holds('start-time', (f) => f.started)
const quorum = holds('quorum', (f) => f.quorum)
/** D15: the open list comes before any topic. */
const presented = holds('open-list-presented', (f) => f.presented)
const item = holds('item-taken', (f) => f.item)
const turnsGiven = holds('turns-given', (f) => f.turnsGiven)
const adviceIn = holds('advice-in', (f) => f.adviceIn)
/** X1, X4: what the law leaves to another body is not put to the vote here. */
const mayDecide = holds('body-may-decide', (f) => f.mayDecide)
const grantsHold = holds('term-stated', (f) => f.grantsHold)
const noOpenVote = holds('no-open-vote', (f) => f.openVotes === 0)
const onRoll = holds('on-roll', (f) => f.actorOnRoll)
const here = holds('here', (f) => f.actorHere)
const notHere = holds('not-here', (f) => !f.actorHere)
const notRecused = holds('not-recused', (f) => !f.actorRecused)
const someoneSpeaks = holds('someone-speaks', (f) => f.memberSpeaks)
/** I2: who kept the minutes does not sign them as the chair. */
const notOwnRecord = holds('not-own-record', (f) => !f.actorRecorded)
const noObjection = holds('no-open-objection', (f) => f.objections === 0)
const objectionTimeOver = holds('objection-time-over', (f) => f.objectionTime)

const BEFORE = ['convened', 'notified'] as const satisfies readonly MeetingState[]
const ROOM = ['notified', 'sitting'] as const satisfies readonly MeetingState[]

export const meeting = procedure<MeetingState, MeetingFacts>()({
  id: 'deliberation.meeting',
  opens: 'convene',
  initial: 'convened',
  final: ['archived', 'cancelled'],
  acts: {
    change: { from: ['convened'], to: stay, requires: [] },
    notify: { from: ['convened'], to: 'notified', requires: [venue, agenda] },
    cancel: { from: BEFORE, to: 'cancelled', requires: [reasonStated] },
    // 签到: by the member's own phone, or by the secretary from the list or from paper
    'sign-in': { from: ROOM, to: stay, requires: [doorCode, onRoll, notHere] },
    leave: { from: ROOM, to: stay, requires: [here] },
    'mark-in': { from: ROOM, to: stay, requires: [memberOnRoll, memberNotHere] },
    'mark-out': { from: ROOM, to: stay, requires: [memberHere] },
    open: { from: ['notified'], to: 'sitting', requires: [noticeLong, started, quorum] },
    'present-list': { from: ['sitting'], to: stay, requires: [quorum] },
    advise: { from: ['notified', 'sitting'], to: stay, requires: [textStated, itemOnAgenda, itemNotDecided] },
    'take-item': {
      from: ['sitting'],
      to: stay,
      requires: [quorum, presented, noOpenVote, itemOnAgenda, itemNotDecided],
    },
    recuse: { from: ['sitting'], to: stay, requires: [reasonStated, item, memberHere, noOpenVote] },
    'ask-floor': { from: ['sitting'], to: stay, requires: [item, onRoll, here, notRecused] },
    'give-floor': { from: ['sitting'], to: stay, requires: [item, memberHere] },
    'end-turn': { from: ['sitting'], to: stay, requires: [someoneSpeaks] },
    /** 还有谁要说: offered to everybody in the room who has not spoken; who stays silent passes. */
    'offer-round': { from: ['sitting'], to: stay, requires: [item] },
    'put-to-vote': {
      from: ['sitting'],
      to: stay,
      requires: [
        quorum,
        presented,
        item,
        turnsGiven,
        adviceIn,
        mayDecide,
        grantsHold,
        noOpenVote,
        currentNotDecided,
        textStated,
        clausesStated,
        enoughForSecrecy,
      ],
    },
    /** Talked over without a vote: it comes back another evening. */
    'put-off': { from: ['sitting'], to: stay, requires: [item, reasonStated, noOpenVote] },
    guide: {
      from: ['convened', 'notified', 'sitting', 'ended', 'recorded', 'signed', 'archived'],
      to: stay,
      requires: [textStated],
    },
    end: { from: ['sitting'], to: 'ended', requires: [noOpenVote] },
    record: { from: ['ended'], to: 'recorded', requires: [] },
    object: { from: ['recorded', 'signed'], to: stay, requires: [textStated, onRoll] },
    'answer-objection': { from: ['recorded', 'signed'], to: stay, requires: [textStated] },
    sign: { from: ['recorded'], to: 'signed', requires: [notOwnRecord] },
    archive: { from: ['signed'], to: 'archived', requires: [noObjection, objectionTimeOver], system: true },
  },
})
