import { fileURLToPath } from 'node:url'
import { everMay } from '@gongzhi/kernel/server/docket.ts'
import type { Module } from '@gongzhi/kernel/server/module.ts'
import { rowsWithoutDocket } from '@gongzhi/kernel/server/verify.ts'
import { access } from './access.ts'
import { endTerm } from './end-term.ts'
import { expire } from './expire.ts'
import { hearMerge } from './hear-merge.ts'
import { moveHolding } from './move-holding.ts'
import { rollActs } from './roll-acts.ts'
import { bodyAccess } from './roll-subjects.ts'
import { rollRoutes } from './rolls.ts'
import type { PeoplePorts } from './routes.ts'
import { routesWith } from './routes.ts'

export type { Appointing } from './appoint.ts'
export { appoint, foresee } from './appoint.ts'
export { endRoll, enterElected, seatElected, takeOff } from './elected.ts'
export { type Entering, type Entry, enterMember, enterMembers } from './enter-member.ts'
export { findKept, keepsRolls, knownOnRoll } from './known-on-roll.ts'
export { takeBackEntry } from './roll-acts.ts'
export { foundBody } from './rolls.ts'
export type { PeoplePorts } from './routes.ts'
export { postsOf } from './routes.ts'
export type { NewPost } from './store.ts'
export { accountsIn, insertPosts, postsAt, postsFilled, postsUnder } from './store.ts'
export { findBody, findSnapshot, membershipsOf, readBody, takeSnapshot } from './store-roll.ts'

/** Posts, who holds them and until when. Terms end by the clock; posts follow a merged village. */
export const people = (ports: PeoplePorts): Module => ({
  id: 'people',
  migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
  routes: [...routesWith(ports), ...rollRoutes(ports)],
  acts: [endTerm, expire, moveHolding, ...rollActs],
  listeners: [hearMerge],
  checks: ['people.holding', 'people.body', 'people.member'].map(rowsWithoutDocket),
  may: (actor) => [
    ...everMay(access, ['appoint', 'end-term', 'open-account'], actor).map((act) => `people.${act}`),
    ...everMay(bodyAccess, ['found-body'], actor).map((act) => `people.${act}`),
  ],
})
