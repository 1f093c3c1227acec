import { needed, reaches } from '@gongzhi/kernel/share.ts'
import type { Law, Word } from './merge.ts'
import { amountOf, shareOf, sharesOf } from './merge.ts'
import type { Condition, Source } from './pack.ts'

/** Numbers of a roll and a sitting, by name: `present`, `members`, `yes` … whole and never negative. */
export type Numbers = Readonly<Record<string, number>>

/** One condition worked out: `count` is there, `need` would be enough. `need` is null where the roll is empty. */
export type Sum = {
  readonly countName: string
  readonly ofName: string
  readonly count: number
  readonly of: number
  readonly need: number | null
  readonly share: Condition['share']
  readonly met: boolean
}

/** What one pack asks: any of its sums is enough. */
export type Clause = {
  readonly met: boolean
  readonly sums: readonly Sum[]
  readonly source: Source
  readonly pack: string
  readonly version: string
}

/** Met or not, the arithmetic in whole numbers, the article and the version of the pack: what is shown, stored and signed. */
export type Verdict = { readonly rule: string; readonly met: boolean; readonly clauses: readonly Clause[] }

const amount = (numbers: Numbers, name: string): number => {
  const value = numbers[name]
  if (value === undefined) throw new RangeError(`no number for ${name}`)
  if (!Number.isInteger(value) || value < 0) throw new RangeError(`${name} is ${value}`)
  return value
}

const sumOf = (condition: Condition, numbers: Numbers): Sum => {
  const [count, of] = [amount(numbers, condition.count), amount(numbers, condition.of)]
  const share = shareOf(condition)
  return {
    countName: condition.count,
    ofName: condition.of,
    count,
    of,
    need: needed(share, of) ?? null,
    share: condition.share,
    met: reaches(share, count, of),
  }
}

/** Whether numbers are known for every condition, or at least for one of a clause's alternatives. */
const known = (condition: Condition, numbers: Numbers): boolean => condition.count in numbers && condition.of in numbers

const clauseOf = (
  { pack, version, rule }: Word<Extract<Word['rule'], { kind: 'share' }>>,
  numbers: Numbers,
): Clause => {
  const sums = rule.anyOf.filter((condition) => known(condition, numbers)).map((condition) => sumOf(condition, numbers))
  return { met: sums.some(({ met }) => met), sums, source: rule.source, pack, version }
}

/**
 * The verdict on a share: every pack's clause has to be met. Throws when no pack speaks of the rule: a decision without a rule
 * is no decision. An alternative whose numbers are not kept counts as not met; no alternative with numbers is a RangeError.
 */
export const verdictOn = (law: Law, rule: string, numbers: Numbers): Verdict => {
  const words = sharesOf(law, rule)
  if (words.length === 0) throw new RangeError(`no rule ${rule} at ${law.place} on ${law.on}`)
  const clauses = words.map((word) => clauseOf(word, numbers))
  const silent = clauses.findIndex(({ sums }) => sums.length === 0)
  if (silent >= 0) throw new RangeError(`no numbers for ${rule} of ${words[silent]?.pack}`)
  return { rule, met: clauses.every(({ met }) => met), clauses }
}

/** Whether an amount (days of notice given, days posted) is enough, or not too much. Undefined when no pack speaks of it. */
export const verdictOnAmount = (law: Law, rule: string, given: number) => {
  const word = amountOf(law, rule)
  if (!word) return undefined
  const { kind, amount: bar, unit, source } = word.rule
  return {
    rule,
    met: kind === 'least' ? given >= bar : given <= bar,
    given,
    bar,
    kind,
    unit,
    source,
    pack: word.pack,
    version: word.version,
  }
}
