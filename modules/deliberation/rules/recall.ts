import { procedure, type Requirement, stay } from '@gongzhi/kernel/procedure.ts'
import { type Law, type Verdict, verdictOn } from '@gongzhi/law/rules'
import data from '../data/recall.json' with { type: 'json' }
import { type Papers, papersFit } from './count.ts'
import type { ElectionRoom } from './election-rows.ts'
import { numbersOf, ruleOf } from './numbers.ts'

/*
 * 罢免 (D08): proposed by enough representatives with a reason; the member is heard; the representatives decide in their own
 * meeting, with its quorum. No law speaks of councils: the shares are taken over and marked so in data/recall.json.
 */

export type RecallState = 'proposed' | 'removed' | 'kept' | 'withdrawn'

export type RecallBallot = Papers & {
  readonly at: string
  readonly meeting: string
  readonly snapshot: string | null
  readonly entitled: number
  readonly present: number
  readonly yes: number
  readonly no: number
  readonly abstain: number
  readonly tellers: readonly string[]
  readonly verdicts: readonly Verdict[]
}
export type Recall = {
  readonly unitCode: string
  readonly body: string
  readonly member: string
  readonly reason: string
  /** The member is the chair: the post goes with the seat. */
  readonly alsoChair: boolean
  readonly proposers: readonly string[]
  readonly call: Verdict
  readonly heard: string | null
  readonly ballot: RecallBallot | null
  readonly digest: string | null
  readonly room: ElectionRoom | null
}

/** Whether enough representatives propose it, by the share taken over from their own meeting. */
export const callOf = (law: Law, proposers: number, representatives: number): Verdict =>
  verdictOn(law, data.call.rule, { proposingRepresentatives: proposers, representatives })

export type RecallSums = Papers & { readonly yes: number; readonly no: number; readonly abstain: number }
/** Whether the sums stand on the valid papers, one word each. */
export const sumsFit = (sums: RecallSums, present: number): boolean =>
  papersFit(sums, present) && sums.yes + sums.no + sums.abstain === sums.valid
/** More than half of those present are for it. */
export const removalOf = (law: Law, present: number, { yes, no, abstain }: RecallSums): Verdict =>
  verdictOn(
    law,
    ruleOf('representatives', 'pass'),
    numbersOf('representatives', { entitled: present, present }, { yes, no, abstain }),
  )

export type RecallFacts = {
  /** Of the member concerned, or noted by a keeper. */
  readonly ownWord: boolean
  readonly text: boolean
  readonly reason: boolean
  readonly heard: boolean
  readonly sitting: boolean
  readonly quorum: boolean
  readonly enoughForSecrecy: boolean
  readonly tellersTwo: boolean
  readonly tellersPresent: boolean
  readonly tellersNotConcerned: boolean
  readonly papersFit: boolean
  readonly passes: boolean
}
const says = (id: string, met: (f: RecallFacts) => boolean): Requirement<RecallFacts> => ({ id, asked: true, met })
const holds = (id: string, met: (f: RecallFacts) => boolean): Requirement<RecallFacts> => ({ id, met })

const passes = holds('passes', (f) => f.passes)

export const recall = procedure<RecallState, RecallFacts>()({
  id: 'deliberation.recall',
  opens: 'propose-recall',
  initial: 'proposed',
  final: ['removed', 'kept', 'withdrawn'],
  acts: {
    /** The member’s own word, by phone or as a keeper notes it; or that there was none though asked. */
    'note-hearing': {
      from: ['proposed'],
      to: stay,
      requires: [says('own-word', (f) => f.ownWord), says('text-stated', (f) => f.text)],
    },
    'decide-recall': {
      from: ['proposed'],
      to: [{ state: 'removed', when: passes }, { state: 'kept' }],
      requires: [
        holds('member-heard', (f) => f.heard),
        holds('representatives-sit', (f) => f.sitting),
        holds('quorum', (f) => f.quorum),
        holds('enough-for-secrecy', (f) => f.enoughForSecrecy),
        says('tellers-two', (f) => f.tellersTwo),
        says('tellers-present', (f) => f.tellersPresent),
        says('tellers-not-concerned', (f) => f.tellersNotConcerned),
        says('papers-fit', (f) => f.papersFit),
      ],
    },
    'withdraw-recall': { from: ['proposed'], to: 'withdrawn', requires: [says('reason-stated', (f) => f.reason)] },
  },
})
