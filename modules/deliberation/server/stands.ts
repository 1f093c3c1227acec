import { notYours } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import type { Stands } from './meeting-subject.ts'
import { findMember, findSelf } from './store-room.ts'

/** The row that `findSelf` or `findMember` answered. */
export const standsIn = (read: readonly (readonly Row[])[]): Stands | undefined => read[0]?.[0] as Stands | undefined

/** For acts of a member: how whoever acts stands in the room. */
export const selfIn = {
  reads: (_input: unknown, actor: Actor, id: string) => [findSelf(actor.county, id, actor.account)],
  finds: (read: readonly (readonly Row[])[]) => ({ self: standsIn(read) }),
}

/** For acts about a member: how that member stands in the room. */
export const aboutMember = {
  reads: (input: { member: string }, actor: Actor, id: string) => [findMember(actor.county, id, input.member)],
  finds: (read: readonly (readonly Row[])[]) => ({ about: standsIn(read) }),
}

/** For a member's word that the secretary may write down: about the member named, else about whoever acts. */
export const selfOrNamed = {
  reads: (input: { member?: string | undefined }, actor: Actor, id: string) => [
    input.member === undefined ? findSelf(actor.county, id, actor.account) : findMember(actor.county, id, input.member),
  ],
  finds: (read: readonly (readonly Row[])[]) => ({ self: standsIn(read) }),
  guard: ({ input, actor }: { readonly input: { member?: string | undefined }; readonly actor: Actor }) => {
    if (
      input.member !== undefined &&
      !actor.posts.some(({ role }) => role === 'council-secretary' || role === 'village-clerk')
    )
      throw notYours('object')
  },
}
