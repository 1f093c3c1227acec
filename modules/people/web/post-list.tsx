import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { DataTable, ErrorNotice } from '@gongzhi/kernel/web/kit/index.ts'
import { useGet } from './api.ts'

/** Posts seated at a division and who holds them. */
export const PostList = ({ seat }: { seat: string }) => {
  const t = useT()
  const found = useGet('people.posts', { query: { seat } })
  return (
    <section className="stack tight" aria-label={t('work.label.posts')}>
      <h2 className="over">{t('work.label.posts')}</h2>
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      {found.data && (
        <DataTable
          caption={t('work.label.posts')}
          rows={found.data}
          rowKey={(row) => row.id}
          href={(row) => `/posts/${row.id}`}
          empty={t('work.empty.posts')}
          columns={[
            {
              id: 'title',
              head: t('work.column.post'),
              cell: (row) => (
                <>
                  {row.title}
                  <small>{row.orgName}</small>
                </>
              ),
            },
            { id: 'holder', head: t('work.column.postHolder'), cell: (row) => row.holder ?? t('work.label.vacant') },
            { id: 'until', head: t('work.column.until'), cell: (row) => (row.until ? formatDay(row.until) : '—') },
          ]}
        />
      )}
    </section>
  )
}
