/** What is reported: its own word, and the words people use for it. */
type Thing = { readonly zh: string; readonly en: string; readonly says: readonly string[] }
/** The list of things that are reported, by the words used for them, and words so common that they say nothing. */
export type Things = { readonly things: Readonly<Record<string, Thing>>; readonly common: string }

/** What a text is about, by the list. */
export const thingsIn = (text: string, { things }: Things): ReadonlySet<string> =>
  new Set(Object.keys(things).filter((thing) => things[thing]?.says.some((word) => text.includes(word))))

/** Bigrams that tell one report from another: without the common ones. */
export const tellingGrams = (grams: readonly string[], { common }: Things): ReadonlySet<string> =>
  new Set(grams.filter((gram) => !common.includes(gram)))
