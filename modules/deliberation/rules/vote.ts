import { procedure, type Requirement, stay } from '@gongzhi/kernel/procedure.ts'

/* 表决: one ballot each, by phone, by hand or on paper, in one count. Ballots themselves are no acts: see server/cast.ts. */

export type VoteState = 'open' | 'passed' | 'lost' | 'annulled'

export type VoteFacts = {
  readonly reason: boolean
  /** Enough are in the room at this moment. */
  readonly quorum: boolean
  readonly passes: boolean
  readonly paperOut: number
  /** Counts of the paper slips are given and do not exceed those handed out. */
  readonly paperCounted: boolean
  readonly paperConfirmed: boolean
  readonly countsFit: boolean
  /** I2: the second teller is another than the first. */
  readonly otherTeller: boolean
  readonly memberVoter: boolean
  readonly memberFree: boolean
  readonly secret: boolean
  /** So many slips that the count tells nobody how one of them voted (P3). */
  readonly enoughForSecrecy: boolean
}

const says = (id: string, met: (f: VoteFacts) => boolean): Requirement<VoteFacts> => ({ id, asked: true, met })
const holds = (id: string, met: (f: VoteFacts) => boolean): Requirement<VoteFacts> => ({ id, met })

const reasonStated = says('reason-stated', (f) => f.reason)
const countsFit = says('counts-fit', (f) => f.countsFit)
const memberVoter = says('member-may-vote', (f) => f.memberVoter)
const memberFree = says('member-has-no-ballot', (f) => f.memberFree)
const quorum = holds('quorum', (f) => f.quorum)
const paperDone = holds('paper-counted', (f) => f.paperOut === 0 || f.paperConfirmed)
const paperCounted = holds('paper-counted-once', (f) => f.paperCounted)
/** Once two have counted, the slips lie in the one urn: none comes after them and none can be taken out (P3). */
const paperNotConfirmed = holds('paper-not-confirmed', (f) => !f.paperConfirmed)
const otherTeller = holds('other-teller', (f) => f.otherTeller)
const secret = holds('secret', (f) => f.secret)
const openVote = holds('by-show-of-hands', (f) => !f.secret)
const enoughForSecrecy = holds('enough-for-secrecy', (f) => f.enoughForSecrecy)
const passes = holds('passes', (f) => f.passes)

export const vote = procedure<VoteState, VoteFacts>()({
  id: 'deliberation.vote',
  opens: 'put-to-vote',
  initial: 'open',
  final: ['passed', 'lost', 'annulled'],
  acts: {
    /** A paper slip for whoever has no phone. */
    'hand-slip': { from: ['open'], to: stay, requires: [secret, paperNotConfirmed, memberVoter, memberFree] },
    /** Open vote: a hand raised in the room, noted by the secretary. */
    'note-hand': { from: ['open'], to: stay, requires: [openVote, memberVoter, memberFree] },
    'count-paper': { from: ['open'], to: stay, requires: [secret, paperNotConfirmed, countsFit] },
    'confirm-paper': { from: ['open'], to: stay, requires: [paperNotConfirmed, paperCounted, otherTeller] },
    close: {
      from: ['open'],
      to: [{ state: 'passed', when: passes }, { state: 'lost' }],
      requires: [quorum, paperDone, enoughForSecrecy],
    },
    annul: { from: ['open'], to: 'annulled', requires: [reasonStated] },
  },
})
