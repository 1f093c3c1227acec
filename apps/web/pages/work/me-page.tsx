import { CalendarSlip } from '@gongzhi/documents/web'
import { Link } from 'wouter'
import { formatTime } from '../../../../kernel/web/day.ts'
import { useT } from '../../../../kernel/web/i18n.ts'
import { ActButton, ErrorNotice, Page, Slip } from '../../../../kernel/web/kit/index.ts'
import { useLeaving } from '../../../../kernel/web/outbox/leave-dialog.tsx'
import { useAct, useGet } from '../../work/api.ts'
import { PasswordSlip } from '../../work/password-slip.tsx'
import { useSession } from '../../work/session.ts'
import { useSignOut } from '../../work/sign-out.ts'
import { TotpSlip } from '../../work/totp-slip.tsx'

const Posts = () => {
  const t = useT()
  const { data } = useSession()
  return (
    <Slip title={t('work.label.myPosts')}>
      {data?.posts.length === 0 && <p>{t('work.empty.myPosts')}</p>}
      <dl className="facts">
        {data?.posts.map((post) => (
          <div key={post.id}>
            <dt>{post.title}</dt>
            <dd>
              {post.orgName} <small>{t('work.label.reach', { place: post.place })}</small>
            </dd>
          </div>
        ))}
      </dl>
    </Slip>
  )
}

const Sessions = () => {
  const t = useT()
  const found = useGet('identity.sessions', {})
  const end = useAct('identity.end-session', { refresh: ['identity.sessions'] })
  return (
    <Slip title={t('work.label.sessions')}>
      <ErrorNotice problem={found.error ?? end.error} />
      {found.data?.map((one) => (
        <div key={one.id} className="message">
          <p>
            {one.device || t('work.label.someDevice')} {one.current && <b>{t('work.label.thisOne')}</b>}
            <small className="num">
              {' '}
              {t('work.label.seenAt', { from: formatTime(one.startedAt), at: formatTime(one.seenAt) })}
            </small>
          </p>
          {!one.current && (
            <button
              type="button"
              className="worded"
              aria-label={t('work.label.endSessionOf', { device: one.device || t('work.label.someDevice') })}
              onClick={() => end.mutate({ params: { id: one.id } })}
            >
              {t('work.label.endSession')}
            </button>
          )}
        </div>
      ))}
    </Slip>
  )
}

/** 我的: posts, messages, second factor, password, where I am signed in, the way out. */
const MePage = () => {
  const t = useT()
  const { data: session } = useSession()
  const { data: notices } = useGet('notices.list', {})
  const leaving = useLeaving(useSignOut())
  return (
    <Page title={t('work.title.me')} note={session?.name}>
      <p className="links">
        <Link href="/notices">{t('work.label.noticesN', { n: notices?.unread ?? 0 })}</Link>
      </p>
      <div className="columns">
        <Posts />
        <TotpSlip />
        <PasswordSlip />
        <Sessions />
        <CalendarSlip />
      </div>
      {leaving.dialog}
      <ActButton busy={leaving.busy} onAct={leaving.press}>
        {t('work.label.signOut')}
      </ActButton>
    </Page>
  )
}

export default MePage
