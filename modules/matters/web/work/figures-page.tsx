import { SaveButton } from '@gongzhi/documents/web'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { DataTable, ErrorNotice, Field, Figures, Loading, Notice, Page } from '@gongzhi/kernel/web/kit/index.ts'
import { type Figures as Found, useGet } from './api.ts'
import { PlaceFilter } from './list-filters.tsx'
import { period } from './period.ts'
import { percentWords } from './rate-words.ts'
import { useAddress } from './use-address.ts'
import { useReach } from './use-reach.ts'

const RATES = ['response', 'resolution', 'satisfaction', 'on-time']
const PERIODS = ['30', '90', 'year']

const Rates = ({ data }: { data: Found }) => {
  const t = useT()
  const withheld = data.rates.some(({ percent }) => percent === null)
  return (
    <>
      <Figures
        label={t('work.label.rates')}
        figures={RATES.flatMap((id) => {
          const rate = data.rates.find((one) => one.id === id)
          if (!rate) return []
          const sum = rate.hit === null ? `n=${rate.n}` : `${rate.hit} / ${rate.n}`
          return [{ id, value: percentWords(rate.percent), label: t(`work.rate.${id}`), note: sum }]
        })}
      />
      {withheld && <p className="quiet">{t('work.label.withheld')}</p>}
      <Figures
        label={t('work.label.counts')}
        figures={[
          { id: 'reported', value: data.reported, label: t('work.figure.reported') },
          { id: 'closed', value: data.closed, label: t('work.figure.closed') },
          { id: 'open', value: data.open, label: t('work.figure.openNow') },
          { id: 'overdue', value: data.overdue, label: t('work.figure.overdueNow'), late: data.overdue > 0 },
        ]}
      />
    </>
  )
}

const Units = ({ data }: { data: Found }) => {
  const t = useT()
  type Unit = Found['units'][number]
  const rate = (id: string) => ({
    id,
    head: t(`work.rate.${id}`),
    figure: true,
    cell: (row: Unit) => {
      const found = row.rates.find((one) => one.id === id)
      return found ? (
        <>
          {percentWords(found.percent)} <small>n={found.n}</small>
        </>
      ) : (
        '—'
      )
    },
  })
  return (
    <DataTable
      caption={t('work.label.byUnit')}
      rows={data.units}
      rowKey={(row) => row.unit.code}
      empty={t('work.empty.units')}
      columns={[
        { id: 'unit', head: t('work.column.unitName'), cell: (row) => row.unit.name },
        { id: 'reported', head: t('work.figure.reported'), figure: true, cell: (row) => row.reported },
        { id: 'closed', head: t('work.figure.closed'), figure: true, cell: (row) => row.closed },
        {
          id: 'overdue',
          head: t('work.figure.overdue'),
          figure: true,
          cell: (row) => row.overdue,
          late: (row) => row.overdue > 0,
        },
        { id: 'returned', head: t('work.figure.returned'), figure: true, cell: (row) => row.returned },
        ...RATES.map(rate),
      ]}
    />
  )
}

/** 指标: how well matters are answered, by unit and period, each rate with its n; never by person (P9, B08). */
const FiguresPage = () => {
  const t = useT()
  const { get, set } = useAddress()
  const { prefix } = useReach()
  const std = period('90')
  const from = get('from') || std.from
  const to = get('to') || std.to
  const unit = get('unit') || prefix
  const found = useGet('matters.figures', unit.length >= 6 ? { query: { unit, from, to } } : undefined)
  return (
    <Page title={t('work.title.figures')}>
      <div className="filters">
        <PlaceFilter get={get} set={set} within={prefix} />
        <Field
          name="from"
          label={t('work.field.from')}
          required
          type="date"
          max={to}
          value={from}
          onChange={(day) => set({ from: day })}
        />
        <Field
          name="to"
          label={t('work.field.to')}
          required
          type="date"
          min={from}
          value={to}
          onChange={(day) => set({ to: day })}
        />
      </div>
      <p className="links">
        {PERIODS.map((one) => (
          <button key={one} type="button" className="worded" onClick={() => set(period(one))}>
            {t(`work.period.${one}`)}
          </button>
        ))}
      </p>
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      {found.isPending && <Loading />}
      {found.data && (
        <>
          <Rates data={found.data} />
          <h2 className="over">{t('work.label.byUnit')}</h2>
          <Units data={found.data} />
          {found.data.excluded.length > 0 && (
            <Notice title={t('work.label.excluded')}>
              <ul>
                {found.data.excluded.map(({ ground, n }) => (
                  <li key={ground}>{t('work.label.excludedOf', { ground: t(`matters.ground.${ground}`), n })}</li>
                ))}
              </ul>
            </Notice>
          )}
          <p className="quiet">{t('work.label.howCounted')}</p>
          <SaveButton list="figures" query={{ unit, from, to }} />
        </>
      )}
    </Page>
  )
}

export default FiguresPage
