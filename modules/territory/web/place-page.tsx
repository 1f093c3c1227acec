import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { useNameOf, useT } from '@gongzhi/kernel/web/i18n.ts'
import { DataTable, ErrorNotice, Loading, Notice, Page, SearchBox, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { useGet } from './api.ts'

const Orgs = ({ code }: { code: string }) => {
  const t = useT()
  const { data } = useGet('territory.orgs', { query: { seat: code } })
  return (
    <Slip title={t('work.label.orgs')}>
      {data?.length === 0 && <p className="quiet">{t('work.empty.orgs')}</p>}
      <dl className="facts even">
        {data?.map((org) => (
          <div key={org.id}>
            <dt>{org.name}</dt>
            <dd className="num">
              {org.phone ? <a href={`tel:${org.phone}`}>{org.phone}</a> : t('work.label.noPhoneYet')}
            </dd>
          </div>
        ))}
      </dl>
    </Slip>
  )
}

const Grids = ({ village }: { village: string }) => {
  const t = useT()
  const { data } = useGet('territory.grids', { query: { village } })
  return (
    <section className="stack tight" aria-label={t('work.label.grids')}>
      <h2 className="over">{t('work.label.grids')}</h2>
      {data && (
        <DataTable
          caption={t('work.label.grids')}
          rows={data}
          rowKey={(row) => row.code}
          empty={t('work.empty.grids')}
          columns={[
            {
              id: 'name',
              head: t('work.column.grid'),
              cell: (row) => (
                <>
                  {row.name}
                  <small className="num sub">{row.code}</small>
                </>
              ),
            },
            { id: 'area', head: t('work.column.area'), cell: (row) => row.area },
            { id: 'phone', head: t('work.column.gridPhone'), cell: (row) => row.phone ?? '—' },
            { id: 'supervision', head: t('work.column.supervision'), cell: (row) => row.supervision ?? '—' },
          ]}
        />
      )}
    </section>
  )
}

/** Divisions under one, by their characters or the pinyin of them. */
const FindBelow = ({ code }: { code: string }) => {
  const t = useT()
  const nameOf = useNameOf()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const found = useGet('territory.places', asked ? { query: { parent: code, q: asked } } : undefined)
  return (
    <div className="stack tight">
      <SearchBox
        label={t('work.label.findPlace')}
        button={t('kit.label.search')}
        value={typed}
        onChange={setTyped}
        onSearch={() => setAsked(typed.trim())}
      />
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      <div role="status">
        {found.data?.length === 0 && <p className="quiet">{t('work.empty.search')}</p>}
        {found.data && found.data.length > 0 && (
          <ul className="tiles">
            {found.data.map((one) => (
              <li key={one.code}>
                <Link href={`/places/${one.code}`}>{nameOf(one)}</Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

/** A division: what lies above and below it, its organisations and grids; `posts` puts in who holds which post. */
export const PlacePage = ({ code, posts }: { code: string; posts: ReactNode }) => {
  const t = useT()
  const nameOf = useNameOf()
  const place = useGet('territory.place', { params: { code } })
  const below = useGet(
    'territory.places',
    place.data && place.data.level !== 'village' ? { query: { parent: code } } : undefined,
  )
  if (!place.data)
    return (
      <Page title={t('work.title.places')} back={{ href: '/places' }}>
        <ErrorNotice problem={place.error} onAgain={place.refetch} />
        {place.isPending && <Loading />}
      </Page>
    )
  const { name, path, level, validFrom, validTo, successor } = place.data
  const up = path.filter((one) => one.code !== code && (one.level === 'county' || one.level === 'town'))
  return (
    <Page title={name} note={code} aside={<Orgs code={code} />}>
      {up.length > 0 && (
        <nav aria-label={t('work.label.above')} className="crumbs">
          {up.map((one) => (
            <Link key={one.code} href={`/places/${one.code}`}>
              {nameOf(one)}
            </Link>
          ))}
        </nav>
      )}
      {successor && (
        <Notice title={t('work.label.mergedPlace', { day: formatDay(validTo ?? validFrom) })}>
          <Link href={`/places/${successor.code}`}>{successor.name}</Link>
        </Notice>
      )}
      {level === 'county' && (
        <p className="links">
          <Link href="/studios">{t('work.title.studios')}</Link>
          <Link href="/merges">{t('work.title.merges')}</Link>
          <Link href={`/rules/${code}`}>{t('work.title.rules')}</Link>
        </p>
      )}
      {level === 'village' && !successor && (
        <p className="links">
          <Link href={`/rules/${code}`}>{t('work.title.rules')}</Link>
        </p>
      )}
      {level !== 'village' && <FindBelow code={code} />}
      {below.data && (
        <section aria-label={t('work.label.below')}>
          <h2 className="over">{t('work.label.belowN', { n: below.data.length })}</h2>
          <ul className="tiles">
            {below.data.map((one) => (
              <li key={one.code}>
                <Link href={`/places/${one.code}`}>{nameOf(one)}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {level === 'village' && <Grids village={code} />}
      {posts}
    </Page>
  )
}
