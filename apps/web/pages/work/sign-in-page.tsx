import { useLocation } from 'wouter'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Page } from '../../../../kernel/web/kit/index.ts'
import { useSession } from '../../work/session.ts'
import { DemoPeople, SignInForm } from '../../work/sign-in-form.tsx'
import { SignOn } from '../../work/sign-on.tsx'

/** The way in for people who work here; the address that was asked for opens afterwards. */
export const SignInPage = () => {
  const t = useT()
  const { data: session } = useSession()
  const [here, go] = useLocation()
  const done = () => {
    if (here === '/sign-in') go('/', { replace: true })
  }
  return (
    <Page title={t('work.title.signIn')} aside={session?.demo ? <DemoPeople onDone={done} /> : undefined}>
      <div className="narrow-column stack">
        <SignOn onDone={done} />
        <SignInForm onDone={done} />
      </div>
    </Page>
  )
}
