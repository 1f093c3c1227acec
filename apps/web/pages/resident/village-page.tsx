import { RecordSeal, useRecordWords } from '@gongzhi/record/web'
import { useState } from 'react'
import { Link } from 'wouter'
import { formatDay } from '../../../../kernel/web/day.ts'
import { useNameOf, useT } from '../../../../kernel/web/i18n.ts'
import { Empty, ErrorNotice, Loading, Page, Slip, Tabs } from '../../../../kernel/web/kit/index.ts'
import { PageTools } from '../../../../kernel/web/kit/page-tools.tsx'
import { useGet, useMore } from '../../resident/api.ts'
import { useCategories } from '../../resident/words.ts'

const Handled = ({ unit }: { unit: string }) => {
  const t = useT()
  const { named } = useCategories()
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useMore(
    'matters.public-list',
    { query: { unit } },
    (reply) => (reply.next ? { before: reply.next } : undefined),
  )
  if (isPending) return <Loading />
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <div className="stack listed">
      <ErrorNotice problem={error} onAgain={() => refetch()} />
      {rows.length === 0 && !error && <Empty>{t('resident.village.none')}</Empty>}
      {rows.map((row) => (
        <Slip key={row.id} title={named(row.category) || row.title} number={row.number}>
          <p className="quiet">{[row.unit.name, row.org].filter(Boolean).join(' · ')}</p>
          {row.outcomeText && <p className="own">{row.outcomeText}</p>}
          <p className="stands">
            <span>
              {formatDay(row.openedOn)} – {formatDay(row.closedOn)}，
              {t(row.workdays > 0 ? 'resident.village.took' : 'resident.village.tookLess', { n: row.workdays })}
            </span>
            <b>
              {row.outcome ? t(`matters.outcome.${row.outcome}`) : ''}
              {row.satisfied === null ? '' : ` · ${t(`resident.village.${row.satisfied ? 'content' : 'notContent'}`)}`}
            </b>
          </p>
          {row.record && <RecordSeal county={unit.slice(0, 6)} record={row.record} />}
        </Slip>
      ))}
      {hasNextPage && (
        <button type="button" className="more" aria-busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t('resident.mine.more')}
        </button>
      )}
    </div>
  )
}

/** What has been handled in the village, its town, its county: what and how, never who. */
const VillagePage = ({ code }: { code: string }) => {
  const t = useT()
  const say = useRecordWords()
  const nameOf = useNameOf()
  const place = useGet('territory.place', /^\d{12}$/.test(code) ? { params: { code } } : undefined)
  const [chosen, choose] = useState<string>()
  const back = { href: '/', label: t('kit.label.home') }
  if (place.error || !/^\d{12}$/.test(code))
    return (
      <Page title={t('resident.village.title')} back={back}>
        <ErrorNotice problem={place.error} />
        <Empty>
          <Link href="/place?to=village">{t('resident.place.choose')}</Link>
        </Empty>
      </Page>
    )
  if (!place.data) return <Loading />
  const here = [place.data, ...place.data.path].filter(
    ({ level }, at, all) =>
      ['village', 'town', 'county'].includes(level) && all.findIndex((one) => one.level === level) === at,
  )
  const order = ['village', 'town', 'county']
  const tabs = [...here]
    .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
    .map((one) => ({ id: one.code, label: nameOf(one) }))
  const shown = chosen ?? place.data.code
  const prefix = { county: 6, town: 9, village: 12, city: 4, province: 2 }
  const level = here.find((one) => one.code === shown)?.level ?? 'village'
  return (
    <Page title={t('resident.village.title')} note={nameOf(place.data)} back={back}>
      <PageTools paper key={shown} />
      <p className="quiet">{t('resident.village.note')}</p>
      <Tabs label={t('resident.village.where')} tabs={tabs} value={shown} onChange={choose}>
        <Handled key={shown} unit={shown.slice(0, prefix[level])} />
      </Tabs>
      <p>
        <Link className="tall" href={`/open-data?county=${place.data.code.slice(0, 6)}`}>
          {t('resident.openData.title')}
        </Link>
      </p>
      <p>
        <Link className="tall" href={`/verify?county=${place.data.code.slice(0, 6)}`}>
          {say('title')}
        </Link>
      </p>
    </Page>
  )
}

export default VillagePage
