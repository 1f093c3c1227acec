import {
  ActButton,
  Acts,
  Checkbox,
  ErrorNotice,
  Field,
  RadioCards,
  Select,
  TextArea,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { type Objection, type RollView, useAct } from './api.ts'
import { personOf } from './standing.tsx'
import { useWords } from './words.ts'

const CLASSES = ['resident', 'away', 'joined']

/** 处理决定: who of the committee decided, what, and what changes on the roll. */
export const Decide = ({ one, roll, onDone }: { one: Objection; roll: RollView; onDone: () => void }) => {
  const say = useWords()
  const decide = useAct('voters.decide-objection')
  const [deciders, setDeciders] = useState<readonly string[]>([])
  const form = useForm({
    initial: { accept: '', text: '', no: '', class: 'resident', household: '', woman: false },
    submit: async ({ accept, text, no, class: of, household, woman }) => {
      const change =
        one.kind === 'missing'
          ? { class: of, household, woman }
          : { woman: false, ...(no === '' ? {} : { no: Number(no) }) }
      await decide.mutateAsync({
        params: { id: one.id },
        body: { accept: accept === 'yes', text, deciders: [...deciders], ...(accept === 'yes' ? { change } : {}) },
      })
      toast(say('objection.decided'))
      onDone()
    },
  })
  const accepted = form.values.accept === 'yes'
  const need = roll.decidersNeeded ?? 0
  return (
    <form {...form.props}>
      <fieldset>
        <legend>{say('decide.who')}</legend>
        {roll.committee.map((person) => (
          <Checkbox
            key={person.member}
            name={person.member}
            label={personOf(person)}
            checked={deciders.includes(person.member)}
            onChange={(is) =>
              setDeciders((before) => (is ? [...before, person.member] : before.filter((id) => id !== person.member)))
            }
          />
        ))}
        <p className="num" role="status">
          {say('decide.need', { of: roll.committee.length, need, n: deciders.length })}
        </p>
      </fieldset>
      <RadioCards
        {...form.field('accept')}
        label={say('decide.what')}
        required
        choices={[
          { value: 'yes', label: say(`decide.yes.${one.kind}`) },
          { value: 'no', label: say('decide.no') },
        ]}
      />
      {accepted && one.kind !== 'missing' && (
        <Field {...form.field('no')} label={say('decide.number')} type="number" min={1} required />
      )}
      {accepted && one.kind === 'missing' && (
        <>
          <Select
            {...form.field('class')}
            label={say('lines.class')}
            required
            choices={CLASSES.map((code) => ({ value: code, label: say(`class.${code}`) }))}
          />
          <Field {...form.field('household')} label={say('lines.household')} maxLength={40} />
          <Checkbox {...form.check('woman')} label={say('decide.woman')} />
        </>
      )}
      <TextArea
        {...form.field('text')}
        label={say('decide.text')}
        hint={say('decide.public')}
        required
        minLength={2}
        maxLength={500}
      />
      <ErrorNotice problem={form.problem} unmetWords={(id) => say(`unmet.${id}`)} />
      <Acts>
        <ActButton type="submit" kind="main" busy={form.busy}>
          {say('roll-objection.act.decide-objection')}
        </ActButton>
        <ActButton onAct={onDone}>{say('cancel')}</ActButton>
      </Acts>
    </form>
  )
}
