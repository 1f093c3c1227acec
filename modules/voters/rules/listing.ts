/* How the paper roll reads line by line: what is hashed is what hangs on the wall, so that anybody with the paper can check it. */

type Line = {
  readonly no: number
  readonly name: string
  readonly class: string | null
  readonly household: string | null
}

/** The text that is hashed (SHA-256): number, name, household and class, tabs between, a line each, in order of numbers. */
export const rollText = (lines: readonly Line[]): string =>
  [...lines]
    .sort((a, b) => a.no - b.no)
    .map(({ no, name, household, class: of }) => [no, name, household ?? '', of ?? ''].join('\t'))
    .join('\n')

export type Found = { readonly no: number } | { readonly wrong: 'unknown' | 'several' }

/** Whom somebody means by `who`: a number of the roll, or a whole name that stands on it once; with the household where it stands twice. */
export const findOnRoll = (who: string, lines: readonly Line[]): Found => {
  const said = who.trim()
  if (/^\d{1,6}$/.test(said)) {
    const line = lines.find(({ no }) => no === Number(said))
    return line ? { no: line.no } : { wrong: 'unknown' }
  }
  const [name = '', household] = said.split(/[\s,，]+/)
  const same = lines.filter((line) => line.name === name && (household === undefined || line.household === household))
  if (same.length > 1) return { wrong: 'several' }
  const [one] = same
  return one ? { no: one.no } : { wrong: 'unknown' }
}
