import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { decidingWords, type Law, type Word } from '../rules/merge.ts'
import { citeOf } from '../rules/pack.ts'
import type { Names } from './api.ts'
import { lastDay } from './last-day.ts'
import { useRuleWords } from './rule-words.ts'
import { TryShare } from './try-share.tsx'
import { useLawWords } from './words.ts'

type Props = { law: Law; id: string; names: Names }

/** One rule: what each pack says, the article, how sure it is; shares can be tried with numbers of one's own. */
export const RuleSlip = ({ law, id, names }: Props) => {
  const t = useT()
  const tell = useLawWords()
  const { aspectOf, asked, days } = useRuleWords(names)
  const deciding = decidingWords(law, id)
  const givenWay = (law.rules.get(id) ?? []).filter((word) => !deciding.includes(word))
  /** From when until when, of what a place set for itself. */
  const daysOf = (word: Word) => {
    const pack = law.packs.find((one) => one.id === word.pack)
    return pack && pack.scope.length >= 6 ? days(pack.from, lastDay(pack.until)) : undefined
  }
  return (
    <Slip title={aspectOf(id)} level={3}>
      {deciding.map((word) => {
        const own = daysOf(word)
        return (
          <div key={word.pack} className="stack tight">
            <p>
              {(deciding.length > 1 || own) && <b>{own ? tell('own.by', { place: word.title }) : `${word.title} `}</b>}
              {asked(word.rule)}
              {'unless' in word.rule && word.rule.unless && `；${word.rule.unless}`}
            </p>
            <small>
              {t('kit.label.basis', { basis: citeOf(word.rule.source) })}
              {' · '}
              {own ?? tell(word.rule.default ? 'mark.default' : `mark.${word.rule.source.mark}`)}
            </small>
            {word.rule.note && <small>{word.rule.note}</small>}
          </div>
        )
      })}
      {givenWay.map((word) => (
        <p key={word.pack} className="quiet">
          {tell('rule.givenWay', { asked: asked(word.rule) })}
        </p>
      ))}
      {deciding.length > 1 && <p className="quiet">{tell('rule.strictest')}</p>}
      {deciding[0]?.rule.kind === 'share' && (
        <details>
          <summary>{tell('try.open')}</summary>
          <TryShare law={law} id={id} names={names} />
        </details>
      )}
    </Slip>
  )
}
