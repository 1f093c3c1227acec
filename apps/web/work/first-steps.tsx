import { useT } from '../../../kernel/web/i18n.ts'
import { ActButton, Page } from '../../../kernel/web/kit/index.ts'
import type { Session } from './api.ts'
import { PasswordSlip } from './password-slip.tsx'
import { useSignOut } from './sign-out.ts'
import { TotpSlip } from './totp-slip.tsx'

/** The first sign-in: a password of one's own, then the second factor. Nothing else opens before (R19). */
export const FirstSteps = ({ session }: { session: Session }) => {
  const t = useT()
  const signOut = useSignOut()
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
