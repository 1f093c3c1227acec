import { useState } from 'react'
import { useT } from '../../../../kernel/web/i18n.ts'
import { ActButton, Dialog, ErrorNotice, Field, toast, useForm } from '../../../../kernel/web/kit/index.ts'
import { type ReplyOf, useAct } from '../api.ts'
import { PlacePicker } from '../place-picker.tsx'
import { said } from '../words.ts'

type Held = ReplyOf<'identity.my-data'>['held'][number]

const NameForm = ({ onDone }: { onDone: () => void }) => {
  const t = useT()
  const correct = useAct('identity.correct-my-data', { refresh: ['identity.'] })
  const form = useForm({
    initial: { name: '' },
    submit: async ({ name }) => {
      await correct.mutateAsync({ body: { name: name.trim() } })
      onDone()
    },
  })
  return (
    <form {...form.props}>
      <Field {...form.field('name')} required autoComplete="name" maxLength={40} label={t('resident.report.name')} />
      <ErrorNotice problem={form.problem} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {t('resident.data.save')}
      </ActButton>
    </form>
  )
}

/** One thing held: what, why, on which basis, until when; correct it or have it removed. */
export const HeldRow = ({ held, mine }: { held: Held; mine: boolean }) => {
  const t = useT()
  const [open, setOpen] = useState(false)
  const withdraw = useAct('identity.withdraw-consent', { refresh: ['identity.'] })
  const correct = useAct('identity.correct-my-data', { refresh: ['identity.'] })
  const field = held.field === 'name' || held.field === 'village' ? held.field : undefined
  const label = said(t, `identity.field.${held.field}`, said(t, `resident.field.${held.field}`, held.field))
  const saved = () => {
    setOpen(false)
    toast(t('resident.data.saved'))
  }
  return (
    <li className="held">
      <p>
        <b>{label}</b>
        <span>{held.value ?? t('resident.data.notGiven')}</span>
      </p>
      <p className="quiet">
        {[said(t, held.why, held.why), said(t, held.basis, held.basis), said(t, held.until, held.until)].join(' · ')}
      </p>
      {mine && field && (
        <p>
          <button
            type="button"
            className="plain-button"
            aria-label={`${t('resident.data.correct')} ${label}`}
            onClick={() => setOpen(true)}
          >
            {t('resident.data.correct')}
          </button>{' '}
          {held.optional && held.value !== null && (
            <button
              type="button"
              className="plain-button"
              aria-label={`${t('resident.data.remove')} ${label}`}
              onClick={() => withdraw.mutate({ body: { field } }, { onSuccess: saved })}
            >
              {t('resident.data.remove')}
            </button>
          )}
        </p>
      )}
      <ErrorNotice problem={withdraw.error ?? correct.error} />
      <Dialog open={open} title={t('resident.data.correct')} onClose={() => setOpen(false)}>
        {field === 'village' ? (
          <PlacePicker onPick={(place) => correct.mutate({ body: { village: place.code } }, { onSuccess: saved })} />
        ) : (
          <NameForm onDone={saved} />
        )}
      </Dialog>
    </li>
  )
}
