import type { Actor } from '@gongzhi/kernel/reach.ts'
import { exportAccess } from './access.ts'

const overseers = (exportAccess.see ?? []).flatMap((rule) =>
  'roles' in rule && rule.roles !== 'any' ? [...rule.roles] : [],
)

/** Stretches whose exports and imports somebody may read of. */
export const overseenBy = (actor: Actor): string[] =>
  actor.posts.filter(({ role }) => overseers.includes(role)).map(({ prefix }) => prefix)
