import type { AccessTable } from '@gongzhi/kernel/server/docket.ts'

/** The county's administrators fill and clear posts anywhere in it, a town's leader in the town. */
export const access: AccessTable<'appoint' | 'end-term' | 'expire' | 'move' | 'open-account'> = {
  see: [{ roles: 'any', reach: 'subtree' }, { party: true }],
  appoint: [
    { roles: ['county-admin'], reach: 'subtree' },
    { roles: ['town-leader'], reach: 'subtree' },
  ],
  'end-term': [
    { roles: ['county-admin'], reach: 'subtree' },
    { roles: ['town-leader'], reach: 'subtree' },
    { party: true },
    // a council elected another chair (D08)
    { system: true },
  ],
  // no subject to reach: whoever fills posts may open the account of the person who comes
  'open-account': [{ roles: ['county-admin', 'town-leader'], reach: 'subtree' }],
  expire: [{ system: true }],
  move: [{ system: true }],
}
