import { procedure, type Requirement, stay } from '@gongzhi/kernel/procedure.ts'

/*
 * 事必理、理必结、结必访 (C07): every matter handled, everything handled concluded, everything concluded visited.
 * The five steps (C06): 受理 accept · 交办 dispatch · 办理 handle · 答复 answer · 回访 visit. Nothing can be skipped.
 */

export type LoopState =
  | 'reported'
  | 'accepted'
  | 'assigned'
  | 'handling'
  | 'asked'
  | 'suspended'
  | 'returned'
  | 'concluded'
  | 'answered'
  | 'visited'
  | 'reopened'
  | 'escalated'
  | 'merged'
  | 'closed'
  | 'declined'
  | 'withdrawn'

export type LoopFacts = {
  /** Stated in the form. */
  readonly ground: boolean
  readonly text: boolean
  readonly reason: boolean
  readonly outcome: boolean
  readonly unit: boolean
  readonly until: boolean
  readonly proof: boolean
  readonly days: boolean
  readonly target: boolean
  readonly said: 'satisfied' | 'dissatisfied' | null
  readonly visitOutcome: 'reached' | 'declined' | 'unreachable' | null
  /** True of the world. */
  readonly unitOnDutyList: boolean
  readonly unitIsAccused: boolean
  readonly levelAbove: boolean
  readonly actorHandled: boolean
  readonly assistsOpen: number
  readonly extensionAsked: boolean
  readonly extensionUsed: boolean
  readonly actorAskedExtension: boolean
  readonly visitTries: number
  readonly visited: boolean
  readonly satisfied: boolean | null
  readonly round: number
  readonly targetOpen: boolean
  readonly sealed: boolean
}

/** Calls without an answer before a visit may be recorded as not reachable. */
export const TRIES = 3

const says = (id: string, met: (f: LoopFacts) => boolean): Requirement<LoopFacts> => ({ id, asked: true, met })
const holds = (id: string, met: (f: LoopFacts) => boolean): Requirement<LoopFacts> => ({ id, met })

const groundCoded = says('ground-coded', (f) => f.ground)
const textStated = says('text-stated', (f) => f.text)
const reasonStated = says('reason-stated', (f) => f.reason)
const outcomeStated = says('outcome-stated', (f) => f.outcome)
const unitChosen = says('unit-chosen', (f) => f.unit)
const unitOnDutyList = says('unit-on-duty-list', (f) => f.unitOnDutyList)
const notTheAccused = says('not-the-accused', (f) => !f.unitIsAccused)
const untilStated = says('until-stated', (f) => f.until)
const daysStated = says('days-stated', (f) => f.days)
const proofStated = says('proof-stated', (f) => f.proof)
const ratingStated = says('rating-stated', (f) => f.said !== null)
const targetChosen = says('target-chosen', (f) => f.target)
const targetOpen = says('target-open', (f) => f.targetOpen)
const visitOutcomeStated = says('visit-outcome-stated', (f) => f.visitOutcome !== null)
const triedEnough = says('tried-enough', (f) => f.visitOutcome !== 'unreachable' || f.visitTries >= TRIES)

const levelAbove = holds('level-above', (f) => f.levelAbove)
/** I2: nobody verifies own work. */
const notOwnWork = holds('not-own-work', (f) => !f.actorHandled)
const assistsDone = holds('assists-done', (f) => f.assistsOpen === 0)
const extensionAsked = holds('extension-asked', (f) => f.extensionAsked)
const noExtensionAsked = holds('no-extension-asked', (f) => !f.extensionAsked)
const extensionUnused = holds('extension-unused', (f) => !f.extensionUsed)
const notOwnAsking = holds('not-own-asking', (f) => !f.actorAskedExtension)
const notSealed = holds('not-sealed', (f) => !f.sealed)

const saidSatisfied = holds('said-satisfied', (f) => f.said === 'satisfied')
const saidDissatisfiedFirst = holds('dissatisfied-first-time', (f) => f.said === 'dissatisfied' && f.round === 1)
const saidDissatisfiedAgain = holds('dissatisfied-again', (f) => f.said === 'dissatisfied')
const satisfiedBefore = holds('rated-satisfied-before', (f) => f.said === null && f.satisfied === true)
const satisfiedNotVisited = holds('satisfied-not-yet-visited', (f) => f.said === 'satisfied' && !f.visited)
const firstTime = holds('dissatisfied-first-time', (f) => f.round === 1)

/** States in which somebody still owes something. */
export const OPEN = [
  'reported',
  'accepted',
  'assigned',
  'handling',
  'asked',
  'suspended',
  'returned',
  'concluded',
  'answered',
  'visited',
  'reopened',
  'escalated',
  'merged',
] as const satisfies readonly LoopState[]
const FINAL = ['closed', 'declined', 'withdrawn'] as const satisfies readonly LoopState[]
const ALWAYS = [...OPEN, ...FINAL]
/** Acts upon photos leave a matter where it is, be that at its end: nothing follows from them a second time. */
export const OF_PHOTOS: readonly string[] = ['redact', 'look-photo']
const TIMED = OPEN.filter((s) => !['asked', 'suspended', 'visited', 'merged'].includes(s))
const DISPATCHABLE = ['accepted', 'returned', 'reopened', 'escalated'] as const satisfies readonly LoopState[]

