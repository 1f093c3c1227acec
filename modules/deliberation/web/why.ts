import type { Verdict } from '@gongzhi/law/rules'
import { citeOf } from '@gongzhi/law/web'
import { createContext, useContext } from 'react'
import type { MeetingView } from './api.ts'
import { type Say, useWords } from './words.ts'

/** Words for what stands in the way of an act on this page; a talk says the sum and the article with them. */
export const Why = createContext<((id: string) => string) | undefined>(undefined)

/** Words for what stands in the way, here. */
export const useWhy = (): ((id: string) => string) => {
  const say = useWords()
  return useContext(Why) ?? ((id) => say(`unmet.${id}`))
}

/** The sum that decides a verdict: what is asked, what is there, by which article. */
export const decidingSum = (verdict: Verdict) => {
  const clause = verdict.clauses.find(({ met }) => !met) ?? verdict.clauses[verdict.clauses.length - 1]
  const sum = clause?.sums.find(({ met }) => met) ?? clause?.sums[0]
  return clause && sum ? { clause, sum } : undefined
}

/** Why an act of a talk is refused, with its sum and article: `到场人数不够（应到12，实到7，需8；议事会履职规则 第6条）`. */
export const whyAt =
  (view: MeetingView, say: Say) =>
  (id: string): string => {
    const words = say(`unmet.${id}`)
    const found = decidingSum(view.quorum)
    if (id === 'quorum' && found)
      return say('run.why.quorum', {
        words,
        of: found.sum.of,
        count: found.sum.count,
        need: found.sum.need ?? 0,
        basis: citeOf(found.clause.source),
      })
    if (id === 'notice-long-enough' && view.notice)
      return say('run.why.notice', {
        words,
        given: view.notice.given,
        bar: view.notice.bar,
        basis: citeOf(view.notice.source),
      })
    if (id === 'turns-given') {
      const item = view.items.find(({ current }) => current)
      const had = new Set(item?.turns.filter(({ state }) => ['spoken', 'passed'].includes(state)).map((t) => t.member))
      const left = view.roll.filter(({ here, recused, member }) => here && !recused && !had.has(member))
      const names = left.map(({ name, shown }) => name ?? shown)
      if (names.length > 0) return say('run.why.names', { words, names: names.slice(0, 6).join('、') })
    }
    if (id === 'advice-in') {
      const item = view.items.find(({ current }) => current)
      const names = item?.advisers.map(({ name }) => name).filter((name) => !item.advice.some((a) => a.name === name))
      if (names && names.length > 0) return say('run.why.names', { words, names: names.join('、') })
    }
    return words
  }
