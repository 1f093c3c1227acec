import { useLive } from '@gongzhi/notices/web'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useT } from '../../../kernel/web/i18n.ts'
import { ActButton, Dialog, ErrorNotice, Loading, Page, Shell } from '../../../kernel/web/kit/index.ts'
import { KeptLine, OutboxLine } from '../../../kernel/web/outbox/outbox-line.tsx'
import { SignInPage } from '../pages/work/sign-in-page.tsx'
import { call, type Session, useGet } from './api.ts'
import { FirstSteps } from './first-steps.tsx'
import { useEnter, useNoticeEnd, useSession } from './session.ts'
import { SignInForm } from './sign-in-form.tsx'

const SECTIONS = [
  ['/', 'inbox'],
  ['/matters', 'matters'],
  ['/register', 'register'],
  ['/talks', 'talks'],
  ['/receptions', 'receptions'],
  ['/figures', 'figures'],
  ['/duties', 'duties'],
  ['/places', 'places'],
  ['/connections', 'connections'],
] as const
/** Sections for those only who may do this somewhere. */
const NEEDS: Readonly<Record<string, string>> = { figures: 'matters.figures', connections: 'connections.issue-key' }

const Account = ({ session }: { session: Session }) => {
  const t = useT()
  const { data } = useGet('notices.list', {})
  const unread = data?.unread ?? 0
  return (
    <Link className="account" href="/me">
      {session.name ?? t('work.title.me')}
      <span className="num" role="status">
        {unread > 0 && ` ${t('work.label.unread', { n: unread })}`}
      </span>
    </Link>
  )
}

/** A session that ended under an open page: sign in over it, and what was typed stays. */
const Again = ({ before }: { before: Session }) => {
  const t = useT()
  const enter = useEnter()
  const [away, setAway] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const again = async (account: string) => {
    try {
      await enter(await call('identity.demo-sign-in', { body: { account } }), true)
    } catch (thrown) {
      setProblem(thrown)
    }
  }
  return (
    <Dialog open={!away} title={t('work.label.signInAgain')} onClose={() => setAway(true)}>
      <p>{t('work.note.signInAgain')}</p>
      <SignInForm same />
      {before.demo && before.account && (
        <ActButton onAct={() => again(before.account ?? '')}>
          {t('work.label.demoAgain', { name: before.name ?? '' })}
        </ActButton>
      )}
      <ErrorNotice problem={problem} />
    </Dialog>
  )
}

/** The frame of the desk: sections and account for those who work here, else the way in. */
export const Frame = ({ children }: { children: ReactNode }) => {
  const t = useT()
  const { data: session, error, refetch } = useSession()
  const [here] = useLocation()
  useNoticeEnd()
  const before = useRef<Session | undefined>(undefined)
  const staff = session?.kind === 'staff'
  if (staff) before.current = session
  useLive(staff)
  useEffect(() => {
    // On a phone the sections are wider than the screen: the one that is open comes into sight.
    const section = document.querySelector(`.sections a[aria-current="page"]`)
    section?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [here, staff])
  const left = here === '/sign-in'
  if (left) before.current = staff ? session : undefined
  const shown = staff ? session : before.current
  if (!session && !shown)
    return (
      <Shell wide place={t('web.label.desk')}>
        {error ? (
          <Page title={t('web.label.desk')}>
            <ErrorNotice problem={error} onAgain={refetch} />
          </Page>
        ) : (
          <Loading />
        )}
      </Shell>
    )
  if (!shown || left)
    return (
      <Shell wide place={t('web.label.desk')}>
        <SignInPage />
      </Shell>
    )
  if (staff && (session.needsPassword || session.needsTotp))
    return (
      <Shell wide place={t('web.label.desk')}>
        <FirstSteps session={session} />
      </Shell>
    )
  return (
    <Shell
      wide
      place={shown.posts[0]?.place ?? t('web.label.desk')}
      nav={SECTIONS.filter(([, id]) => !(id in NEEDS) || shown.may.includes(NEEDS[id] ?? '')).map(([href, id]) => ({
        href,
        label: t(`work.title.${id}`),
      }))}
      account={<Account session={shown} />}
    >
      <KeptLine />
      {children}
      <OutboxLine />
      {!staff && session && <Again before={shown} />}
    </Shell>
  )
}
