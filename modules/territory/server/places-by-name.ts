import { inForce, listUnder, type Place } from './places.ts'

/**
 * Places of some stretches that are in force, by every name a table may call them: code, name, short name, without 村 or 社区,
 * each also with the town's name before it. A name that several share has several codes.
 */
export const placesByName = (
  prefixes: readonly string[],
  levels: readonly Place['level'][],
): ReadonlyMap<string, readonly string[]> => {
  const names = new Map<string, Set<string>>()
  const call = (name: string, code: string) => names.set(name, (names.get(name) ?? new Set()).add(code))
  for (const prefix of prefixes) {
    const towns = new Map(
      listUnder(prefix.slice(0, 6))
        .filter(({ level }) => level === 'town')
        .map((town) => [town.code, town]),
    )
    for (const place of listUnder(prefix).filter((one) => inForce(one) && levels.includes(one.level))) {
      const town = place.parent === null ? undefined : towns.get(place.parent)
      for (const name of [place.code, place.name, place.short, place.short.replace(/(村|社区)$/, '')]) {
        call(name, place.code)
        if (town) call(`${town.short}${name}`, place.code)
      }
    }
  }
  return new Map([...names].map(([name, codes]) => [name, [...codes]]))
}
