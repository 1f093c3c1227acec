import { useState } from 'react'
import { useT } from '../../../kernel/web/i18n.ts'
import { Empty, ErrorNotice, Loading, SearchBox, Select, Slip } from '../../../kernel/web/kit/index.ts'
import { useGet } from './api.ts'
import { useCategories } from './words.ts'

/** 谁负责: by kind or by any word; basis, flow, limit, fee and where to complain. */
export const DutySearch = ({ unit }: { unit: string }) => {
  const t = useT()
  const { list, nameOf } = useCategories()
  const [typed, type] = useState('')
  const [q, search] = useState('')
  const [category, setCategory] = useState('')
  const asked = q !== '' || category !== ''
  const { data, error, isFetching, refetch } = useGet(
    'matters.duties',
    asked ? { query: { unit, q: q || undefined, category: category || undefined } } : undefined,
  )
  return (
    <div className="stack listed">
      <SearchBox
        label={t('resident.help.search')}
        button={t('kit.label.search')}
        value={typed}
        onChange={type}
        onSearch={() => search(typed.trim())}
      />
      <Select
        name="category"
        label={t('resident.help.byKind')}
        value={category}
        onChange={setCategory}
        choices={list.map((one) => ({ value: one.id, label: nameOf(one) }))}
      />
      <ErrorNotice problem={error} onAgain={() => refetch()} />
      {isFetching && !data && <Loading />}
      {data?.length === 0 && <Empty>{t('resident.help.noDuty')}</Empty>}
      {data?.map((duty) => (
        <Slip key={duty.id} title={duty.title} number={t('resident.help.no', { n: duty.no })} level={3}>
          <dl className="facts">
            {(
              [
                ['who', duty.orgName],
                ['basis', duty.basis],
                ['flow', duty.flow],
                ['limit', t(`resident.limit.${duty.limit.unit}`, { n: duty.limit.amount })],
                ['fee', duty.fee],
                ['complaint', duty.complaint],
              ] as const
            ).map(([id, value]) => (
              <div key={id}>
                <dt>{t(`resident.duty.${id}`)}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {duty.mark !== 'found' && <p className="quiet">{t(`resident.mark.${duty.mark}`)}</p>}
        </Slip>
      ))}
    </div>
  )
}
