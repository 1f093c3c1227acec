import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { useLocale, useSaid } from '@gongzhi/kernel/web/i18n.ts'
import type { Rule } from '../rules/pack.ts'
import type { Names } from './api.ts'
import { shareWords } from './share-words.ts'
import { useLawWords } from './words.ts'

type Said = { readonly zh: string; readonly en: string } | undefined

/** Says what a rule asks for, by its numbers, and what it is called. */
export const useRuleWords = (names: Names) => {
  const tell = useLawWords()
  const say = useSaid()
  const english = useLocale() === 'en'
  const nameIn = (said: Said, id: string) => (said ? say(said) : id)
  const aspectOf = (id: string) => nameIn(names.rules[id] ?? names.aspects[id.split('.')[1] ?? ''], id)
  return {
    aspectOf,
    /** 议事会 · 提前通知 */
    nameOf: (id: string) => `${nameIn(names.bodies[id.split('.')[0] ?? ''], id)} · ${aspectOf(id)}`,
    rollOf: (roll: string) => nameIn(names.rolls[roll], roll),
    asked: (rule: Rule): string => {
      if (rule.kind === 'share')
        return rule.anyOf
          .map(({ count, of, share }) =>
            tell('rule.share', {
              count: nameIn(names.rolls[count], count),
              of: nameIn(names.rolls[of], of),
              share: shareWords(share, english),
            }),
          )
          .join(tell('rule.or'))
      if ('value' in rule) return tell(`rule.${rule.kind}.${rule.value}`)
      return tell(`rule.${rule.kind}`, { amount: tell(`unit.${rule.unit}`, { n: rule.amount }) })
    },
    /** 自11月28日（周六）起，至12月31日（周四）为止; `until`: the last day. */
    days: (from: string, until: string | null): string =>
      until === null
        ? tell('own.from', { from: formatDay(from) })
        : tell('own.fromUntil', { from: formatDay(from), until: formatDay(until) }),
  }
}
