import { useSaid } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, Acts, ErrorNotice, Field, Select, TextArea, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { actCodes, type GoodsKind, goodsList } from '../rules/index.ts'
import { type RuleView, useAct, useGet } from './api.ts'
import { Do } from './do.tsx'
import { readGoods, writeGoods } from './goods-lines.ts'
import { useWords } from './words.ts'

/** A draft: text, what each listed act earns, ceilings, small things. With `rule`, changes that draft. */
export const RuleForm = ({ body, rule, onDone }: { body: string; rule?: RuleView; onDone: () => void }) => {
  const say = useWords()
  const said = useSaid()
  const draft = useAct('points.draft-rule')
  const change = useAct('points.change-rule')
  const clause = (act: string) => rule?.clauses.find((one) => one.act === act)
  const form = useForm<Record<string, string>>({
    initial: {
      title: rule?.title ?? '',
      text: rule?.text ?? '',
      yearMost: String(rule?.yearMost ?? 60),
      kind: rule?.goods[0]?.kind ?? 'household',
      goods: writeGoods(rule?.goods ?? []),
      ...Object.fromEntries(actCodes.map((act) => [`points-${act}`, String(clause(act)?.points ?? '')])),
      ...Object.fromEntries(actCodes.map((act) => [`most-${act}`, String(clause(act)?.most ?? '')])),
    },
    submit: async (v) => {
      const content = {
        title: v.title ?? '',
        text: v.text ?? '',
        yearMost: Number(v.yearMost),
        goods: readGoods(v.goods ?? '', (v.kind ?? 'household') as GoodsKind),
        clauses: actCodes
          .filter((act) => (v[`points-${act}`] ?? '') !== '')
          .map((act) => ({
            act,
            points: Number(v[`points-${act}`]),
            most: Number(v[`most-${act}`] || v.yearMost),
          })),
      }
      if (rule) await change.mutateAsync({ params: { id: rule.id }, body: content })
      else await draft.mutateAsync({ body: { body, ...content } })
      onDone()
    },
    errorWords: (code, name) =>
      code === 'never-for-points' ? say('rule.never') : name === 'goods' ? say('field.goodsWrong') : undefined,
  })
  return (
    <section className="section screen-only" aria-labelledby="draft">
      <h2 id="draft">{say('rule.draft')}</h2>
      <form {...form.props}>
        <Field {...form.field('title')} label={say('field.title')} required minLength={2} maxLength={60} />
        <TextArea {...form.field('text')} label={say('field.text')} required minLength={2} maxLength={8000} rows={8} />
        {actCodes.map((act) => (
          <fieldset key={act}>
            <legend>{say(`did.${act}`)}</legend>
            <Field
              {...form.field(`points-${act}`)}
              label={say('field.points', { act: say(`did.${act}`) })}
              type="number"
              min={1}
              max={100}
            />
            <Field
              {...form.field(`most-${act}`)}
              label={say('field.most', { act: say(`did.${act}`) })}
              type="number"
              min={1}
              max={1000}
            />
          </fieldset>
        ))}
        <Field {...form.field('yearMost')} label={say('field.yearMost')} type="number" min={1} max={1000} required />
        <TextArea {...form.field('goods')} label={say('field.goods')} hint={say('rule.never')} maxLength={1000} />
        <Select
          {...form.field('kind')}
          label={say('field.kind')}
          required
          choices={goodsList.map(({ code, zh, en }) => ({ value: code, label: said({ zh, en }) }))}
        />
        <ErrorNotice problem={form.problem} unmetWords={(id) => say(`unmet.${id}`)} />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy}>
            {say(rule ? 'points-rule.act.change-rule' : 'rule.draft')}
          </ActButton>
          <ActButton onAct={onDone}>{say('cancel')}</ActButton>
        </Acts>
      </form>
    </section>
  )
}

/** What can be done with a draft: change it, put it in force by a resolution, give it up. */
export const RuleActs = ({ rule, body }: { rule: RuleView; body: string }) => {
  const say = useWords()
  const [changing, setChanging] = useState(false)
  const work = useGet('points.work', { query: { body } })
  const choices = (work.data?.resolutions ?? []).map(({ id, number, title }) => ({
    value: id,
    label: `${number} ${title}`,
  }))
  if (changing) return <RuleForm body={body} rule={rule} onDone={() => setChanging(false)} />
  return (
    <Acts>
      <Do
        of="points-rule.adopt-rule"
        endpoint="points.adopt-rule"
        id={rule.id}
        prospects={rule.prospects}
        asks={[{ name: 'resolution', label: say('field.resolution'), choices }]}
        main
      />
      {rule.prospects.some(({ act }) => act === 'change-rule') && (
        <ActButton onAct={() => setChanging(true)}>{say('points-rule.act.change-rule')}</ActButton>
      )}
      <Do of="points-rule.withdraw-rule" endpoint="points.withdraw-rule" id={rule.id} prospects={rule.prospects} />
    </Acts>
  )
}
