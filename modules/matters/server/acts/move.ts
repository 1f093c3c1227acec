import { act } from '@gongzhi/kernel/server/act.ts'
import { findOrg } from '@gongzhi/territory/server'
import { matter } from '../subject.ts'
import { noDoor } from '../system-endpoint.ts'

/** What a closed organisation has become. */
const successor = (org: string): string => findOrg(org)?.successor ?? org

/** I06: the village became part of another; the open matter and its holders move along, the history stays. */
export const move = act({
  subject: matter,
  act: 'move',
  endpoint: noDoor,
  change: ({ row, input }) => ({
    unitCode: input.into as string,
    firstOrg: successor(row.firstOrg),
    leadOrg: row.leadOrg === null ? null : successor(row.leadOrg),
    aboutOrg: row.aboutOrg === null ? null : successor(row.aboutOrg),
  }),
  docket: ({ row, input }) => ({
    unitCode: input.into as string,
    sealedFrom: row.aboutOrg === null ? null : successor(row.aboutOrg),
  }),
})
