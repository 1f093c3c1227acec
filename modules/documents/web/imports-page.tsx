import { formatTime } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { DataTable, Empty, ErrorNotice, Loading, Page, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { type Kind, useAct, useMore } from './api.ts'
import { DropFile } from './drop-file.tsx'
import { FileProblem } from './file-problem.tsx'
import { SaveButtons } from './save-button.tsx'

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** One kind of row: its columns, its template, and the place to drop a file. */
const KindSlip = ({ kind, into }: { kind: Kind; into: string }) => {
  const t = useT()
  const [, go] = useLocation()
  const [problem, setProblem] = useState<unknown>()
  const check = useAct('documents.check')
  const needed = kind.columns.filter(({ required }) => required).map(({ head }) => head)
  const send = async (file: File) => {
    setProblem(undefined)
    try {
      // the type is ours: some systems do not know one for .xlsx
      const body = new Blob([file], { type: SHEET })
      const receipt = await check.mutateAsync({
        query: { kind: kind.id, file: file.name, into },
        body,
        timeout: 300_000,
      })
      go(`/import/${receipt.id}`)
    } catch (thrown) {
      setProblem(thrown)
    }
  }
  return (
    <Slip title={t(`work.import.kind.${kind.id}`)}>
      <p>{t(`work.import.about.${kind.id}`)}</p>
      <p className="quiet">{t('work.import.needed', { heads: needed.join('、') })}</p>
      <DropFile
        label={check.isPending ? t('work.import.reading') : t('work.import.drop')}
        hint={t('work.import.limits')}
        busy={check.isPending}
        onFile={send}
      />
      <FileProblem problem={problem} more={(type) => (type === 'no-heads' ? needed.join('、') : '')} />
      <SaveButtons
        label={t('work.import.template')}
        files={[
          {
            id: 'documents.import-template',
            label: t('work.import.template'),
            input: { params: { kind: kind.id }, query: { into } },
          },
        ]}
      />
      <details>
        <summary>{t('work.import.columns')}</summary>
        <dl className="facts">
          {kind.columns.map(({ head, hint }) => (
            <div key={head}>
              <dt>{head}</dt>
              <dd>{hint}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Slip>
  )
}

/** 导入: what may be brought in from Excel, and what was. */
const ImportsPage = () => {
  const t = useT()
  const [search] = useSearchParams()
  const into = search.get('into') ?? ''
  const found = useMore('documents.imports', { query: into ? { into } : {} }, ({ next }) =>
    next ? { before: next } : undefined,
  )
  const goes = found.data?.pages[0]?.into
  const kinds = found.data?.pages[0]?.kinds ?? []
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Page
      title={t('work.title.import')}
      note={goes?.title}
      back={goes ? { href: goes.href, label: goes.title } : { href: '/matters', label: t('work.title.matters') }}
    >
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      {found.isPending && <Loading />}
      {found.data && kinds.length === 0 && <Empty>{t('work.empty.importKinds')}</Empty>}
      <div className="columns">
        {kinds.map((kind) => (
          <KindSlip key={kind.id} kind={kind} into={into} />
        ))}
      </div>
      <h2 className="over">{t('work.import.log')}</h2>
      {found.data && (
        <DataTable
          caption={t('work.import.log')}
          rows={rows}
          rowKey={(row) => row.id}
          href={(row) => `/import/${row.id}`}
          empty={t('work.empty.imports')}
          more={
            found.hasNextPage
              ? { n: 20, busy: found.isFetchingNextPage, onMore: () => found.fetchNextPage() }
              : undefined
          }
          columns={[
            {
              id: 'file',
              head: t('work.import.file'),
              cell: (row) => (
                <>
                  {row.file || t(`work.import.kind.${row.kind}`)}
                  <small className="num">
                    {row.number} · {formatTime(row.at)}
                  </small>
                </>
              ),
            },
            { id: 'by', head: t('work.import.by'), cell: (row) => row.by },
            { id: 'state', head: t('work.column.step'), cell: (row) => t(`documents.state.${row.state}`) },
            { id: 'rows', head: t('work.import.rows'), figure: true, cell: (row) => row.rows },
            { id: 'done', head: t('work.import.done'), figure: true, cell: (row) => row.done },
          ]}
        />
      )}
    </Page>
  )
}

export default ImportsPage
