import { closeOf, dayNumber, dayOf, dueAt, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Capacity } from '@gongzhi/kernel/server/docket.ts'
import type { NewSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Moment, Subject } from '@gongzhi/kernel/server/subject.ts'
import { verdictOn } from '@gongzhi/law/rules'
import { findOrg, orgFor } from '@gongzhi/territory/server'
import { categoryOf, kindOf, seatOf } from '../rules/bodies.ts'
import { MANDATE, reservedFor } from '../rules/concerns.ts'
import { limitOf } from '../rules/limits.ts'
import { confirmationOf } from '../rules/numbers.ts'
import { type ResolutionFacts, type ResolutionState, resolution } from '../rules/resolution.ts'
import type { Counts, Resolution, Task, Vote } from '../rules/rows.ts'
import { totalOf } from '../rules/tally.ts'
import { type TaskFacts, type TaskState, task } from '../rules/task.ts'
import { resolutionAccess, taskAccess } from './access.ts'
import { goesTo, mayTake } from './goes-to.ts'
import { lawNow } from './law-now.ts'
import {
  insertResolution,
  insertTask,
  loadResolution,
  loadTask,
  patchResolution,
  patchTask,
  readResolution,
  readTask,
} from './store-resolution.ts'
import { RULE, written } from './written.ts'

type Input = Record<string, unknown>
type Asked = { readonly clause: number; readonly org: string; readonly until: string }

const resolutionFacts = ({ row, input, now }: Moment<Resolution, Input>): ResolutionFacts => {
  const today = isoDay(dayOf(now))
  const tasks = (Array.isArray(input.tasks) ? input.tasks : []) as Asked[]
  return {
    reserved: row.reserved !== null,
    grants: row.reserved === null && row.concerns === MANDATE,
    goesToFit: mayTake(goesTo(row.concerns, input, today), row.concerns, input, today),
    everyClause: row.clauses.every((_, at) => tasks.some(({ clause }) => clause === at + 1)),
    ownersKnown: tasks.every(({ org }) => findOrg(org)?.county === row.unitCode.slice(0, 6)),
    datesAhead: tasks.every(({ until }) => dayNumber(until) >= dayOf(now)),
    open: row.open,
  }
}

/** 决议 D14. */
export const resolutionSubject: Subject<ResolutionState, ResolutionFacts, Resolution> = {
  kind: 'resolution',
  series: 'R',
  rule: RULE,
  procedure: resolution,
  access: resolutionAccess,
  load: loadResolution,
  read: readResolution,
  insert: insertResolution,
  patch: patchResolution,
  facts: resolutionFacts,
  standing: (state, row, at) => {
    const turn =
      state === 'adopted'
        ? seatOf(row.body)
        : state === 'signed'
          ? (orgFor(at.unitCode, 'village', 'committee') ?? null)
          : null
    return {
      holderOrg: turn,
      holder: null,
      dueAt:
        turn === null ? null : dueAt(at.sinceAt, limitOf(lawNow(at.unitCode, at.sinceAt), 'handover'), at.calendar),
      alarm: null,
      pausedFor: null,
      supervised: false,
    }
  },
  units: () => [],
}

/** What a vote that passed opens: the resolution, with whose decision it is by law (X1, X4). */
export const resolutionOpening = (from: {
  readonly id: string
  readonly vote: string
  readonly row: Vote
  readonly title: string
  readonly concerns: string
  readonly capacity: Capacity
}): NewSubject<Resolution> => ({
  subject: resolutionSubject,
  id: from.id,
  title: from.title,
  unitCode: from.row.unitCode,
  category: categoryOf(from.row.body),
  parent: from.row.meeting,
  capacity: from.capacity,
  row: {
    vote: from.vote,
    meeting: from.row.meeting,
    topic: from.row.topic,
    unitCode: from.row.unitCode,
    body: from.row.body,
    title: from.title,
    text: from.row.text,
    clauses: from.row.clauses,
    concerns: from.concerns,
    reserved: reservedFor(kindOf(from.row.body), from.concerns),
    digest: null,
    signature: null,
    signedBy: null,
    signedAt: null,
    handedAt: null,
    tasks: 0,
    open: 0,
  },
  data: { vote: from.vote, meeting: from.row.meeting, topic: from.row.topic, text: from.row.text },
})

type Laid = { readonly meeting: string; readonly present: number }
const taskFacts = ({ row, actor, input, now }: Moment<Task, Input>): TaskFacts => {
  const laid = input.laid as Laid | undefined
  const hands = input.hands as Counts | undefined
  const confirmed =
    hands !== undefined &&
    laid !== undefined &&
    verdictOn(lawNow(row.unitCode, now), ...confirmationOf(row.body, laid.present, hands)).met
  return {
    text: written(input, 'text'),
    evidence: written(input, 'evidence'),
    reason: written(input, 'reason'),
    until: typeof input.until === 'string' && input.until > row.until && dayNumber(input.until) >= dayOf(now),
    laidNow: laid !== undefined,
    handsFit: hands !== undefined && totalOf(hands) <= (laid?.present ?? 0),
    membersConfirm: confirmed,
    actorClaimed: row.claimedBy !== null && row.claimedBy === actor.account,
  }
}

/** 决议任务 D15: it stands in its owner's inbox, until the members strike it off. */
export const taskSubject: Subject<TaskState, TaskFacts, Task> = {
  kind: 'task',
  series: 'K',
  rule: RULE,
  procedure: task,
  access: taskAccess,
  load: loadTask,
  read: readTask,
  insert: insertTask,
  patch: patchTask,
  facts: taskFacts,
  standing: (state, row) => {
    const due = closeOf(dayNumber(row.until))
    const open = state === 'assigned' || state === 'doing'
    return {
      holderOrg: open ? row.org : state === 'claimed' ? seatOf(row.body) : null,
      holder: null,
      dueAt: state === 'struck' ? null : due,
      alarm: open && !row.reminded ? { at: due + 60_000, act: 'remind' } : null,
      pausedFor: null,
      supervised: false,
    }
  },
  units: (row) => [row.org],
}
