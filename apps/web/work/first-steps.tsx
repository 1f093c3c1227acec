import { useLocation } from 'wouter'
import { useT } from '../../../kernel/web/i18n.ts'
import { ActButton, Page } from '../../../kernel/web/kit/index.ts'
import { call, type Session } from './api.ts'
import { PasswordSlip } from './password-slip.tsx'
import { useLeave } from './session.ts'
import { TotpSlip } from './totp-slip.tsx'

/** The first sign-in: a password of one's own, then the second factor. Nothing else opens before (R19). */
export const FirstSteps = ({ session }: { session: Session }) => {
  const t = useT()
  const leave = useLeave()
  const [, go] = useLocation()
  const signOut = async () => {
    await call('identity.sign-out')
    go('/sign-in')
    await leave()
  }
  return (
    <Page title={t('work.title.firstSteps')} note={session.name ?? undefined}>
      <div className="narrow-column stack">
        <p>{t('work.note.firstSteps')}</p>
        {session.needsPassword ? <PasswordSlip first /> : <TotpSlip />}
        <ActButton onAct={signOut}>{t('work.label.signOut')}</ActButton>
      </div>
    </Page>
  )
}
