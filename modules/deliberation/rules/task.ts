import { procedure, type Requirement, stay } from '@gongzhi/kernel/procedure.ts'

/*
 * 逐一销号 (D15): what a resolution promised, one by one. Done is what the members confirm at their next talk, upon evidence; more
 * time is given by them too, with the reason on the record.
 */

export type TaskState = 'assigned' | 'doing' | 'claimed' | 'struck'

export type TaskFacts = {
  readonly text: boolean
  readonly evidence: boolean
  readonly reason: boolean
  readonly until: boolean
  /** Laid before a meeting that sits now. */
  readonly laidNow: boolean
  readonly handsFit: boolean
  readonly membersConfirm: boolean
  /** I2: nobody confirms their own work. */
  readonly actorClaimed: boolean
}

const says = (id: string, met: (f: TaskFacts) => boolean): Requirement<TaskFacts> => ({ id, asked: true, met })
const holds = (id: string, met: (f: TaskFacts) => boolean): Requirement<TaskFacts> => ({ id, met })

const textStated = says('text-stated', (f) => f.text)
const evidenceStated = says('evidence-stated', (f) => f.evidence)
const reasonStated = says('reason-stated', (f) => f.reason)
const untilAhead = says('date-ahead', (f) => f.until)
const handsFit = says('hands-fit', (f) => f.handsFit)
const membersConfirm = says('members-confirm', (f) => f.membersConfirm)
const laidNow = holds('laid-before-the-meeting', (f) => f.laidNow)
const notOwnWork = holds('not-own-work', (f) => !f.actorClaimed)

const OPEN = ['assigned', 'doing', 'claimed'] as const satisfies readonly TaskState[]

export const task = procedure<TaskState, TaskFacts>()({
  id: 'deliberation.task',
  opens: 'assign',
  initial: 'assigned',
  final: ['struck'],
  acts: {
    report: { from: ['assigned', 'doing'], to: 'doing', requires: [textStated] },
    claim: { from: ['assigned', 'doing'], to: 'claimed', requires: [evidenceStated] },
    'strike-off': { from: ['claimed'], to: 'struck', requires: [laidNow, notOwnWork, handsFit, membersConfirm] },
    'not-done': { from: ['claimed'], to: 'doing', requires: [laidNow, reasonStated] },
    extend: { from: OPEN, to: stay, requires: [laidNow, reasonStated, untilAhead] },
    remind: { from: OPEN, to: stay, requires: [], system: true },
  },
})
