import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, DataTable, ErrorNotice, Loading, Page, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { useGet } from './api.ts'
import { MergeForm } from './merge-form.tsx'

/** Village mergers of the county, done and to do. */
export const MergesPage = ({ county, mayMerge }: { county: string; mayMerge: boolean }) => {
  const t = useT()
  const [open, setOpen] = useState(false)
  const found = useGet('territory.merges', {})
  return (
    <Page title={t('work.title.merges')} back={{ href: `/places/${county}000000`, label: t('work.title.places') }}>
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      {found.isPending && <Loading />}
      {found.data && (
        <DataTable
          caption={t('work.title.merges')}
          rows={found.data}
          rowKey={(row) => row.id}
          empty={t('work.empty.merges')}
          columns={[
            {
              id: 'number',
              head: t('work.column.merge'),
              cell: (row) => (
                <>
                  {row.into.name}
                  <small className="num sub">{row.number}</small>
                </>
              ),
            },
            {
              id: 'from',
              head: t('work.column.mergeFrom'),
              cell: (row) => row.from.map(({ short }) => short).join('、'),
            },
            { id: 'on', head: t('work.column.on'), cell: (row) => formatDay(row.on) },
            { id: 'people', head: t('work.column.people'), figure: true, cell: (row) => row.people },
            { id: 'matters', head: t('work.column.movedMatters'), figure: true, cell: (row) => row.matters },
          ]}
        />
      )}
      {open ? (
        <Slip title={t('work.label.newMerge')}>
          <MergeForm county={county} onDone={() => setOpen(false)} />
        </Slip>
      ) : (
        mayMerge && <ActButton onAct={() => setOpen(true)}>{t('work.label.newMerge')}</ActButton>
      )}
    </Page>
  )
}
