import { SaveButton } from '@gongzhi/documents/web'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { Empty, ErrorNotice, Loading, Page, SearchBox, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { type Duty, useGet } from './api.ts'
import { Filter } from './filter.tsx'
import { limitWords } from './limit-words.ts'
import { PlaceFilter } from './list-filters.tsx'
import { useAddress } from './use-address.ts'
import { useCategories } from './use-categories.ts'
import { useReach } from './use-reach.ts'

const DutySlip = ({ duty }: { duty: Duty }) => {
  const t = useT()
  const list = (facts: [string, string][]) => (
    <dl className="facts">
      {facts.map(([id, words]) => (
        <div key={id}>
          <dt>{t(`work.duty.${id}`)}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
  return (
    <Slip title={duty.title} number={t('work.label.dutyNo', { no: duty.no })}>
      {list([
        ['org', duty.orgName],
        ['limit', limitWords(duty.limit, t)],
        ['basis', duty.basis],
      ])}
      <details>
        <summary>{t('work.label.dutyMore')}</summary>
        {list([
          ['flow', duty.flow],
          ['fee', duty.fee],
          ['complaint', duty.complaint],
          ['mark', t(`work.mark.${duty.mark}`)],
        ])}
      </details>
    </Slip>
  )
}

/** 责任清单: who is responsible for what, on what basis, how, by when, at what fee, where to complain (A13). */
const DutiesPage = () => {
  const t = useT()
  const { get, set } = useAddress()
  const { prefix } = useReach()
  const { choices } = useCategories()
  const [typed, setTyped] = useState(get('q'))
  const unit = (get('unit') || prefix).padEnd(12, '0')
  const found = useGet(
    'matters.duties',
    prefix ? { query: { unit, category: get('category') || undefined, q: get('q') || undefined } } : undefined,
  )
  return (
    <Page title={t('work.title.duties')}>
      <SearchBox
        label={t('work.label.findDuty')}
        button={t('kit.label.search')}
        value={typed}
        onChange={setTyped}
        onSearch={() => set({ q: typed.trim() })}
      />
      <div className="filters">
        <PlaceFilter get={get} set={set} within={prefix} />
        <Filter
          label={t('work.field.category')}
          value={get('category')}
          choices={choices}
          onChange={(category) => set({ category })}
        />
      </div>
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      {found.isPending && <Loading />}
      {found.data?.length === 0 && <Empty>{t('work.empty.duties')}</Empty>}
      {(found.data?.length ?? 0) > 0 && (
        <SaveButton list="duties" query={{ unit, category: get('category') || undefined, q: get('q') || undefined }} />
      )}
      <div className="columns">
        {found.data?.map((duty) => (
          <DutySlip key={duty.id} duty={duty} />
        ))}
      </div>
    </Page>
  )
}

export default DutiesPage