export const loop = procedure<LoopState, LoopFacts>()({
  id: 'matters.loop',
  opens: 'report',
  initial: 'reported',
  final: FINAL,
  acts: {
    accept: { from: ['reported'], to: 'accepted', requires: [] },
    decline: { from: ['reported'], to: 'declined', requires: [groundCoded, textStated] },
    refer: { from: DISPATCHABLE, to: stay, requires: [reasonStated, levelAbove] },
    dispatch: { from: DISPATCHABLE, to: 'assigned', requires: [unitChosen, unitOnDutyList, notTheAccused] },
    take: { from: ['assigned'], to: 'handling', requires: [] },
    return: { from: ['assigned', 'handling'], to: 'returned', requires: [reasonStated] },
    note: { from: ['handling'], to: stay, requires: [textStated] },
    ask: { from: ['handling'], to: 'asked', requires: [textStated] },
    reply: { from: ['asked'], to: 'handling', requires: [textStated] },
    suspend: { from: ['handling'], to: 'suspended', requires: [reasonStated, untilStated] },
    resume: { from: ['suspended'], to: 'handling', requires: [] },
    'ask-extension': {
      from: ['handling'],
      to: stay,
      requires: [reasonStated, daysStated, noExtensionAsked, extensionUnused],
    },
    'grant-extension': { from: ['handling'], to: stay, requires: [extensionAsked, extensionUnused, notOwnAsking] },
    'refuse-extension': { from: ['handling'], to: stay, requires: [reasonStated, extensionAsked, notOwnAsking] },
    conclude: { from: ['handling'], to: 'concluded', requires: [outcomeStated, textStated, assistsDone] },
    answer: { from: ['concluded'], to: 'answered', requires: [textStated, notOwnWork] },
    'send-back': { from: ['concluded'], to: 'handling', requires: [reasonStated, notOwnWork] },
    'try-visit': { from: ['answered'], to: stay, requires: [proofStated, notOwnWork] },
    visit: {
      from: ['answered'],
      to: [
        { state: 'closed', when: saidSatisfied },
        { state: 'closed', when: satisfiedBefore },
        { state: 'reopened', when: saidDissatisfiedFirst },
        { state: 'escalated', when: saidDissatisfiedAgain },
        { state: 'visited' },
      ],
      requires: [visitOutcomeStated, triedEnough, notOwnWork],
    },
    rate: {
      from: ['answered', 'visited'],
      to: [
        // content already, and the visit is still owed: no matter closes unvisited
        { state: 'answered', when: satisfiedNotVisited },
        { state: 'closed', when: saidSatisfied },
        { state: 'reopened', when: firstTime },
        { state: 'escalated' },
      ],
      requires: [ratingStated],
    },
    withdraw: { from: OPEN, to: 'withdrawn', requires: [] },
    merge: {
      from: ['reported', 'accepted', 'assigned', 'returned', 'handling', 'reopened'],
      to: 'merged',
      requires: [targetChosen, targetOpen],
    },
    unmerge: { from: ['merged'], to: 'accepted', requires: [] },
    look: { from: OPEN, to: stay, requires: [reasonStated, notSealed] },
    // of a photo: also long after the end, for a face does not close with the matter
    redact: { from: ALWAYS, to: stay, requires: [reasonStated] },
    'look-photo': { from: ALWAYS, to: stay, requires: [reasonStated] },
    whistle: {
      from: ['accepted', 'assigned', 'handling', 'returned', 'reopened', 'escalated'],
      to: stay,
      requires: [unitChosen, textStated],
    },
    // made by the clock, by a mother matter or by a village merger
    'conclude-with': { from: ['merged'], to: 'concluded', requires: [], system: true },
    release: { from: ['merged'], to: 'accepted', requires: [], system: true },
    wake: { from: ['asked', 'suspended'], to: 'handling', requires: [], system: true },
    remind: { from: TIMED, to: stay, requires: [], system: true },
    supervise: { from: TIMED, to: stay, requires: [], system: true },
    close: { from: ['visited'], to: 'closed', requires: [], system: true },
    'order-closed': { from: OPEN, to: stay, requires: [], system: true },
    move: { from: OPEN, to: stay, requires: [], system: true },
  },
})

/** Where a state stands along the five steps, 0–4; 5 when all are done; null when it left the road. */
export const stepOf = (state: string): number | null => {
  switch (state) {
    case 'reported':
      return 0
    case 'accepted':
    case 'returned':
    case 'reopened':
    case 'escalated':
    case 'assigned':
    case 'merged':
      return 1
    case 'handling':
    case 'asked':
    case 'suspended':
      return 2
    case 'concluded':
      return 3
    case 'answered':
    case 'visited':
      return 4
    case 'closed':
      return 5
    default:
      return null
  }
}
