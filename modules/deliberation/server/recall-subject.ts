import type { Moment, Subject } from '@gongzhi/kernel/server/subject.ts'
import { quorumIn } from '../rules/ballot.ts'
import { SECRET_LEAST } from '../rules/quorum.ts'
import {
  type Recall,
  type RecallFacts,
  type RecallState,
  type RecallSums,
  recall,
  removalOf,
  sumsFit,
} from '../rules/recall.ts'
import { recallAccess } from './access.ts'
import type { Tellers } from './election-subject.ts'
import { lawOfChoosing } from './law-now.ts'
import { insertRecall, loadRecall, patchRecall, readRecall } from './store-recall.ts'
import { RULE, written } from './written.ts'

type Input = Record<string, unknown>
/** The law of the day on which the representatives sit. */
export const lawOfRecall = (row: Recall, now: number) =>
  lawOfChoosing(row.unitCode, row.room ? Date.parse(row.room.startsAt) : now)

const facts = ({ row, input, actor, capacity, now }: Moment<Recall, Input>): RecallFacts => {
  const law = lawOfRecall(row, now)
  const present = row.room?.present ?? []
  const tellers = input.tellersFound as Tellers | undefined
  const sums = typeof input.yes === 'number' ? (input as unknown as RecallSums) : undefined
  return {
    ownWord: capacity.post !== null || (input.concerned !== null && input.concerned === actor.account),
    text: written(input, 'text'),
    reason: written(input, 'reason'),
    heard: row.heard !== null,
    sitting: row.room?.state === 'sitting',
    quorum: row.room !== null && quorumIn(law, row.room).met,
    enoughForSecrecy: present.length >= SECRET_LEAST,
    tellersTwo: new Set(tellers?.ids).size === 2,
    tellersPresent: tellers?.ids.every((id) => present.includes(id)) === true,
    tellersNotConcerned: tellers !== undefined && !tellers.clash,
    papersFit: sums !== undefined && sumsFit(sums, present.length),
    passes: sums !== undefined && removalOf(law, present.length, sums).met,
  }
}

/** 罢免 D08. */
export const recallSubject: Subject<RecallState, RecallFacts, Recall> = {
  kind: 'recall',
  series: 'C',
  rule: RULE,
  procedure: recall,
  access: recallAccess,
  load: loadRecall,
  read: readRecall,
  insert: insertRecall,
  patch: patchRecall,
  facts,
  standing: (state, row) => ({
    holderOrg: state === 'proposed' ? `${row.unitCode}.committee` : null,
    ...{ holder: null, dueAt: null, alarm: null, pausedFor: null, supervised: false },
  }),
  units: (row) => [`${row.unitCode}.committee`],
}
