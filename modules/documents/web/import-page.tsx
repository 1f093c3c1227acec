import { formatTime } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import {
  ActButton,
  Acts,
  DataTable,
  ErrorNotice,
  Figures,
  Loading,
  Notice,
  Page,
  Progress,
} from '@gongzhi/kernel/web/kit/index.ts'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { type Imported, useAct, useGet } from './api.ts'
import { FileProblem } from './file-problem.tsx'
import { SaveButtons } from './save-button.tsx'
import { Slips } from './slips.tsx'

const Counts = ({ it }: { it: Imported }) => {
  const t = useT()
  return (
    <Figures
      label={t('work.import.found')}
      figures={[
        { id: 'rows', value: it.rows, label: t('work.import.rows') },
        { id: 'fresh', value: it.fresh, label: t('work.import.fresh') },
        { id: 'same', value: it.same, label: t('work.import.same') },
        { id: 'faulty', value: it.faulty, label: t('work.import.faulty'), late: it.faulty > 0 },
      ]}
    />
  )
}

const Faults = ({ it }: { it: Imported }) => {
  const t = useT()
  if (it.list.length === 0) return null
  return (
    <section className="stack tight" aria-label={t('work.import.faults')}>
      <h2 className="over">{t('work.import.faultsN', { n: it.faults })}</h2>
      <DataTable
        caption={t('work.import.faults')}
        rows={it.list}
        rowKey={(row) => `${row.cell} ${row.head}`}
        columns={[
          { id: 'cell', head: t('work.import.cell'), cell: (row) => <span className="num">{row.cell}</span> },
          { id: 'head', head: t('work.import.head'), cell: (row) => row.head },
          { id: 'value', head: t('work.import.value'), cell: (row) => row.value || '—' },
          { id: 'code', head: t('work.import.wrong'), cell: (row) => t(`documents.fault.${row.code}`) },
          { id: 'right', head: t('work.import.right'), cell: (row) => row.right },
        ]}
      />
      {it.faults > it.list.length && (
        <p className="quiet">{t('work.import.moreFaults', { n: it.list.length, all: it.faults })}</p>
      )}
      <SaveButtons
        label={t('work.import.saveFaults')}
        files={[
          { id: 'documents.import-faults', label: t('work.import.saveFaults'), input: { params: { id: it.id } } },
        ]}
      />
    </section>
  )
}

const Decide = ({ it, onDone }: { it: Imported; onDone: () => unknown }) => {
  const t = useT()
  const confirm = useAct('documents.confirm')
  const discard = useAct('documents.discard')
  const undo = useAct('documents.undo')
  const [problem, setProblem] = useState<unknown>()
  const busy = confirm.isPending || discard.isPending || undo.isPending
  const attempt = (work: () => Promise<unknown>) => async () => {
    setProblem(undefined)
    try {
      await work()
      await onDone()
    } catch (thrown) {
      setProblem(thrown)
    }
  }
  const params = { id: it.id }
  const may = (act: string) => {
    const found = it.prospects.find((one) => one.act === act)
    return found !== undefined && !found.unmet.includes('state')
  }
  const lacks = (act: string) =>
    (it.prospects.find((one) => one.act === act)?.unmet ?? []).map((id) => t(`documents.requirement.${id}`))
  return (
    <>
      <FileProblem problem={problem} />
      <Acts>
        {may('confirm') && (
          <ActButton
            kind="main"
            busy={busy}
            missing={lacks('confirm')}
            onAct={attempt(() => confirm.mutateAsync({ params, body: { skip: it.faulty > 0 } }))}
          >
            {it.faulty > 0 ? t('work.import.confirmRight', { n: it.fresh }) : t('work.import.confirm', { n: it.fresh })}
          </ActButton>
        )}
        {may('discard') && (
          <ActButton busy={busy} onAct={attempt(() => discard.mutateAsync({ params, body: {} }))}>
            {t('documents.act.discard')}
          </ActButton>
        )}
        {may('undo') && lacks('undo').length === 0 && (
          <ActButton busy={busy} onAct={attempt(() => undo.mutateAsync({ params, body: {} }))}>
            {t('documents.act.undo')}
          </ActButton>
        )}
      </Acts>
    </>
  )
}

/** One file: what was found in it, what is wrong where; then how far it is written. */
const ImportPage = ({ id }: { id: string }) => {
  const t = useT()
  const found = useGet('documents.import', { params: { id } })
  const it = found.data
  const moving = it?.state === 'writing' || it?.state === 'undoing'
  const { refetch } = found
  useEffect(() => {
    if (!moving) return
    const timer = setInterval(refetch, 1000)
    return () => clearInterval(timer)
  }, [moving, refetch])
  const back = { href: it?.into ? `/import?into=${it.into}` : '/import', label: t('work.title.import') }
  if (!it)
    return (
      <Page title={t('work.title.import')} back={back}>
        <ErrorNotice problem={found.error} onAgain={refetch} />
        {found.isPending && <Loading />}
      </Page>
    )
  return (
    <Page title={it.file || t(`work.import.kind.${it.kind}`)} note={it.number} back={back}>
      <p className="quiet">
        {[t(`work.import.kind.${it.kind}`), it.by, formatTime(it.at)].filter(Boolean).join(' · ')}
      </p>
      <Counts it={it} />
      <div role="status">
        <Notice title={t(`documents.state.${it.state}`)}>
          {it.state === 'checked' &&
            t(
              it.faulty > 0
                ? 'work.import.notWrittenFaulty'
                : it.fresh > 0
                  ? 'work.import.notWritten'
                  : 'work.import.nothingNew',
            )}
          {moving && <Progress label={t('work.import.written')} done={it.done + it.failed} total={it.fresh} />}
          {it.state === 'written' && t('work.import.result', { done: it.done, failed: it.failed })}
        </Notice>
      </div>
      <Decide key={it.state} it={it} onDone={refetch} />
      {it.state === 'written' && it.kind === 'past' && (
        <p className="links">
          <Link href="/matters?state=kept">{t('work.import.seeThem')}</Link>
        </p>
      )}
      {it.state === 'written' && it.kind === 'roll' && it.into && (
        <p className="links">
          <Link href={`/rolls/${it.into}`}>{t('work.import.seeRoll')}</Link>
        </p>
      )}
      {it.state === 'written' && it.slips && <Slips id={it.id} />}
      <Faults it={it} />
    </Page>
  )
}

export default ImportPage
