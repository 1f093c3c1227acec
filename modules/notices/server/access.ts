import type { Actor } from '@gongzhi/kernel/reach.ts'

/** Who speaks for a unit when it comes to its work group: they bind it to a robot, and take it away. */
const KEEPERS = [
  'branch-secretary',
  'village-chair',
  'village-clerk',
  'town-leader',
  'town-dispatcher',
  'studio-keeper',
  'department-clerk',
  'unit-worker',
  'county-dispatcher',
  'county-admin',
  'supervisor',
]

/** Whether somebody sits in a unit, and whether they may set its robot. */
export const inUnit = (actor: Actor, org: string): boolean => actor.posts.some((post) => post.org === org)
export const keepsRobot = (actor: Actor, org: string): boolean =>
  actor.posts.some((post) => post.org === org && KEEPERS.includes(post.role))
