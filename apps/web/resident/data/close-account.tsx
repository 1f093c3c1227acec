import { useState } from 'react'
import { useLocation } from 'wouter'
import { useT } from '../../../../kernel/web/i18n.ts'
import { ActButton, Acts, Checkbox, Dialog, ErrorNotice, toast, useForm } from '../../../../kernel/web/kit/index.ts'
import { useAct } from '../api.ts'
import { useForget } from '../session.ts'

/** Closing the account, asked twice; open matters go on under their query codes. */
export const CloseAccount = () => {
  const t = useT()
  const [, go] = useLocation()
  const forget = useForget()
  const [open, setOpen] = useState(false)
  const close = useAct('identity.close-account', { refresh: [] })
  const form = useForm({
    initial: { sure: false },
    submit: async () => {
      await close.mutateAsync({ body: { sure: true } })
      sessionStorage.clear()
      go('/')
      await forget()
      toast(t('resident.data.closed'))
    },
  })
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {t('resident.data.close')}
      </button>
      <Dialog open={open} title={t('resident.data.close')} onClose={() => setOpen(false)}>
        <p>{t('resident.data.closeNote')}</p>
        <form {...form.props}>
          <Checkbox {...form.check('sure')} required label={t('resident.data.closeSure')} />
          <ErrorNotice problem={form.problem} />
          <Acts>
            <ActButton type="submit" busy={form.busy}>
              {t('resident.data.close')}
            </ActButton>
            <ActButton kind="main" onAct={() => setOpen(false)}>
              {t('resident.data.keep')}
            </ActButton>
          </Acts>
        </form>
      </Dialog>
    </>
  )
}
