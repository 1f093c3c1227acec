import calls from 'virtual:routes/resident'
import words from 'virtual:words/resident'
import { useLive } from '@gongzhi/notices/web'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useT } from '../../../kernel/web/i18n.ts'
import { Shell } from '../../../kernel/web/kit/index.ts'
import { KeptLine, OutboxLine } from '../../../kernel/web/outbox/outbox-line.tsx'
import { start } from '../start.tsx'
import { useGet } from './api.ts'
import { routes } from './routes.tsx'
import { useSession } from './session.ts'
import './resident.css'

const Account = () => {
  const t = useT()
  const { session, known, waiting } = useSession()
  const { data } = useGet('notices.list', known ? {} : undefined)
  if (waiting) return null
  if (known && data && data.unread > 0)
    return (
      <Link className="account" href="/notices">
        <b role="status">{t('resident.notices.unread', { n: data.unread })}</b>
      </Link>
    )
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
  useLive(useSession().known)
  return (
    <Shell place={t('web.label.app')} account={<Account />}>
      <KeptLine />
      {children}
      <OutboxLine />
    </Shell>
  )
}

start({ base: '', words, calls, routes, frame: (page) => <Frame>{page}</Frame> })
