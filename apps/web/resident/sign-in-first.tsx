import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { useT } from '../../../kernel/web/i18n.ts'
import { Empty, Loading } from '../../../kernel/web/kit/index.ts'
import { useSession } from './session.ts'

/** Shows its children to somebody signed in (`byCode`: also to the holder of a query code); others learn how to get in. */
export const SignInFirst = ({ byCode, children }: { byCode?: boolean; children: ReactNode }) => {
  const t = useT()
  const [here] = useLocation()
  const { known, follows, waiting } = useSession()
  if (waiting) return <Loading />
  if (known || (byCode && follows)) return children
  return (
    <Empty>
      <p>{t('resident.signIn.first')}</p>
      <p>
        <Link className="tall" href={`/sign-in?back=${encodeURIComponent(here)}`}>
          {t('resident.signIn.title')}
        </Link>
      </p>
      <p>
        <Link className="tall" href="/">
          {t('resident.signIn.orCode')}
        </Link>
      </p>
    </Empty>
  )
}
