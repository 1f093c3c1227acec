import { useLocation } from 'wouter'
import { call } from './api.ts'
import { useLeave } from './session.ts'

/** Signs out here, and over there too when the session came from a provider of single sign-on. */
export const useSignOut = () => {
  const leave = useLeave()
  const [, go] = useLocation()
  return async () => {
    const { next } = await call('identity.sign-out')
    if (next) {
      const away = new URL(next)
      away.searchParams.set('post_logout_redirect_uri', `${location.origin}/work/sign-in`)
      location.assign(away.href)
      return
    }
    go('/sign-in')
    await leave()
  }
}
