import { procedure, type Requirement, stay } from '@gongzhi/kernel/procedure.ts'

/*
 * 议题收集与会前预审 (D11): anybody brings a topic, the branch looks through it before the talk. Three grounds and no other turn
 * one away; what was only not ready may be handed in again, the others may be appealed to the town.
 */

export type TopicState =
  | 'proposed'
  | 'returned'
  | 'refused'
  | 'appealed'
  | 'upheld'
  | 'admitted'
  | 'scheduled'
  | 'decided'
  | 'withdrawn'

export type TopicFacts = {
  readonly ground: string | null
  readonly text: boolean
  readonly article: boolean
  readonly reason: boolean
  /** I2: who brought it does not pass it. */
  readonly actorBrought: boolean
  readonly actorSupports: boolean
  /** X4: a resolution of the council brought it before the body whose decision it is. */
  readonly referred: boolean
  /** X4: the body it is to be passed on to is another one, and may decide on it. */
  readonly goesElsewhere: boolean
  readonly goesToFit: boolean
  readonly appealed: boolean
  /** X4: what is to be given to the representatives stands in it, exactly where it is about that. */
  readonly grantsFit: boolean
}

const says = (id: string, met: (f: TopicFacts) => boolean): Requirement<TopicFacts> => ({ id, asked: true, met })
const holds = (id: string, met: (f: TopicFacts) => boolean): Requirement<TopicFacts> => ({ id, met })

const groundCoded = says('ground-coded', (f) => f.ground !== null)
const textStated = says('text-stated', (f) => f.text)
const reasonStated = says('reason-stated', (f) => f.reason)
/** Which law or which article of the covenant settles it already. */
const articleNamed = says('article-named', (f) => f.ground === 'not-ready' || f.article)
const notOwnTopic = holds('not-own-topic', (f) => !f.actorBrought)
const notYetSupported = holds('not-yet-supported', (f) => !f.actorSupports)
const supported = holds('supported-before', (f) => f.actorSupports)
const notAppealedBefore = holds('not-appealed-before', (f) => !f.appealed)
/** What a resolution brought is studied by the branch (村民委员会组织法 Art. 28) and put before the body: nobody turns it away. */
const notReferred = holds('not-referred', (f) => !f.referred)
const referred = holds('referred', (f) => f.referred)
const goesElsewhere = says('another-body', (f) => f.goesElsewhere)
const goesToFit = says('body-may-decide', (f) => f.goesToFit)
const grantsFit = says('grants-stated', (f) => f.grantsFit)
const notReady = holds('ground-not-ready', (f) => f.ground === 'not-ready')

const LISTED = ['proposed', 'returned', 'appealed', 'admitted', 'scheduled'] as const satisfies readonly TopicState[]

export const topic = procedure<TopicState, TopicFacts>()({
  id: 'deliberation.topic',
  opens: 'propose',
  initial: 'proposed',
  final: ['upheld', 'decided', 'withdrawn'],
  acts: {
    support: { from: LISTED, to: stay, requires: [notOwnTopic, notYetSupported] },
    unsupport: { from: LISTED, to: stay, requires: [supported] },
    admit: { from: ['proposed'], to: 'admitted', requires: [notOwnTopic, grantsFit] },
    refuse: {
      from: ['proposed'],
      to: [{ state: 'returned', when: notReady }, { state: 'refused' }],
      requires: [groundCoded, textStated, articleNamed, notOwnTopic, notReferred],
    },
    resubmit: { from: ['returned'], to: 'proposed', requires: [textStated] },
    appeal: { from: ['refused'], to: 'appealed', requires: [reasonStated, notAppealedBefore] },
    uphold: { from: ['appealed'], to: 'upheld', requires: [reasonStated] },
    overturn: { from: ['appealed'], to: 'admitted', requires: [reasonStated] },
    /** A mandate that ended, a village that wants to decide itself: before another body that may (X4). */
    'pass-on': { from: ['proposed', 'admitted'], to: stay, requires: [referred, goesElsewhere, goesToFit] },
    withdraw: { from: ['proposed', 'returned', 'refused', 'admitted'], to: 'withdrawn', requires: [notReferred] },
    schedule: { from: ['admitted'], to: 'scheduled', requires: [], system: true },
    unschedule: { from: ['scheduled'], to: 'admitted', requires: [], system: true },
    decide: { from: ['scheduled'], to: 'decided', requires: [], system: true },
  },
})
