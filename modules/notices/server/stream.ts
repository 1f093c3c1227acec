import { media } from '@gongzhi/kernel/endpoint.ts'
import { notFound, Problem } from '@gongzhi/kernel/problem.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { endpoints } from '../contract.ts'
import type { Hub } from './hub.ts'
import { ownAccount } from './preference.ts'

/**
 * Handles GET /notices/stream: the events of the one who asks and of nobody else, for as long as the session stands. 503 when
 * this process carries as many as it can: the page polls then.
 */
export const stream =
  (hub: Hub) =>
  async ({ env, actor, caller, lastEventId }: Context<typeof endpoints.stream>) => {
    const account = ownAccount(actor)
    if (caller.session === null) throw notFound()
    const out = hub.subscribe(env, {
      county: actor.county,
      account,
      session: caller.session,
      orgs: [...new Set(actor.posts.map((post) => post.org))],
      last: lastEventId,
    })
    if (!out) throw new Problem(503, 'too-many-streams')
    return { raw: out, type: media.events, cache: 'no-store, no-transform' }
  }
