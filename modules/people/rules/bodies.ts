/** Kinds of bodies that decide; the law packs name their rules (R1–R4). */
export const bodyKinds = ['villagers', 'households', 'representatives', 'council', 'branch', 'collective'] as const
export type BodyKind = (typeof bodyKinds)[number]

/** The id of a unit's body: `510704123206.council`. */
export const bodyId = (unit: string, kind: BodyKind): string => `${unit}.${kind}`

/** D08: a class a council is put together from; at least so many of it. */
export type MemberClass = { readonly code: string; readonly title: string; readonly least: number }

/** The classes named in the source: 村两委班子、驻村干部、群众代表、新乡贤. How many of each is the village's own word. */
export const councilClasses: readonly MemberClass[] = [
  { code: 'committees', title: '村两委班子', least: 1 },
  { code: 'resident-cadre', title: '驻村干部', least: 0 },
  { code: 'masses', title: '群众代表', least: 1 },
  { code: 'worthies', title: '新乡贤', least: 0 },
]

/** 村民委员会组织法 Art. 29: a representatives' body has the village committee and, four fifths of it or more, representatives. */
export const representativeClasses: readonly MemberClass[] = [
  { code: 'representative', title: '村民代表', least: 1 },
  { code: 'committee', title: '村民委员会成员', least: 0 },
]

/** 村民委员会组织法 Art. 16: who is entered for a committee election, and so who is a villager with a vote. */
export const villagerClasses: readonly MemberClass[] = [
  { code: 'resident', title: '户籍在本村并在本村居住', least: 0 },
  { code: 'away', title: '户籍在本村、不在本村居住，本人表示参加', least: 0 },
  { code: 'joined', title: '户籍不在本村，经村民会议或者村民代表会议同意参加', least: 0 },
]

/** The class most of a roll belong to, where a list may leave it out: villagers who live here, representatives. */
export const usualClass = (kind: BodyKind): string | undefined =>
  kind === 'villagers' ? 'resident' : kind === 'representatives' ? 'representative' : undefined

/** The classes a body of a kind has when nobody says otherwise. */
export const classesOf = (kind: BodyKind): readonly MemberClass[] =>
  kind === 'council'
    ? councilClasses
    : kind === 'representatives'
      ? representativeClasses
      : kind === 'villagers'
        ? villagerClasses
        : []
