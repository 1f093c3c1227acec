/** A place that an address may name. */
export type Named = { readonly code: string; readonly name: string; readonly short: string; readonly level: string }

/** 官圩镇 is said 官圩 too, 金林村 is said 金林: not shorter than two characters. */
const sayings = ({ name, short }: Named): string[] => {
  const bare = short.replace(/(村|社区|嘎查|镇|乡|苏木|街道)$/, '')
  return [name, short, ...(bare.length >= 2 ? [bare] : [])]
}
/** How much of the address a place explains: the longest of its names found in it. */
const explains = (address: string, place: Named): number =>
  Math.max(0, ...sayings(place).map((name) => (address.includes(name) ? name.length : 0)))

const best = (address: string, places: readonly Named[]): Named[] => {
  const found = places.map((place) => ({ place, n: explains(address, place) })).filter(({ n }) => n > 0)
  const most = Math.max(0, ...found.map(({ n }) => n))
  return found.filter(({ n }) => n === most).map(({ place }) => place)
}

/**
 * The village, else the town, that an address names beyond doubt; undefined when it names none or several: then the county
 * places it. A town that is named rules out villages of the others.
 */
export const placeIn = (address: string, places: readonly Named[]): Named | undefined => {
  const towns = best(
    address,
    places.filter(({ level }) => level === 'town'),
  )
  const town = towns.length === 1 ? towns[0] : undefined
  const villages = best(
    // the name of the town is not a name of its village: 官圩镇 has a 官圩社区
    town ? address.replace(town.short, '').replace(town.name, '') : address,
    places.filter(({ level, code }) => level === 'village' && (!town || code.startsWith(town.code.slice(0, 9)))),
  )
  return villages.length === 1 ? villages[0] : town
}
