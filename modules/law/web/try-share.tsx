import { useLocale, useSaid } from '@gongzhi/kernel/web/i18n.ts'
import { Field, Verdict } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { decidingWords, type Law } from '../rules/merge.ts'
import { citeOf } from '../rules/pack.ts'
import { verdictOn } from '../rules/verdict.ts'
import type { Names } from './api.ts'
import { shareWords } from './share-words.ts'
import { useLawWords } from './words.ts'

/** Numbers of one's own on a share: what is needed, whether it is met, by which article. */
export const TryShare = ({ law, id, names }: { law: Law; id: string; names: Names }) => {
  const tell = useLawWords()
  const say = useSaid()
  const english = useLocale() === 'en'
  const [typed, type] = useState<Readonly<Record<string, string>>>({})
  const conditions = decidingWords(law, id).flatMap(({ rule }) => (rule.kind === 'share' ? rule.anyOf : []))
  const rolls = [...new Set(conditions.flatMap(({ of, count }) => [of, count]))]
  const numbers = Object.fromEntries(rolls.map((name) => [name, Number(typed[name] ?? 0)]))
  const nameOf = (roll: string) => (names.rolls[roll] ? say(names.rolls[roll]) : roll)
  const verdict = verdictOn(law, id, numbers)
  const sums = verdict.clauses.flatMap(({ sums: all, source }) => all.map((sum) => ({ ...sum, source })))
  return (
    <div className="stack">
      <div className="stack tight">
        {rolls.map((name) => (
          <Field
            key={name}
            name={`${id}.${name}`}
            label={nameOf(name)}
            required
            inputMode="numeric"
            maxLength={6}
            value={typed[name] ?? ''}
            onChange={(text) => type({ ...typed, [name]: text.replace(/\D/g, '') })}
          />
        ))}
      </div>
      {sums
        .filter(({ of }) => of > 0)
        .map((sum) => (
          <Verdict
            key={`${sum.source.law}${sum.countName}${sum.ofName}`}
            level={3}
            title={nameOf(sum.countName)}
            total={sum.of}
            count={sum.count}
            need={sum.need ?? 0}
            totalLabel={nameOf(sum.ofName)}
            countLabel={nameOf(sum.countName)}
            rule={shareWords(sum.share, english)}
            met={sum.met}
            result={tell(sum.met ? 'try.met' : 'try.unmet')}
            basis={citeOf(sum.source)}
          />
        ))}
    </div>
  )
}
