import type { Statement } from '@gongzhi/kernel/server/db.ts'
import type { NoticeKind, RobotLine } from '../rules/index.ts'
import { afterQuiet, DEFAULTS } from '../rules/index.ts'
import { toldAtOnce } from '../rules/schedule.ts'
import { newId } from './new-id.ts'
import { insertNotice } from './store.ts'
import { queueForRobot } from './store-message.ts'

/** What a module tells one person. `at`, `dueAt` in ms. */
export type Telling = {
  readonly county: string
  /** Null for somebody without an account: `phoneEnc`, or a clerk with paper, reaches them. */
  readonly account: string | null
  readonly subject: string
  readonly number: string
  /** Read in the app only, by this person only. */
  readonly title: string
  readonly kind: string
  readonly is: NoticeKind
  readonly at: number
  readonly level?: string | null
  readonly dueAt?: number | null
  /** Left with the subject, instead of the account's own; sealed by identity. */
  readonly phoneEnc?: string | null
  /** One message per thing: a second one with the same word is not sent. */
  readonly once?: string
  /** For required kinds: who sends, and where its subject lies, for who may see the receipt. */
  readonly receipt?: {
    readonly org: string
    readonly unitCode: string
    readonly sealedFrom: string | null
    /** The sender may read who; else it is the reporter. */
    readonly named: boolean
  }
}

/**
 * A message to one person: stands in the transaction of the listener that knows the receivers. It is in the app at once;
 * what else goes out, and when, is decided after the commit by what the person wants.
 */
export const noticeStatement = ({ is, receipt, ...n }: Telling): Statement =>
  insertNotice({
    ...n,
    id: newId(n.at),
    sort: is.sort,
    tell: is.tell ?? null,
    next: is.next ?? null,
    level: n.level ?? null,
    dueAt: n.dueAt ?? null,
    once: n.once ?? null,
    phoneEnc: n.phoneEnc ?? null,
    required: is.required === true && receipt !== undefined,
    named: receipt?.named ?? false,
    senderOrg: receipt?.org ?? null,
    unitCode: receipt?.unitCode ?? null,
    sealedFrom: receipt?.sealedFrom ?? null,
  })

const MINUTE = 60_000

/** A line into the work group of a unit, if it has a robot there; number, category and deadline. `now` in ms. */
export const robotStatement = (m: {
  readonly county: string
  readonly org: string
  readonly line: RobotLine
  readonly level: string | null
  readonly now: number
}): Statement => {
  const due = toldAtOnce(m.level) ? m.now : afterQuiet(m.now, DEFAULTS.staff)
  return queueForRobot({
    county: m.county,
    id: newId(m.now),
    org: m.org,
    line: m.line,
    due: Math.ceil((due + 1) / MINUTE) * MINUTE,
  })
}
