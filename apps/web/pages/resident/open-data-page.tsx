import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Empty, ErrorNotice, Loading, Page, Select } from '../../../../kernel/web/kit/index.ts'
import { useGet } from '../../resident/api.ts'
import { countyOf, usePlace } from '../../resident/place.ts'

const Years = ({ county }: { county: string }) => {
  const t = useT()
  const { data, error, isPending, refetch } = useGet('open311.years', { query: { county } })
  return (
    <>
      {isPending && <Loading />}
      <ErrorNotice problem={error} onAgain={() => refetch()} />
      {data?.length === 0 && <Empty>{t('resident.openData.none')}</Empty>}
      <ul className="row-list">
        {data?.map((year) => (
          <li key={year}>
            <span className="num">{t('resident.openData.year', { year })}</span>
            <a
              className="tall"
              download
              href={`/open-data/requests-${county}-${year}.csv`}
              aria-label={`${t('resident.openData.year', { year })} ${t('resident.openData.file')}`}
            >
              {t('resident.openData.file')}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Open data: what was reported and how it went, a table a year; says what is in it and what never is. */
const OpenDataPage = () => {
  const t = useT()
  const place = usePlace()
  const [search] = useSearchParams()
  const counties = useGet('territory.counties', {})
  const [chosen, choose] = useState<string>()
  const all = counties.data ?? []
  const asked = chosen ?? search.get('county') ?? (place && countyOf(place.code))
  const county = all.some(({ code }) => countyOf(code) === asked) ? asked : all[0] && countyOf(all[0].code)
  return (
    <Page
      title={t('resident.openData.title')}
      note={all.find(({ code }) => countyOf(code) === county)?.name}
      back={{ href: '/', label: t('kit.label.home') }}
    >
      <p>{t('resident.openData.note')}</p>
      <ErrorNotice problem={counties.error} onAgain={() => counties.refetch()} />
      {all.length > 1 && (
        <Select
          name="county"
          required
          label={t('resident.openData.county')}
          value={county ?? ''}
          onChange={choose}
          choices={all.map(({ code, name }) => ({ value: countyOf(code), label: name }))}
        />
      )}
      {county && <Years key={county} county={county} />}
      <section className="section" aria-labelledby="in">
        <h2 id="in">{t('resident.openData.in')}</h2>
        <p>{t('resident.openData.inText')}</p>
      </section>
      <section className="section" aria-labelledby="out">
        <h2 id="out">{t('resident.openData.out')}</h2>
        <p>{t('resident.openData.outText')}</p>
      </section>
      <section className="section" aria-labelledby="developers">
        <h2 id="developers">{t('resident.openData.developers')}</h2>
        <p>{t('resident.openData.developersText')}</p>
        <a className="tall" href="/open311/discovery.json">
          {t('resident.openData.discovery')}
        </a>
      </section>
    </Page>
  )
}

export default OpenDataPage
