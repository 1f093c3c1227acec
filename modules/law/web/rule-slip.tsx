import { useLocale, useSaid, useT } from '@gongzhi/kernel/web/i18n.ts'
import { Slip } from '@gongzhi/kernel/web/kit/index.ts'
import type { Law, Word } from '../rules/merge.ts'
import type { Names } from './api.ts'
import { shareWords } from './share-words.ts'
import { TryShare } from './try-share.tsx'

type Props = { law: Law; id: string; names: Names }

/** One rule: what each pack says, the article, how sure it is; shares can be tried with numbers of one's own. */
export const RuleSlip = ({ law, id, names }: Props) => {
  const t = useT()
  const say = useSaid()
  const english = useLocale() === 'en'
  const nameOf = (roll: string) => (names.rolls[roll] ? say(names.rolls[roll]) : roll)
  const aspect = names.rules[id] ?? names.aspects[id.split('.')[1] ?? '']
  const asked = ({ rule }: Word): string => {
    if (rule.kind === 'share')
      return rule.anyOf
        .map(({ count, of, share }) =>
          t('law.rule.share', { count: nameOf(count), of: nameOf(of), share: shareWords(share, english) }),
        )
        .join(t('law.rule.or'))
    if ('value' in rule) return t(`law.rule.${rule.kind}.${rule.value}`)
    return t(`law.rule.${rule.kind}`, { amount: t(`law.unit.${rule.unit}`, { n: rule.amount }) })
  }
  const words = law.rules.get(id) ?? []
  return (
    <Slip title={aspect ? say(aspect) : id} level={3}>
      {words.map((word) => (
        <div key={word.pack} className="stack tight">
          <p>
            {words.length > 1 && <b>{word.title} </b>}
            {asked(word)}
            {'unless' in word.rule && word.rule.unless && `；${word.rule.unless}`}
          </p>
          <small>
            {t('kit.label.basis', { basis: `${word.rule.source.law} ${word.rule.source.article}` })}
            {' · '}
            {t(`law.mark.${word.rule.source.mark}`)}
          </small>
          {word.rule.note && <small>{word.rule.note}</small>}
        </div>
      ))}
      {words.length > 1 && <p className="quiet">{t('law.rule.strictest')}</p>}
      {words[0]?.rule.kind === 'share' && (
        <details>
          <summary>{t('law.try.open')}</summary>
          <TryShare law={law} id={id} names={names} />
        </details>
      )}
    </Slip>
  )
}
