import { standardPostIds, standardPosts } from '@gongzhi/people/rules'
import type { NewPost } from '@gongzhi/people/server'
import { type DivisionLevel, organisationId, organisationKinds, organisationName } from '@gongzhi/territory/rules'
import type { LoadedOrganisation } from '@gongzhi/territory/server'

export type Unit = { readonly code: string; readonly name: string; readonly level: DivisionLevel }

/** The organisations that divisions begin with. Nobody invents a telephone number: the unit's own comes with its people. */
export const organisationsOf = (units: readonly Unit[]): LoadedOrganisation[] =>
  units.flatMap((unit) =>
    organisationKinds(unit.level).map((kind) => ({
      county: unit.code.slice(0, 6),
      seat: unit.code,
      kind,
      name: organisationName(unit.level, kind, unit),
      phone: null,
    })),
  )

/** The posts that divisions begin with. */
export const postsOf = (units: readonly Unit[]): NewPost[] =>
  units.flatMap((unit) => {
    const { level } = unit
    if (level !== 'county' && level !== 'town' && level !== 'village') return []
    const prefix = unit.code.slice(0, { county: 6, town: 9, village: 12 }[level])
    return standardPosts[level].flatMap((post) => {
      const org = organisationId(unit.code, post.kind)
      return standardPostIds(org, post).map((id) => ({ id, org, role: post.role, title: post.title, prefix }))
    })
  })
