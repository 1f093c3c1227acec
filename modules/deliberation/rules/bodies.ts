/** Under which name the law packs speak of a body (people's kinds of rolls). */
export const lawNames = {
  council: 'council',
  representatives: 'villagerReps',
  villagers: 'villagersMeeting',
  branch: 'branchAssembly',
  collective: 'collectiveMembers',
} as const
export type BodyKind = keyof typeof lawNames

/** The kind of a body's id, `510704123206.council`. */
export const kindOf = (body: string): BodyKind => {
  const kind = body.slice(body.indexOf('.') + 1)
  if (!(kind in lawNames)) throw new RangeError(`body ${body}`)
  return kind as BodyKind
}

/** The division a body belongs to, 12 digits. */
export const unitOf = (body: string): string => body.slice(0, 12)
