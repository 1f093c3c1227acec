import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, Checkbox, ErrorNotice, Field, TextArea, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import type { Delivered } from '@gongzhi/kernel/web/outbox/outbox.ts'
import type { View } from '../api.ts'
import { unmetWords } from '../matter-words.tsx'
import { useOrgs } from './use-orgs.ts'
import { useSend } from './use-send.ts'

/** 吹哨: call departments to the spot at an hour (I08). */
export const WhistleForm = ({ view, onDone }: { view: View; onDone: (done: Delivered) => void }) => {
  const t = useT()
  const send = useSend('whistle', view)
  const { town, county } = useOrgs(view)
  const form = useForm({
    initial: { orgs: [] as readonly string[], text: '', place: view.spot ?? view.unit.name, at: '' },
    submit: async ({ orgs, text, place, at }) => {
      // What is typed is the hour of China, whatever the phone's own zone.
      onDone(await send({ orgs, text, place, at: `${at}:00+08:00` }))
    },
  })
  const { orgs } = form.values
  const missing = orgs.length === 0 ? [t('work.unmet.chooseOrg')] : []
  return (
    <form {...form.props}>
      <fieldset className="part">
        <legend>{t('work.field.departments')}</legend>
        <div className="scroll">
          {[...county, ...town].map(({ value, label }) => (
            <Checkbox
              key={value}
              name={`org-${value}`}
              label={label}
              checked={orgs.includes(value)}
              onChange={(on) => form.set('orgs', on ? [...orgs, value] : orgs.filter((one) => one !== value))}
            />
          ))}
        </div>
        {form.errors.orgs && <p className="error">{form.errors.orgs}</p>}
      </fieldset>
      <TextArea
        {...form.field('text')}
        label={t('work.field.whistleText')}
        required
        rows={2}
        minLength={2}
        maxLength={1000}
      />
      <Field {...form.field('place')} label={t('work.field.meetAt')} required minLength={2} maxLength={120} />
      <Field {...form.field('at')} label={t('work.field.meetWhen')} required type="datetime-local" />
      <ErrorNotice problem={form.problem} unmetWords={(id) => unmetWords(id, t)} />
      <ActButton type="submit" kind="main" busy={form.busy} missing={missing}>
        {t('work.label.confirm', { act: t('matters.act.whistle') })}
      </ActButton>
    </form>
  )
}
