/** A place that an address may name. */
export type Named = { readonly code: string; readonly name: string; readonly short: string; readonly level: string }

/** 官圩镇 is said 官圩 too, 金林村 is said 金林: not shorter than two characters. */
const sayings = ({ name, short }: Named): string[] => {
  const bare = short.replace(/(村|社区|嘎查|镇|乡|苏木|街道)$/, '')
  return [...new Set([name, short, ...(bare.length >= 2 ? [bare] : [])])]
}

/** Places by each way of saying them, the longest first. */
const byName = (places: readonly Named[]): [string, Named[]][] => {
  const named = new Map<string, Named[]>()
  for (const place of places)
    for (const saying of sayings(place)) named.set(saying, [...(named.get(saying) ?? []), place])
  return [...named].sort(([a], [b]) => b.length - a.length)
}

/**
 * The village, else the town, that an address names beyond doubt; undefined when it names none or several: then the county
 * places it. What a longer name has explained is no shorter name any more, so 上河村 is not 河村; a name of a town and a
 * village is the town's; a town that is named rules out the villages of others.
 */
export const placeIn = (address: string, places: readonly Named[]): Named | undefined => {
  let rest = address
  const found = new Set<Named>()
  for (const [saying, meant] of byName(places)) {
    if (!rest.includes(saying)) continue
    rest = rest.replaceAll(saying, '|')
    const towns = meant.filter(({ level }) => level === 'town')
    for (const place of towns.length > 0 ? towns : meant) found.add(place)
  }
  const towns = [...found].filter(({ level }) => level === 'town')
  const town = towns.length === 1 ? towns[0] : undefined
  const villages = [...found].filter(
    ({ level, code }) => level === 'village' && (!town || code.startsWith(town.code.slice(0, 9))),
  )
  return villages.length === 1 ? villages[0] : town
}
