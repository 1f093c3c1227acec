import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, DataTable, ErrorNotice, Slip, TextArea, toast, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { type ChangeEvent, useState } from 'react'
import { type LinkLine, useAct } from './api.ts'

/** A file of who is whom: looked at line by line first, written when no line is wrong. */
export const SignOnImport = () => {
  const t = useT()
  const look = useAct('identity.preview-links', { refresh: [] })
  const write = useAct('identity.link-accounts', { refresh: ['identity.sign-on'] })
  const [seen, see] = useState<{ text: string; rows: LinkLine[]; wrong: number }>()
  const form = useForm({
    initial: { text: '' },
    submit: async ({ text }) => see({ text, ...(await look.mutateAsync({ body: { text } })) }),
  })
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.currentTarget.files ?? []
    if (file) form.set('text', await file.text())
  }
  const fresh = seen && seen.text === form.values.text ? seen : undefined
  const changes = fresh?.rows.filter(({ change }) => change === 'new' || change === 'moved').length ?? 0
  const send = () =>
    write.mutate(
      { body: { text: form.values.text } },
      {
        onSuccess: ({ linked }) => {
          toast(t('work.toast.linked', { n: linked }))
          see(undefined)
          form.set('text', '')
        },
      },
    )
  return (
    <Slip title={t('work.label.linkFile')}>
      <form {...form.props}>
        <label className="field">
          {t('work.field.linkFile')}
          <input type="file" accept=".csv,text/csv,text/plain" onChange={read} />
        </label>
        <TextArea
          {...form.field('text')}
          label={t('work.field.linkText')}
          hint={t('work.hint.linkText')}
          required
          rows={5}
        />
        <ErrorNotice problem={form.problem} />
        <ActButton type="submit" busy={form.busy}>
          {t('work.label.lookFirst')}
        </ActButton>
      </form>
      {fresh && (
        <div className="stack tight" role="status">
          <p>{t('work.label.linkSum', { n: fresh.rows.length, changes, wrong: fresh.wrong })}</p>
          <DataTable
            caption={t('work.label.linkPreview')}
            rows={fresh.rows}
            rowKey={(row) => String(row.line)}
            columns={[
              { id: 'line', head: t('work.column.line'), cell: (row) => t('work.label.lineN', { n: row.line }) },
              { id: 'name', head: t('work.column.name'), cell: (row) => row.name ?? '—' },
              {
                id: 'what',
                head: t('work.column.linkWhat'),
                cell: (row) =>
                  row.error ? <b>{t(`work.line.${row.error}`)}</b> : t(`work.line.${row.change ?? 'same'}`),
              },
            ]}
          />
          <ErrorNotice problem={write.error} unmetWords={() => t('work.unmet.linesRight')} />
          <ActButton
            kind="main"
            busy={write.isPending}
            missing={fresh.wrong > 0 ? [t('work.unmet.linesRight')] : []}
            onAct={send}
          >
            {t('work.label.linkNow', { n: changes })}
          </ActButton>
        </div>
      )}
    </Slip>
  )
}
