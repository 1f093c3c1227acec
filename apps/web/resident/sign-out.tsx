import { useLocation } from 'wouter'
import { useT } from '../../../kernel/web/i18n.ts'
import { useLeaving } from '../../../kernel/web/outbox/leave-dialog.tsx'
import { call } from './api.ts'
import { useForget } from './session.ts'

/** Ends this session and forgets what it showed; what has not arrived is asked about first. */
export const SignOut = () => {
  const t = useT()
  const forget = useForget()
  const [, go] = useLocation()
  const leaving = useLeaving(async () => {
    await call('identity.sign-out')
    sessionStorage.clear()
    go('/')
    await forget()
  })
  return (
    <>
      <button type="button" aria-busy={leaving.busy} onClick={leaving.press}>
        {t('resident.shell.signOut')}
      </button>
      {leaving.dialog}
    </>
  )
}
