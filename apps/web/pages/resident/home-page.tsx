import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Door, Doors, Empty, ErrorNotice, Loading, Notice, Page } from '../../../../kernel/web/kit/index.ts'
import { useGet } from '../../resident/api.ts'
import { MatterSlip } from '../../resident/matter-slip.tsx'
import { type Place, usePlace } from '../../resident/place.ts'
import { useSession } from '../../resident/session.ts'
import { SignOut } from '../../resident/sign-out.tsx'

const OpenMatters = () => {
  const t = useT()
  const { data, error, isPending, refetch } = useGet('matters.mine', {})
  if (isPending) return <Loading />
  if (error) return <ErrorNotice problem={error} onAgain={() => refetch()} />
  const open = data.rows.filter((row) => row.closedAt === null)
  return (
    <section className="section" aria-labelledby="open-matters">
      <h2 id="open-matters">{t('resident.home.open')}</h2>
      {open.length === 0 ? (
        <Empty>{t('resident.home.noneOpen')}</Empty>
      ) : (
        open.slice(0, 5).map((row) => <MatterSlip key={row.id} row={row} />)
      )}
    </section>
  )
}

/** Following one matter without an account: the code on the receipt is enough. */
const ByCode = () => {
  const t = useT()
  const [, go] = useLocation()
  const [code, setCode] = useState('')
  return (
    <section className="section" aria-labelledby="by-code">
      <h2 id="by-code">{t('resident.home.byCode')}</h2>
      <form
        className="search"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (code.trim()) go(`/q/${encodeURIComponent(code.trim())}`)
        }}
      >
        <label className="unseen" htmlFor="code">
          {t('resident.code.label')}
        </label>
        <input
          id="code"
          type="search"
          required
          autoComplete="off"
          placeholder="7Q4K-2M9D"
          maxLength={12}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <button type="submit">{t('resident.code.look')}</button>
      </form>
      <p className="quiet">{t('resident.code.hint')}</p>
    </section>
  )
}

const OpenCount = () => {
  const t = useT()
  const { data } = useGet('matters.mine', {})
  const n = data?.rows.filter((row) => row.closedAt === null).length ?? 0
  return n > 0 ? (
    <>
      <b>{t('resident.home.items', { n: data?.next && n === data.rows.length ? `${n}+` : n })}</b>{' '}
      {t('resident.home.inHand')}
    </>
  ) : (
    t('resident.home.mineNote')
  )
}

const PlaceLine = ({ place }: { place: Place | undefined }) => {
  const t = useT()
  const { data } = useGet('territory.place', place && { params: { code: place.code } })
  const county = data?.path.find((one) => one.level === 'county')?.name
  if (place)
    return (
      <Link href="/place">
        {county ? `${county} · ` : ''}
        {t('resident.place.change')}
        <span className="unseen">{t('resident.place.changeFrom', { place: place.name })}</span>
      </Link>
    )
  return <Link href="/place">{t('resident.place.choose')}</Link>
}

const MyLinks = () => {
  const t = useT()
  const { data } = useGet('notices.list', {})
  return (
    <ul className="links" aria-label={t('resident.home.forMe')}>
      <li>
        <Link href="/notices">
          {t('resident.notices.title')}
          <small>{data && data.unread > 0 ? t('resident.notices.unread', { n: data.unread }) : ''}</small>
        </Link>
      </li>
      <li>
        <Link href="/my-data">{t('resident.home.whoLooked')}</Link>
      </li>
      <li>
        <SignOut />
      </li>
    </ul>
  )
}

/** The first page: where I am, what I can do, where my matters stand. */
const HomePage = () => {
  const t = useT()
  const place = usePlace()
  const { session, known, follows } = useSession()
  return (
    <Page
      title={place ? [place.town, place.name].filter(Boolean).join(' · ') : t('resident.home.title')}
      note={<PlaceLine place={place} />}
    >
      {session?.kind === 'staff' && (
        <Notice>
          <a href="/work">{t('resident.home.toDesk')}</a>
        </Notice>
      )}
      <Doors label={t('resident.home.doors')}>
        <Door first href="/report" title={t('resident.report.title')} note={t('resident.home.reportNote')} />
        <Door
          href="/mine"
          title={t('resident.mine.title')}
          note={known ? <OpenCount /> : t('resident.home.mineVisitor')}
        />
        <Door href="/help" title={t('resident.help.title')} note={t('resident.home.helpNote')} />
        <Door
          href={place ? `/village/${place.code}` : '/place?to=village'}
          title={t('resident.village.title')}
          note={t('resident.home.villageNote')}
        />
        <Door href="/talks" title={t('resident.home.talks')} note={t('resident.home.talksNote')} />
        <Door href="/studios" title={t('resident.studios.title')} note={t('resident.home.studiosNote')} />
      </Doors>
      {(known || follows) && <OpenMatters />}
      {known ? (
        <MyLinks />
      ) : (
        <>
          <ByCode />
          <ul className="links" aria-label={t('resident.home.forMe')}>
            <li>
              <Link href="/sign-in">
                {t('resident.signIn.title')}
                <small>{t('resident.home.signInNote')}</small>
              </Link>
            </li>
            {session?.demo && (
              <li>
                <Link href="/demo">
                  {t('resident.demo.title')}
                  <small>{t('resident.demo.note')}</small>
                </Link>
              </li>
            )}
            {follows && (
              <li>
                <SignOut />
              </li>
            )}
          </ul>
        </>
      )}
    </Page>
  )
}

export default HomePage
