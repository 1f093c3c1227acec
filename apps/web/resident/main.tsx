import words from 'virtual:words/resident'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useT } from '../../../kernel/web/i18n.ts'
import { Shell } from '../../../kernel/web/kit/index.ts'
import { start } from '../start.tsx'
import { routes } from './routes.tsx'
import { useSession } from './session.ts'
import './resident.css'

const Account = () => {
  const t = useT()
  const { session, known, waiting } = useSession()
  if (waiting) return null
  return known ? (
    <Link className="account" href="/my-data" title={t('resident.shell.account')}>
      {session?.name ?? t('resident.shell.me')}
    </Link>
  ) : (
    <Link className="account" href="/sign-in">
      {t('resident.shell.signIn')}
    </Link>
  )
}

const Frame = ({ children }: { children: ReactNode }) => {
  const t = useT()
  return (
    <Shell place={t('web.label.app')} account={<Account />}>
      {children}
    </Shell>
  )
}

start({ base: '', words, routes, frame: (page) => <Frame>{page}</Frame> })
