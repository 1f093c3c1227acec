import { DocumentPicker, type Sent } from '@gongzhi/files/web'
import {
  ActButton,
  Acts,
  ErrorNotice,
  Field,
  RadioCards,
  TextArea,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { useLaw, verdictOn } from '@gongzhi/law/web'
import { useState } from 'react'
import { numbersOf, ruleOf } from '../rules/numbers.ts'
import { useAct } from './api.ts'
import { dropDraft, readDraft, useKept } from './draft.ts'
import { chosenIn, GivenMatters } from './given-matters.tsx'
import { VerdictOf } from './verdict-of.tsx'
import { useWords } from './words.ts'

/** A whole number as it is typed; what is none yet is 0. */
const whole = (text = ''): number => (/^\d{1,6}$/.test(text) ? Number(text) : 0)

/** The numbers of the meeting as they are typed. */
const numbersIn = ({ by, entitled, present, yes, no, abstain }: Record<string, string>) => ({
  by: by === 'villagers' ? ('villagers' as const) : ('households' as const),
  entitled: whole(entitled),
  present: whole(present),
  counts: { yes: whole(yes), no: whole(no), abstain: whole(abstain) },
})

/** 登记授权: matters, term, the numbers of the villagers’ meeting; whether they were enough stands there as one types. */
const GiveMandate = ({ unit, onDone }: { unit: string; onDone: () => void }) => {
  const say = useWords()
  const law = useLaw(unit)
  const give = useAct('deliberation.give-mandate')
  const [files, setFiles] = useState<readonly Sent[]>([])
  const draft = `${unit}.mandate`
  const form = useForm<Record<string, string>>({
    initial: readDraft(draft, {
      ...{ chosen: '', on: '', until: '', by: 'households', text: '' },
      ...{ entitled: '', present: '', yes: '', no: '', abstain: '0' },
    }),
    submit: async (values) => {
      const { on = '', until = '', text = '' } = values
      await give.mutateAsync({
        body: {
          ...{ unit, concerns: chosenIn(values.chosen), on, until, text, ...numbersIn(values) },
          files: files.map(({ id, name }) => ({ id, name })),
        },
      })
      dropDraft(draft)
      toast(`${say('mandate.act.give-mandate')} · ${say('done')}`, 2_500)
      onDone()
    },
  })
  useKept(draft, form.values)
  const chosen = chosenIn(form.values.chosen)
  const numbers = numbersIn(form.values)
  const { by, counts } = numbers
  const verdicts =
    law && numbers.entitled > 0
      ? [
          verdictOn(law, ruleOf(by, 'quorum'), numbersOf(by, numbers)),
          verdictOn(law, ruleOf(by, 'pass'), numbersOf(by, numbers, counts)),
        ]
      : []
  const count = (name: string) => (
    <Field {...form.field(name)} label={say(`mandate.${name}`)} type="number" min={0} required />
  )
  return (
    <section className="slip plain">
      <form {...form.props}>
        <GivenMatters chosen={form.values.chosen} onChange={(next) => form.set('chosen', next)} />
        <Field {...form.field('on')} label={say('mandate.on')} type="date" required />
        <Field {...form.field('until')} label={say('mandate.untilDay')} type="date" required />
        <RadioCards
          {...form.field('by')}
          label={say('mandate.by')}
          required
          choices={['households', 'villagers'].map((value) => ({
            value,
            label: say(`bodies.kind.${value}`),
            note: say(`bodies.what.${value}`),
          }))}
        />
        <div className="pair">
          {count('entitled')}
          {count('present')}
        </div>
        <div className="pair">
          {count('yes')}
          {count('no')}
        </div>
        {count('abstain')}
        <div role="status">
          {verdicts.map((verdict, at) => (
            <VerdictOf key={verdict.rule} verdict={verdict} kind={at === 0 ? 'quorum' : 'pass'} />
          ))}
        </div>
        <TextArea {...form.field('text')} label={say('mandate.text')} required minLength={2} maxLength={2000} />
        <DocumentPicker label={say('mandate.papers')} documents={files} onChange={setFiles} />
        <ErrorNotice problem={form.problem} unmetWords={(id) => say(`unmet.${id}`)} />
        <Acts>
          <ActButton
            type="submit"
            kind="main"
            busy={form.busy}
            missing={chosen.length === 0 ? [say('mandate.noConcern')] : []}
          >
            {say('mandate.act.give-mandate')}
          </ActButton>
          <ActButton onAct={onDone}>{say('cancel')}</ActButton>
        </Acts>
      </form>
    </section>
  )
}

export default GiveMandate
