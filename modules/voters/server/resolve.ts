import { openName } from '@gongzhi/identity/server'
import { invalid } from '@gongzhi/kernel/problem.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { findOnRoll } from '../rules/index.ts'
import { readListed } from './store.ts'

/** What an act finds in its reads it finds more than once: names are opened the first time. */
const once = <T>(open: (crypto: Crypto, rows: readonly Row[]) => T) => {
  const known = new WeakMap<readonly Row[], T>()
  return (crypto: Crypto, rows: readonly Row[]): T => {
    const found = known.get(rows) ?? open(crypto, rows)
    known.set(rows, found)
    return found
  }
}

/** Lines with their names opened, struck ones left out. */
export const openLines = once((crypto, rows) =>
  rows
    .map(readListed)
    .filter(({ struck }) => !struck)
    .map((line) => ({ ...line, name: openName(crypto, line.nameEnc) })),
)

/** Villagers who are not on a posted roll yet, numbered as they would be. */
export const openVillagers = once((crypto, rows) =>
  rows.map((row, n) => ({
    no: n + 1,
    member: row.id as string,
    name: openName(crypto, row.name_enc as string),
    class: row.class as string | null,
    household: row.household as string | null,
    woman: row.woman as boolean,
  })),
)

type Line = {
  readonly no: number
  readonly name: string
  readonly class: string | null
  readonly household: string | null
}
/** Who is meant by each of the words at a pointer of the input; a 400 that names each that is not known, or stands there twice. */
export const whoIsMeant = <L extends Line>(
  said: readonly string[],
  lines: readonly L[],
  pointer: (n: number) => string,
): L[] => {
  const errors: { pointer: string; code: string }[] = []
  const found = said.flatMap((who, n) => {
    const one = findOnRoll(who, lines)
    if ('wrong' in one) {
      errors.push({ pointer: pointer(n), code: one.wrong })
      return []
    }
    return lines.filter(({ no }) => no === one.no)
  })
  if (errors.length > 0) throw invalid(errors)
  return [...new Map(found.map((line) => [line.no, line])).values()]
}
