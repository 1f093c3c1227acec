import { procedure, type Requirement, stay } from '@gongzhi/kernel/procedure.ts'

/*
 * 参加选举的村民名单 (R1, 村民委员会组织法 Art. 15–18): drawn up, posted by the election committee, objected to, settled, and used on the
 * election day. Ballots are paper and never come here.
 */

export type RollState = 'drawn-up' | 'posted' | 'settled' | 'over' | 'annulled'

export type RollFacts = {
  readonly reason: boolean
  /** People of the committee, and whether all of them stand on the villagers’ roll. */
  readonly committeeEnough: boolean
  readonly anyone: boolean
  readonly postedLongEnough: boolean
  readonly objectionsOver: boolean
  readonly nothingOpen: boolean
  readonly beforeElection: boolean
  readonly candidatesMore: boolean
  readonly candidatesOnRoll: boolean
  readonly candidatesNotInCommittee: boolean
  readonly candidatesHoldNoProxy: boolean
  readonly committeeNoCandidate: boolean
  readonly paperSeen: boolean
  readonly proxyStands: boolean
  /** What a proxy would break (proxy.ts). */
  readonly proxy: readonly string[]
}

const says = (id: string, met: (f: RollFacts) => boolean): Requirement<RollFacts> => ({ id, asked: true, met })
const holds = (id: string, met: (f: RollFacts) => boolean): Requirement<RollFacts> => ({ id, met })
const proxyHolds = (id: string): Requirement<RollFacts> => says(id, (f) => !f.proxy.includes(id))

const reason = says('reason-stated', (f) => f.reason)
const committee = says('committee-enough', (f) => f.committeeEnough)
const before = holds('before-election', (f) => f.beforeElection)

export const roll = procedure<RollState, RollFacts>()({
  id: 'voters.roll',
  opens: 'draw-up',
  initial: 'drawn-up',
  final: ['over', 'annulled'],
  acts: {
    'change-committee': {
      from: ['drawn-up', 'posted', 'settled'],
      to: stay,
      requires: [reason, committee, says('committee-no-candidate', (f) => f.committeeNoCandidate)],
    },
    'post-roll': {
      from: ['drawn-up'],
      to: 'posted',
      requires: [holds('anyone-on-roll', (f) => f.anyone), holds('posted-long-enough', (f) => f.postedLongEnough)],
    },
    'settle-roll': {
      from: ['posted'],
      to: 'settled',
      requires: [
        holds('objection-days-over', (f) => f.objectionsOver),
        holds('nothing-open', (f) => f.nothingOpen),
        before,
      ],
    },
    'name-candidates': {
      from: ['settled'],
      to: stay,
      requires: [
        says('candidates-on-roll', (f) => f.candidatesOnRoll),
        says('more-than-seats', (f) => f.candidatesMore),
        says('candidates-not-in-committee', (f) => f.candidatesNotInCommittee),
        says('candidates-hold-no-proxy', (f) => f.candidatesHoldNoProxy),
        before,
      ],
    },
    'register-proxy': {
      from: ['settled'],
      to: stay,
      requires: [
        says('paper-seen', (f) => f.paperSeen),
        proxyHolds('principal-on-roll'),
        proxyHolds('holder-on-roll'),
        proxyHolds('holder-another'),
        proxyHolds('principal-free'),
        proxyHolds('principal-holds-none'),
        proxyHolds('holder-votes-self'),
        proxyHolds('holder-has-room'),
        proxyHolds('holder-no-candidate'),
        before,
      ],
    },
    'revoke-proxy': {
      from: ['settled'],
      to: stay,
      requires: [says('proxy-stands', (f) => f.proxyStands), before],
    },
    'annul-roll': { from: ['drawn-up', 'posted', 'settled'], to: 'annulled', requires: [reason] },
    /** Rung by the clock after the election day. */
    'end-roll': { from: ['drawn-up', 'posted', 'settled'], to: 'over', requires: [], system: true },
  },
})
