/** Somebody as a list names them; `phone` is whatever stands for one telephone, the same for the same. */
export type Entrant = { readonly name: string; readonly household: string | null; readonly phone: string | null }

/** A name without the spaces that lists put between its characters: `陈　伟` is 陈伟. */
export const plainName = (name: string): string => {
  const typed = name.normalize('NFKC').trim()
  return /^[\p{Script=Han}\s·]+$/u.test(typed) ? typed.replace(/\s/g, '') : typed
}

/** `phone-taken`: one phone under two names. `unclear`: one name, and nothing that says whether it is one person. */
export type Relation = 'same' | 'phone-taken' | 'unclear' | 'other'

/** Whether two are one person: a phone is one person's, then a name within a household. */
export const relationOf = (a: Entrant, b: Entrant): Relation => {
  if (a.phone !== null && a.phone === b.phone) return a.name === b.name ? 'same' : 'phone-taken'
  if (a.name !== b.name) return 'other'
  if (a.household !== null && b.household !== null) return a.household === b.household ? 'same' : 'other'
  if (a.phone !== null && b.phone !== null) return 'other'
  const bare = [a, b].every(({ household, phone }) => household === null && phone === null)
  return bare ? 'same' : 'unclear'
}

const WORST: readonly Relation[] = ['phone-taken', 'same', 'unclear']

/** A heap of people in which somebody is looked for by name and phone. */
export const entrants = <E extends Entrant>(first: readonly E[] = []) => {
  const by = new Map<string, E[]>()
  const put = (one: E): void => {
    for (const key of [`n ${one.name}`, ...(one.phone === null ? [] : [`p ${one.phone}`])]) {
      const there = by.get(key)
      if (there) there.push(one)
      else by.set(key, [one])
    }
  }
  /** Those who are or may be the same, or have the same phone. */
  const near = (one: Entrant): E[] => [
    ...new Set([...(by.get(`n ${one.name}`) ?? []), ...(by.get(`p ${one.phone ?? ''}`) ?? [])]),
  ]
  /** What most stands in the way of taking somebody for a new one, and who it is. */
  const find = (one: Entrant): { readonly relation: Relation; readonly of: E } | undefined => {
    const found = near(one).map((of) => ({ relation: relationOf(one, of), of }))
    for (const relation of WORST) {
      const worst = found.find((it) => it.relation === relation)
      if (worst) return worst
    }
    return undefined
  }
  for (const one of first) put(one)
  return { put, find, count: (one: Entrant) => near(one).filter((of) => relationOf(one, of) === 'same').length }
}

/** The day on which somebody born on a day is eighteen (村民委员会组织法 Art. 13). */
export const eighteenOn = (born: string): string => `${Number(born.slice(0, 4)) + 18}${born.slice(4)}`
