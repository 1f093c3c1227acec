import { act } from '@gongzhi/kernel/server/act.ts'
import { findOrg } from '@gongzhi/territory/server'
import { assistSubject, orderSubject, whistleSubject } from '../subject.ts'
import { noDoor } from '../system-endpoint.ts'

const successor = (org: string): string => findOrg(org)?.successor ?? org

/** I06: what runs beside a matter moves with its village, and to the units that come after. */
const moving = {
  act: 'move',
  endpoint: noDoor,
  change: ({
    row,
    input,
  }: {
    row: { org: string; byOrg: string | null; aboutOrg: string | null }
    input: unknown
  }) => ({
    unitCode: (input as { into: string }).into,
    org: successor(row.org),
    byOrg: row.byOrg === null ? null : successor(row.byOrg),
    aboutOrg: row.aboutOrg === null ? null : successor(row.aboutOrg),
  }),
  docket: ({ row, input }: { row: { aboutOrg: string | null }; input: unknown }) => ({
    unitCode: (input as { into: string }).into,
    sealedFrom: row.aboutOrg === null ? null : successor(row.aboutOrg),
  }),
} as const

export const moveAssist = act({ subject: assistSubject, ...moving })
export const moveOrder = act({ subject: orderSubject, ...moving })
export const moveWhistle = act({ subject: whistleSubject, ...moving })
