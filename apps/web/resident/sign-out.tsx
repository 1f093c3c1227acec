import { useLocation } from 'wouter'
import { useT } from '../../../kernel/web/i18n.ts'
import { call } from './api.ts'
import { useForget } from './session.ts'

/** Ends this session and forgets what it showed. */
export const SignOut = () => {
  const t = useT()
  const forget = useForget()
  const [, go] = useLocation()
  const leave = async () => {
    await call('identity.sign-out')
    sessionStorage.clear()
    go('/')
    await forget()
  }
  return (
    <button type="button" onClick={leave}>
      {t('resident.shell.signOut')}
    </button>
  )
}
