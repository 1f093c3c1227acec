import { procedure, type Requirement, stay } from '@gongzhi/kernel/procedure.ts'

/*
 * 议事会推选 (D08): 酝酿 → 村民代表会议推选 → 公示 → 履职. The ballot is held at a sitting meeting of the representatives, with its
 * quorum; a tie goes to a run-off; a seat nobody won stays open for another round. The town may speak and changes nothing.
 */

export type ElectionState =
  | 'nominating'
  | 'nominated'
  | 'tied'
  | 'counted'
  | 'chaired'
  | 'posted'
  | 'in-office'
  | 'annulled'

export type ElectionFacts = {
  readonly reason: boolean
  readonly text: boolean
  readonly name: boolean
  readonly ofTheVillage: boolean
  readonly notNamedYet: boolean
  readonly classKnown: boolean
  /** Of the nominee themself, or noted by a keeper from paper. */
  readonly ownWord: boolean
  readonly nomineeKnown: boolean
  readonly nomineeUndecided: boolean
  readonly nomineeStands: boolean
  /** In every class as many accepted nominees as seats. */
  readonly enoughNominees: boolean
  readonly undecided: number
  /** A meeting of the representatives called for this election is sitting, with enough of them in the room. */
  readonly sitting: boolean
  readonly quorum: boolean
  readonly enoughForSecrecy: boolean
  readonly tellersTwo: boolean
  readonly tellersPresent: boolean
  readonly tellersNoCandidates: boolean
  readonly papersFit: boolean
  readonly votesFit: boolean
  readonly ties: boolean
  readonly seatsOpen: boolean
  /** In every class as many elected as the village asks of its council. */
  readonly quotasFilled: boolean
  readonly chairNeeded: boolean
  readonly chairByRule: boolean
  readonly chairElected: boolean
  readonly nomineeElected: boolean
  readonly ground: boolean
  readonly objectionKnown: boolean
  readonly openObjections: number
  readonly postedLong: boolean
  readonly termBegun: boolean
  readonly chairAccount: boolean
}

const says = (id: string, met: (f: ElectionFacts) => boolean): Requirement<ElectionFacts> => ({ id, asked: true, met })
const holds = (id: string, met: (f: ElectionFacts) => boolean): Requirement<ElectionFacts> => ({ id, met })

const reasonStated = says('reason-stated', (f) => f.reason)
const textStated = says('text-stated', (f) => f.text)
const nameStated = says('name-stated', (f) => f.name)
const ofTheVillage = says('of-the-village', (f) => f.ofTheVillage)
const notNamedYet = says('not-named-yet', (f) => f.notNamedYet)
const classKnown = says('class-known', (f) => f.classKnown)
const ownWord = says('own-word', (f) => f.ownWord)
const nomineeKnown = says('nominee-known', (f) => f.nomineeKnown)
const nomineeUndecided = says('nominee-undecided', (f) => f.nomineeUndecided)
const nomineeStands = says('nominee-stands', (f) => f.nomineeStands)
const tellersTwo = says('tellers-two', (f) => f.tellersTwo)
const tellersPresent = says('tellers-present', (f) => f.tellersPresent)
const tellersNoCandidates = says('tellers-no-candidates', (f) => f.tellersNoCandidates)
const papersFit = says('papers-fit', (f) => f.papersFit)
const votesFit = says('votes-fit', (f) => f.votesFit)
const nomineeElected = says('nominee-elected', (f) => f.nomineeElected)
const groundCoded = says('ground-coded', (f) => f.ground)
const objectionKnown = says('objection-known', (f) => f.objectionKnown)
const chairAccount = says('chair-account', (f) => f.chairAccount)

const enoughNominees = holds('enough-nominees', (f) => f.enoughNominees)
const nobodyUndecided = holds('nobody-undecided', (f) => f.undecided === 0)
const sitting = holds('representatives-sit', (f) => f.sitting)
/** 村民委员会组织法 Art. 30: two thirds of the representatives, at the ballot itself. */
const quorum = holds('quorum', (f) => f.quorum)
const enoughForSecrecy = holds('enough-for-secrecy', (f) => f.enoughForSecrecy)
const ties = holds('ties', (f) => f.ties)
const open = holds('seats-open', (f) => f.seatsOpen)
const quotasFilled = holds('quotas-filled', (f) => f.quotasFilled)
const chairByBallot = holds('chair-by-ballot', (f) => f.chairNeeded && !f.chairByRule)
const chairByRule = holds('chair-by-rule', (f) => f.chairNeeded && f.chairByRule)
const chairDone = holds('chair-chosen', (f) => !f.chairNeeded || f.chairElected)
const chairElected = holds('chair-elected', (f) => f.chairElected)
const noOpenObjection = holds('no-open-objection', (f) => f.openObjections === 0)
const postedLong = holds('posted-long-enough', (f) => f.postedLong)
const termBegun = holds('term-begun', (f) => f.termBegun)

const ballot = [
  sitting,
  quorum,
  enoughForSecrecy,
  tellersTwo,
  tellersPresent,
  tellersNoCandidates,
  papersFit,
  votesFit,
] as const
const RUNNING = [
  'nominating',
  'nominated',
  'tied',
  'counted',
  'chaired',
  'posted',
] as const satisfies readonly ElectionState[]

export const election = procedure<ElectionState, ElectionFacts>()({
  id: 'deliberation.election',
  opens: 'open-election',
  initial: 'nominating',
  final: ['in-office', 'annulled'],
  acts: {
    nominate: { from: ['nominating'], to: stay, requires: [nameStated, classKnown, ofTheVillage, notNamedYet] },
    // by one’s own phone, or a keeper notes the consent given on paper (P13)
    'accept-nomination': { from: ['nominating'], to: stay, requires: [ownWord, nomineeKnown, nomineeUndecided] },
    'withdraw-nomination': {
      from: ['nominating', 'nominated'],
      to: stay,
      requires: [ownWord, nomineeKnown, nomineeStands],
    },
    'close-nominations': { from: ['nominating'], to: 'nominated', requires: [enoughNominees, nobodyUndecided] },
    count: { from: ['nominated'], to: [{ state: 'tied', when: ties }, { state: 'counted' }], requires: ballot },
    'run-off': { from: ['tied'], to: [{ state: 'tied', when: ties }, { state: 'counted' }], requires: ballot },
    /** The tied do not want another ballot tonight: their seats stay open. */
    'leave-open': { from: ['tied'], to: 'counted', requires: [reasonStated] },
    'another-round': { from: ['counted'], to: 'nominating', requires: [open] },
    'choose-chair': {
      from: ['counted'],
      to: [{ state: 'chaired', when: chairElected }, { state: 'counted' }],
      requires: [quotasFilled, chairByBallot, ...ballot],
    },
    'name-chair': {
      from: ['counted'],
      to: 'chaired',
      requires: [quotasFilled, chairByRule, nomineeElected, reasonStated],
    },
    'post-result': { from: ['counted', 'chaired'], to: 'posted', requires: [quotasFilled, chairDone] },
    'object-to-election': { from: ['posted'], to: stay, requires: [groundCoded, textStated] },
    'answer-election-objection': { from: ['posted'], to: stay, requires: [objectionKnown, textStated] },
    /** D07: the town’s word; it changes nothing. */
    'comment-election': { from: RUNNING, to: stay, requires: [textStated] },
    'take-office': {
      from: ['posted'],
      to: 'in-office',
      requires: [postedLong, noOpenObjection, termBegun, chairAccount],
    },
    'annul-election': { from: RUNNING, to: 'annulled', requires: [reasonStated] },
  },
})
