// The statistical names are the committees' names; people say the place's name.

const endings: ReadonlyArray<readonly [RegExp, string]> = [
  // 法库县 has 社区村民委员会: a community whose committee is still one of villagers.
  [/社区(?:村民委员会|村委会|居民委员会|居委会|委员会)$/, '社区'],
  [/嘎查(?:村民委员会|村委会|委员会|委会)$/, '嘎查'],
  // Counties differ on whether the 村 of the name is written before 村民委员会: 石龙村村民委员会 and 金林村委会 are both
  // one 村. A village really called 高村村 loses its second 村; that is how it is spoken.
  [/村?(?:村民委员会|村委会)$/, '村'],
  [/居民委员会$/, '居委会'],
  [/街道办事处$/, '街道'],
]

/** Spoken name of a division: 金林村民委员会 → 金林村, 城西社区居民委员会 → 城西社区; other names come back unchanged. */
export function shortName(name: string): string {
  for (const [ending, short] of endings) {
    const at = name.search(ending)
    if (at > 0) return name.slice(0, at) + short
  }
  return name
}
