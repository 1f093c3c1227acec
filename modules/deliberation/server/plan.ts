import { invalid } from '@gongzhi/kernel/problem.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import type { Meeting } from '../rules/rows.ts'

type Plan = {
  readonly title?: string | undefined
  readonly startsAt?: string | undefined
  readonly venue?: string | undefined
  readonly venueKind?: Meeting['venueKind'] | undefined
  readonly venueNotes?: string | undefined
  readonly agenda?: string[] | undefined
  readonly advisers?: Meeting['advisers'] | undefined
  readonly materials?: Meeting['materials'] | undefined
  readonly urgent?: string | undefined
}

/** What a form says of the plan, as far as it says anything. */
export const planOf = (input: Plan): Partial<Meeting> => {
  const { startsAt, venueNotes, urgent, ...rest } = input
  const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return {
    ...(said as Partial<Meeting>),
    ...(startsAt === undefined ? {} : { startsAt: Date.parse(startsAt) }),
    ...(venueNotes === undefined ? {} : { venueNotes: venueNotes || null }),
    ...(urgent === undefined ? {} : { urgent: urgent || null }),
  }
}

/** Refuses an agenda with topics that are not this body's or have not passed the pre-review; names each by its place. */
export const topicsFit = (
  body: string,
  agenda: readonly string[],
  found: readonly Row[],
  before: readonly string[] = [],
): void => {
  const wrong = agenda.flatMap((id, at) => {
    const topic = found.find((one) => one.id === id)
    const fits = topic?.body === body && (topic.state === 'admitted' || before.includes(id))
    const twice = agenda.indexOf(id) !== at
    return fits && !twice
      ? []
      : [{ pointer: `/body/agenda/${at}`, code: twice ? 'twice' : topic ? 'not-admitted' : 'unknown' }]
  })
  if (wrong.length > 0) throw invalid(wrong)
}
