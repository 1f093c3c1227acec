import { notYours } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { findSupport } from './store.ts'

type Said = { readonly member?: string | undefined }

/** Whose support it is: one's own, or that of a member without a phone, as the secretary writes it down (P13). */
export const supporter = {
  reads: (input: Said, actor: Actor, id: string) => [findSupport(actor.county, id, input.member ?? actor.account)],
  finds: (read: readonly (readonly Row[])[]) => ({ supports: (read[0]?.length ?? 0) > 0 }),
  guard: ({ input, actor }: { readonly input: Said; readonly actor: Actor }) => {
    if (input.member !== undefined && !actor.posts.some(({ role }) => role === 'council-secretary'))
      throw notYours('support')
  },
}
