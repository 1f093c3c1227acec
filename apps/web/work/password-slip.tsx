import { useState } from 'react'
import { useT } from '../../../kernel/web/i18n.ts'
import { ActButton, Field, Slip, toast, useForm } from '../../../kernel/web/kit/index.ts'
import { useAct } from './api.ts'
import { IdentityProblem } from './identity-problem.tsx'

/** Choosing another password; `first`: the one in hand came on paper and somebody else has seen it. */
export const PasswordSlip = ({ first = false }: { first?: boolean }) => {
  const t = useT()
  const [asked, setOpen] = useState(false)
  const open = asked || first
  const change = useAct('identity.change-password', { refresh: ['identity.'] })
  const form = useForm({
    initial: { old: '', fresh: '' },
    submit: async (body) => {
      await change.mutateAsync({ body })
      toast(t('work.toast.password'))
      form.set('old', '')
      form.set('fresh', '')
      setOpen(false)
    },
  })
  return (
    <Slip title={t('work.label.password')}>
      {first && <p>{t('work.note.firstPassword')}</p>}
      {open ? (
        <form {...form.props}>
          <Field
            {...form.field('old')}
            label={t(first ? 'work.field.firstPassword' : 'work.field.oldPassword')}
            required
            type="password"
            autoComplete="current-password"
          />
          <Field
            {...form.field('fresh')}
            label={t('work.field.newPassword')}
            hint={t('work.hint.newPassword')}
            required
            type="password"
            minLength={10}
            maxLength={200}
            autoComplete="new-password"
          />
          <IdentityProblem problem={form.problem} />
          <ActButton type="submit" kind="main" busy={form.busy}>
            {t('work.label.changePassword')}
          </ActButton>
        </form>
      ) : (
        <ActButton onAct={() => setOpen(true)}>{t('work.label.changePassword')}</ActButton>
      )}
    </Slip>
  )
}
