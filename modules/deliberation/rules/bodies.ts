/** Under which name the law packs speak of a body (people's kinds of rolls). */
export const lawNames = {
  council: 'council',
  representatives: 'villagerReps',
  // 村民会议 is held by all who are of age or by one of each household (村民委员会组织法 Art. 26): each roll is a body of its own
  villagers: 'villagersMeeting',
  households: 'villagersMeeting',
  branch: 'branchAssembly',
  collective: 'collectiveMembers',
} as const
export type BodyKind = keyof typeof lawNames
export const bodyKinds = Object.keys(lawNames) as readonly BodyKind[]

/** The kind of a body's id, `510704123206.council`. */
export const kindOf = (body: string): BodyKind => {
  const kind = body.slice(body.indexOf('.') + 1)
  if (!(kind in lawNames)) throw new RangeError(`body ${body}`)
  return kind as BodyKind
}

/** The division a body belongs to, 12 digits. */
export const unitOf = (body: string): string => body.slice(0, 12)

/** The category under which the meetings, votes and promises of a kind of body stand in the docket: null for the council’s. */
export const categoryOfKind = (kind: BodyKind): string | null => (kind === 'council' ? null : kind)
/** The same, of a body. */
export const categoryOf = (body: string): string | null => categoryOfKind(kindOf(body))

/** The organisation in whose hands a body’s meeting is. Those of the law are called by the village committee (Art. 25, 30). */
export const seatOf = (body: string): string => {
  const kind = kindOf(body)
  return `${unitOf(body)}.${kind === 'council' || kind === 'branch' ? kind : 'committee'}`
}
