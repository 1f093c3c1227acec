import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { useLocale, useT } from '@gongzhi/kernel/web/i18n.ts'
import {
  ActButton,
  Acts,
  ErrorNotice,
  Field,
  RadioCards,
  Select,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import type { Law, Word } from '../rules/merge.ts'
import { type Condition, citeOf } from '../rules/pack.ts'
import { scopeOfPlace } from '../rules/settable.ts'
import { shareBelow } from '../rules/stricter.ts'
import { type OwnReply, useAct } from './api.ts'
import { useRuleWords } from './rule-words.ts'
import { shareWords } from './share-words.ts'
import { useLaw, useNames } from './use-law.ts'
import { useLawWords } from './words.ts'

const tomorrow = () => isoDay(dayOf(Date.now()) + 1)

/** The shares that are written in rules of councils; those outside the bounds are not offered. */
const SHARES: readonly Condition['share'][] = [
  [1, 2, 'inclusive'],
  [1, 2, 'strict'],
  [3, 5, 'inclusive'],
  [2, 3, 'inclusive'],
  [3, 4, 'inclusive'],
  [4, 5, 'inclusive'],
]
const inBounds = (share: Condition['share'], bounds: readonly [Condition['share'], Condition['share']]) =>
  !shareBelow(share, bounds[0]) && !shareBelow(bounds[1], share)

type Names = NonNullable<ReturnType<typeof useNames>>
type Props = { own: OwnReply; onDone: () => void }

/** What holds now and why, word by word. */
const Holds = ({ words, names }: { words: readonly Word[]; names: Names }) => {
  const t = useT()
  const say = useLawWords()
  const { asked } = useRuleWords(names)
  return (
    <div className="notice" role="status">
      <strong>{say('own.holds')}</strong>
      <ul>
        {words.map((word) => (
          <li key={word.pack}>
            {word.title} {asked(word.rule)}
            <small> {t('kit.label.basis', { basis: citeOf(word.rule.source) })}</small>
          </li>
        ))}
      </ul>
      <p className="quiet">{say(words.every(({ rule }) => rule.default) ? 'own.free' : 'own.tighten')}</p>
    </div>
  )
}

const Form = ({ own, law, names, onDone }: Props & { law: Law; names: Names }) => {
  const say = useLawWords()
  const english = useLocale() === 'en'
  const { nameOf, asked } = useRuleWords(names)
  const draft = useAct('law.draft-rule')
  const place = own.place.code
  const mine = new Set(law.packs.filter(({ scope }) => scope.length >= scopeOfPlace(place).length).map(({ id }) => id))
  /** What is said above the place; a default only where nobody else speaks. */
  const wider = (id: string) => {
    const words = (law.rules.get(id) ?? []).filter(({ pack }) => !mine.has(pack))
    const said = words.filter(({ rule }) => !rule.default)
    return said.length > 0 ? said : words
  }
  const choices = own.settable.filter(({ id }) => wider(id).length > 0)
  const form = useForm({
    initial: { rule: '', amount: '', share: '', value: '', document: '', article: '', from: tomorrow(), until: '' },
    submit: async ({ rule, amount, share, value, document, article, from, until }) => {
      const stated =
        kind === 'share'
          ? { share: JSON.parse(share) as [number, number, 'inclusive' | 'strict'] }
          : kind === 'flag'
            ? { value: value === 'true' }
            : { amount: Number(amount) }
      await draft.mutateAsync({
        body: { place, rule, ...stated, document, article, from, ...(until ? { until } : {}) },
      })
      toast(say('own.done.drafted'))
      onDone()
    },
  })
  const { rule } = form.values
  const held = rule ? wider(rule) : []
  const like = held[0]?.rule
  const kind = like?.kind === 'share' ? 'share' : like && 'value' in like ? 'flag' : 'amount'
  const bounds = own.settable.find(({ id }) => id === rule)
  const unmetWords = (unmet: string) => {
    if (unmet === 'not-looser')
      return say('own.looser', {
        holds: held.map((word) => `${citeOf(word.rule.source)}：${asked(word.rule)}`).join('；'),
      })
    if (unmet === 'within-bounds' && bounds?.amount)
      return say('own.bounds', { least: bounds.amount[0], most: bounds.amount[1] })
    return say(`requirement.${unmet}`)
  }
  return (
    <form {...form.props}>
      <Select
        {...form.field('rule')}
        label={say('own.rule')}
        required
        choices={choices.map(({ id }) => ({ value: id, label: nameOf(id) }))}
      />
      {held.length > 0 && <Holds words={held} names={names} />}
      {like && kind === 'amount' && (
        <Field
          {...form.field('amount')}
          label={say(`own.amount.${like.kind}`)}
          suffix={'unit' in like ? say(`unit.${like.unit}`, { n: '' }).trim() : ''}
          required
          inputMode="numeric"
          pattern="\d+"
          maxLength={4}
        />
      )}
      {like && kind === 'share' && (
        <Select
          {...form.field('share')}
          label={say('own.share')}
          required
          choices={SHARES.filter((share) => !bounds?.share || inBounds(share, bounds.share)).map((share) => ({
            value: JSON.stringify(share),
            label: shareWords(share, english),
          }))}
        />
      )}
      {like && kind === 'flag' && (
        <RadioCards
          {...form.field('value')}
          label={say('own.flag')}
          required
          choices={['false', 'true'].map((value) => ({ value, label: say(`rule.${like.kind}.${value}`) }))}
        />
      )}
      <Field
        {...form.field('document')}
        label={say('own.document')}
        hint={say('own.documentHint')}
        required
        minLength={2}
        maxLength={120}
      />
      <Field
        {...form.field('article')}
        label={say('own.article')}
        hint={say('own.articleHint')}
        required
        maxLength={60}
      />
      <Field
        {...form.field('from')}
        label={say('own.fromDay')}
        hint={say('own.fromHint')}
        type="date"
        required
        min={tomorrow()}
      />
      <Field {...form.field('until')} label={say('own.untilDay')} type="date" min={form.values.from} />
      <ErrorNotice problem={form.problem} unmetWords={unmetWords} />
      <Acts>
        <ActButton type="submit" kind="main" busy={form.busy}>
          {say('own.keepDraft')}
        </ActButton>
        <ActButton onAct={onDone}>{say('own.cancel')}</ActButton>
      </Acts>
    </form>
  )
}

/** 定一条: which rule, what holds now and why, the value, the document, the days; kept as a draft first. */
export const SetRule = (props: Props) => {
  const place = scopeOfPlace(props.own.place.code)
  const [law, names] = [useLaw(place, tomorrow()), useNames(place, tomorrow())]
  return law && names ? <Form {...props} law={law} names={names} /> : null
}
