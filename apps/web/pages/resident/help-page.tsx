import { useState } from 'react'
import { Link } from 'wouter'
import { formatDay } from '../../../../kernel/web/day.ts'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Empty, ErrorNotice, Loading, Page, Slip, Tabs } from '../../../../kernel/web/kit/index.ts'
import { PageTools } from '../../../../kernel/web/kit/page-tools.tsx'
import { useGet } from '../../resident/api.ts'
import { DutySearch } from '../../resident/duty-search.tsx'
import { countyPlaceOf, type Place, townOf, usePlace } from '../../resident/place.ts'

const Tel = ({ phone }: { phone: string | null }) => {
  const t = useT()
  return phone ? (
    <a className="tel" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
      {phone}
    </a>
  ) : (
    <small>{t('resident.help.noPhone')}</small>
  )
}

const Units = ({ seat, name }: { seat: string; name: string }) => {
  const t = useT()
  const { data, error, isPending, refetch } = useGet('territory.orgs', { query: { seat } })
  return (
    <section className="section" aria-label={name}>
      <h2>{name}</h2>
      {isPending && <Loading />}
      <ErrorNotice problem={error} onAgain={() => refetch()} />
      {data?.length === 0 && <Empty>{t('resident.help.noUnit')}</Empty>}
      <ul className="row-list">
        {data?.map((org) => (
          <li key={org.id}>
            <span>{org.name}</span>
            <Tel phone={org.phone} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const Grids = ({ village }: { village: string }) => {
  const t = useT()
  const { data, error, isPending, refetch } = useGet('territory.grids', { query: { village } })
  return (
    <div className="stack listed">
      {isPending && <Loading />}
      <ErrorNotice problem={error} onAgain={() => refetch()} />
      {data?.length === 0 && <Empty>{t('resident.help.noGrid')}</Empty>}
      {data?.map((grid) => (
        <Slip key={grid.code} title={grid.name} level={3}>
          <p className="quiet">{grid.area}</p>
          <dl className="facts">
            <div>
              <dt>{t('resident.help.gridPhone')}</dt>
              <dd>
                <Tel phone={grid.phone} />
              </dd>
            </div>
            <div>
              <dt>{t('resident.help.supervision')}</dt>
              <dd>
                <Tel phone={grid.supervision} />
              </dd>
            </div>
          </dl>
        </Slip>
      ))}
    </div>
  )
}

const Posts = ({ seat, name }: { seat: string; name: string }) => {
  const t = useT()
  const { data, error, isPending, refetch } = useGet('people.posts', { query: { seat } })
  return (
    <section className="section" aria-label={name}>
      <h2>{name}</h2>
      {isPending && <Loading />}
      <ErrorNotice problem={error} onAgain={() => refetch()} />
      {data?.length === 0 && <Empty>{t('resident.help.noPost')}</Empty>}
      <ul className="row-list">
        {data?.map((post) => (
          <li key={post.id}>
            <span>
              {post.title} <small className="block">{post.orgName}</small>
            </span>
            <span>
              {post.holder ?? t('resident.help.vacant')}
              {post.holder && post.until && (
                <small className="block num">{t('resident.help.until', { day: formatDay(post.until) })}</small>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Found = ({ place }: { place: Place }) => {
  const t = useT()
  const [tab, setTab] = useState('duties')
  const { data } = useGet('territory.place', { params: { code: place.code } })
  const county = data?.path.find((one) => one.level === 'county')?.name ?? t('resident.place.county')
  const seats: [string, string][] = [
    [place.code, place.name],
    [townOf(place.code), place.town || t('resident.place.town')],
    [countyPlaceOf(place.code), county],
  ]
  const tabs = ['duties', 'units', 'grids', 'posts'].map((id) => ({ id, label: t(`resident.help.${id}`) }))
  return (
    <>
      <PageTools paper key={tab} />
      <Tabs label={t('resident.help.title')} tabs={tabs} value={tab} onChange={setTab}>
        {tab === 'duties' && <DutySearch unit={place.code} />}
        {tab === 'grids' && <Grids village={place.code} />}
        {(tab === 'units' || tab === 'posts') && (
          <div className="stack listed">
            {seats.map(([seat, name]) =>
              tab === 'units' ? (
                <Units key={seat} seat={seat} name={name} />
              ) : (
                <Posts key={seat} seat={seat} name={name} />
              ),
            )}
          </div>
        )}
      </Tabs>
    </>
  )
}

/** 找人办事: who is responsible, which number to call, whose grid this is, who holds which post. */
const HelpPage = () => {
  const t = useT()
  const place = usePlace()
  return (
    <Page title={t('resident.help.title')} note={place?.name} back={{ href: '/', label: t('kit.label.home') }}>
      {place ? (
        <Found key={place.code} place={place} />
      ) : (
        <Empty>
          <p>{t('resident.place.first')}</p>
          <Link className="tall" href="/place?to=help">
            {t('resident.place.choose')}
          </Link>
        </Empty>
      )}
      <Link className="tall" href="/rules">
        {t('resident.help.rules')}
      </Link>
    </Page>
  )
}

export default HelpPage
