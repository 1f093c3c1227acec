import { organisationKinds } from '@gongzhi/territory/rules'
import { expect, test } from 'vitest'
import { roles } from './roles.ts'
import { standardPostIds, standardPosts } from './standard-posts.ts'

test.each(['county', 'town', 'village'] as const)(
  'every standard post of a %s sits in an organisation it has, in a role of its level',
  (level) => {
    const kinds = organisationKinds(level)
    for (const { kind, role, title } of standardPosts[level]) {
      expect(kinds, title).toContain(kind)
      expect(roles[level] as readonly string[], title).toContain(role)
    }
  },
)

test('no two standard posts have one id', () => {
  for (const posts of Object.values(standardPosts)) {
    const ids = posts.flatMap((one) => standardPostIds(`441226000000.${one.kind}`, one))
    expect(new Set(ids).size).toBe(ids.length)
  }
})
