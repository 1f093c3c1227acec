import { SaveButton } from '@gongzhi/documents/web'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { DataTable, ErrorNotice, Loading, Page, SearchBox } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { Link } from 'wouter'
import { useMore } from './api.ts'
import { LedgerSlip } from './ledger-slip.tsx'
import { ListFilters } from './list-filters.tsx'
import { matterColumns } from './matter-columns.tsx'
import { hrefOf } from './matter-words.tsx'
import { useAddress } from './use-address.ts'
import { useCategories } from './use-categories.ts'
import { useReach } from './use-reach.ts'

const LEVELS = ['consult', 'normal', 'urgent', 'critical'] as const
const some = (value: string) => value || undefined

/** 事项: everything in my reach, newest first, found by any two characters and by filters. */
const ListPage = () => {
  const t = useT()
  const { get, set } = useAddress()
  const { prefix, may } = useReach()
  const { name } = useCategories()
  const [typed, setTyped] = useState(get('q'))
  const open = get('open')
  const query = {
    unit: some(get('unit')),
    state: some(get('state')),
    open: open === 'yes' || open === 'no' ? open : undefined,
    category: some(get('category')),
    level: LEVELS.find((one) => one === get('level')),
    q: some(get('q')),
  } as const
  const found = useMore('matters.list', { query }, ({ next }) => (next ? { before: next } : undefined))
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const more = found.hasNextPage
    ? { n: 20, busy: found.isFetchingNextPage, onMore: () => found.fetchNextPage() }
    : undefined
  return (
    <Page title={t('work.title.matters')}>
      <SearchBox
        label={t('work.label.findMatter')}
        button={t('kit.label.search')}
        value={typed}
        onChange={setTyped}
        onSearch={() => set({ q: typed.trim() })}
      />
      <ListFilters get={get} set={set} within={prefix} />
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      {found.isPending && <Loading />}
      {found.data && (
        <DataTable
          caption={t('work.title.matters')}
          columns={matterColumns(t, name)}
          rows={rows}
          rowKey={(row) => row.id}
          href={(row) => hrefOf(row)}
          empty={t('work.empty.matters')}
          more={more}
        />
      )}
      {rows.length > 0 && (
        <div className="save-row">
          <SaveButton list="matters" query={query} />
          <button type="button" className="more" onClick={() => print()}>
            {t('work.label.printList')}
          </button>
        </div>
      )}
      {may.includes('documents.import') && (
        <p className="links">
          <Link href="/import">{t('work.label.toImport')}</Link>
        </p>
      )}
      {(query.unit ?? prefix) && <LedgerSlip unit={query.unit ?? prefix} category={query.category} />}
    </Page>
  )
}

export default ListPage
