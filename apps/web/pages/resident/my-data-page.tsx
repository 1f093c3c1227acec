import { Link } from 'wouter'
import { address } from '../../../../kernel/web/call.ts'
import { formatTime } from '../../../../kernel/web/day.ts'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Empty, ErrorNotice, Loading, Page } from '../../../../kernel/web/kit/index.ts'
import { PageTools } from '../../../../kernel/web/kit/page-tools.tsx'
import { type ReplyOf, useAct, useGet } from '../../resident/api.ts'
import { CloseAccount } from '../../resident/data/close-account.tsx'
import { HeldRow } from '../../resident/data/held-row.tsx'
import { useSession } from '../../resident/session.ts'
import { SignInFirst } from '../../resident/sign-in-first.tsx'
import { said } from '../../resident/words.ts'

const Looks = ({ looks }: { looks: ReplyOf<'identity.my-data'>['looks'] }) => {
  const t = useT()
  return (
    <section className="section" aria-labelledby="looks">
      <h2 id="looks">{t('resident.home.whoLooked')}</h2>
      {looks.length === 0 && <Empty>{t('resident.data.nobodyLooked')}</Empty>}
      <ul className="row-list">
        {looks.map((look) => (
          <li key={`${look.at}${look.field}`}>
            <span>
              {look.org} {look.who}{' '}
              {t('resident.data.looked', { field: said(t, `identity.field.${look.field}`, look.field) })}
              <small className="block">{t('resident.data.reason', { reason: look.reason })}</small>
            </span>
            <small className="num">
              {look.matter ? <Link href={`/m/${look.matter}`}>{formatTime(look.at)}</Link> : formatTime(look.at)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Sessions = () => {
  const t = useT()
  const { data, error } = useGet('identity.sessions', {})
  const end = useAct('identity.end-session', { refresh: ['identity.'] })
  return (
    <section className="section" aria-labelledby="sessions">
      <h2 id="sessions">{t('resident.data.sessions')}</h2>
      <ErrorNotice problem={error ?? end.error} />
      <ul className="row-list">
        {data?.map((one) => (
          <li key={one.id}>
            <span>
              {one.device || t('resident.data.unknownDevice')}
              <small className="block num">{t('resident.data.seen', { time: formatTime(one.seenAt) })}</small>
            </span>
            {one.current ? (
              <small>{t('resident.data.thisOne')}</small>
            ) : (
              <button type="button" className="plain-button" onClick={() => end.mutate({ params: { id: one.id } })}>
                {t('resident.data.end')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

const Mine = () => {
  const t = useT()
  const { session } = useSession()
  const { data, error, isPending, refetch } = useGet('identity.my-data', {})
  if (isPending) return <Loading />
  if (error) return <ErrorNotice problem={error} onAgain={() => refetch()} />
  return (
    <>
      <PageTools paper />
      <section className="section" aria-labelledby="held">
        <h2 id="held">{t('resident.data.held')}</h2>
        <ul className="held-list">
          {data.held.map((held) => (
            <HeldRow key={held.field} held={held} mine={session?.kind === 'resident'} />
          ))}
        </ul>
        <p className="quiet">{t('resident.data.matters', { n: data.matters })}</p>
      </section>
      <Looks looks={data.looks} />
      <Sessions />
      <ul className="links">
        <li>
          <a href={address('identity.export-my-data')[1]} download={t('resident.data.file')}>
            {t('resident.data.export')}
          </a>
        </li>
        {session?.kind === 'resident' && (
          <li>
            <CloseAccount />
          </li>
        )}
      </ul>
    </>
  )
}

/** What is held about me and who looked at it (R18, I7). */
const MyDataPage = () => {
  const t = useT()
  return (
    <Page title={t('resident.data.title')} back={{ href: '/', label: t('kit.label.home') }}>
      <SignInFirst byCode>
        <Mine />
      </SignInFirst>
    </Page>
  )
}

export default MyDataPage
