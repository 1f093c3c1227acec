import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { DataTable, ErrorNotice, Loading, Notice, toast } from '@gongzhi/kernel/web/kit/index.ts'
import { useAct, useGet } from './api.ts'
import { SignOnImport } from './sign-on-import.tsx'

/** 统一登录: which staff may sign in with the provider; a file says who is whom. */
export const SignOnPanel = () => {
  const t = useT()
  const found = useGet('identity.sign-on-links', {})
  const unlink = useAct('identity.unlink-account', { refresh: ['identity.sign-on'] })
  if (!found.data)
    return (
      <div className="stack">
        <ErrorNotice problem={found.error} onAgain={found.refetch} />
        {found.isPending && <Loading />}
      </div>
    )
  const { name, claim, rows } = found.data
  if (name === null)
    return (
      <div className="stack">
        <Notice title={t('work.label.noSignOn')}>
          <p>{t('work.note.noSignOn')}</p>
        </Notice>
      </div>
    )
  return (
    <div className="stack">
      <p>{t('work.note.signOn', { name, claim: claim ?? '' })}</p>
      <SignOnImport />
      <ErrorNotice problem={unlink.error} />
      <DataTable
        caption={t('work.label.linked')}
        rows={rows}
        rowKey={(row) => row.account}
        empty={t('work.empty.linked')}
        columns={[
          { id: 'name', head: t('work.column.name'), cell: (row) => row.name ?? '—' },
          { id: 'at', head: t('work.column.linkedAt'), cell: (row) => formatDay(row.linkedAt) },
          {
            id: 'end',
            head: t('identity.act.unlink-sign-on'),
            cell: (row) => (
              <button
                type="button"
                className="worded"
                aria-label={t('work.label.unlinkOf', { name: row.name ?? '' })}
                onClick={() =>
                  unlink.mutate(
                    { params: { account: row.account }, body: {} },
                    { onSuccess: () => toast(t('work.toast.unlinked', { name: row.name ?? '' })) },
                  )
                }
              >
                {t('identity.act.unlink-sign-on')}
              </button>
            ),
          },
        ]}
      />
    </div>
  )
}
