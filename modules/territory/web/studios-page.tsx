import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { DataTable, ErrorNotice, Figures, Loading, Page, SearchBox, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { useGet } from './api.ts'

const HOSTS = ['department', 'enterprise', 'town', 'village']

/** 党代表工作室: how many of which host, who has none yet, and each with its hours (B03). */
export const StudiosPage = ({ county }: { county: string }) => {
  const t = useT()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const found = useGet('territory.studios', { query: { county } })
  const { data } = found
  const rows = (data?.studios ?? []).filter(({ name, hostName }) => `${name}${hostName}`.includes(asked))
  return (
    <Page title={t('work.title.studios')} back={{ href: `/places/${county}000000`, label: t('work.title.places') }}>
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      {found.isPending && <Loading />}
      {data && (
        <>
          <Figures
            label={t('work.label.coverage')}
            figures={[
              { id: 'total', value: data.total, label: t('work.label.studiosTotal') },
              ...HOSTS.map((host) => ({ id: host, value: data.byHost[host] ?? 0, label: t(`work.host.${host}`) })),
            ]}
          />
          <Slip title={t('work.label.withoutN', { n: data.without.length })}>
            {data.without.length === 0 ? (
              <p>{t('work.label.allCovered')}</p>
            ) : (
              <p>{data.without.map(({ name }) => name).join(t('work.label.comma'))}</p>
            )}
          </Slip>
          <SearchBox
            label={t('work.label.findStudio')}
            button={t('kit.label.search')}
            value={typed}
            onChange={setTyped}
            onSearch={() => setAsked(typed.trim())}
          />
          <DataTable
            caption={t('work.title.studios')}
            rows={rows}
            rowKey={(row) => row.id}
            empty={t('work.empty.search')}
            columns={[
              {
                id: 'name',
                head: t('work.column.studio'),
                cell: (row) => (
                  <>
                    {row.name}
                    <small className="sub">{t(`work.host.${row.host}`)}</small>
                  </>
                ),
              },
              { id: 'host', head: t('work.column.host'), cell: (row) => row.hostName },
              { id: 'hours', head: t('work.column.hours'), cell: (row) => row.hours },
              { id: 'delegates', head: t('work.column.delegates'), cell: (row) => row.delegates.join('、') },
              { id: 'capacity', head: t('work.column.capacity'), figure: true, cell: (row) => row.capacity },
            ]}
          />
        </>
      )}
    </Page>
  )
}
