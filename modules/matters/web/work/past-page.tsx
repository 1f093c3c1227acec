import { formatDay, formatTime } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import {
  ActButton,
  ErrorNotice,
  Loading,
  Notice,
  Page,
  TextArea,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { useAct, useGet } from './api.ts'
import { unmetWords } from './matter-words.tsx'
import { useCategories } from './use-categories.ts'

const Retract = ({ id, onDone }: { id: string; onDone: () => unknown }) => {
  const t = useT()
  const [open, setOpen] = useState(false)
  const { mutateAsync } = useAct('matters.retract')
  const form = useForm({
    initial: { reason: '' },
    submit: async (body) => {
      await mutateAsync({ params: { id }, body })
      toast(t('work.toast.retracted'))
      await onDone()
    },
  })
  if (!open) return <ActButton onAct={() => setOpen(true)}>{t('matters.act.retract')}</ActButton>
  return (
    <form {...form.props}>
      <TextArea {...form.field('reason')} required label={t('work.past.why')} minLength={2} maxLength={500} rows={2} />
      <ErrorNotice problem={form.problem} unmetWords={(one) => unmetWords(one, t)} />
      <ActButton type="submit" busy={form.busy}>
        {t('matters.act.retract')}
      </ActButton>
    </form>
  )
}

/** A matter of an old ledger, as the ledger has it. */
const PastPage = ({ id }: { id: string }) => {
  const t = useT()
  const { name } = useCategories()
  const found = useGet('matters.past', { params: { id } })
  const back = { href: '/matters', label: t('work.title.matters') }
  const it = found.data
  if (!it)
    return (
      <Page title={t('work.title.matter')} back={back}>
        <ErrorNotice problem={found.error} onAgain={found.refetch} />
        {found.isPending && <Loading />}
      </Page>
    )
  const facts: [string, string][] = [
    [t('work.past.number'), it.sourceNumber ?? ''],
    [t('work.past.reportedOn'), formatDay(it.reportedOn)],
    [t('work.about.category'), name(it.category)],
    [t('work.about.place'), [it.unit.name, it.spot].filter(Boolean).join(' ')],
    [t('work.about.lead'), it.org ?? ''],
    [t('work.about.outcome'), it.outcome ? t(`matters.outcome.${it.outcome}`) : ''],
    [t('work.past.outcomeText'), it.outcomeText ?? ''],
    [t('work.past.concludedOn'), it.concludedOn ? formatDay(it.concludedOn) : ''],
    [t('work.past.rated'), it.rated ?? ''],
  ]
  return (
    <Page title={it.title} note={it.number} back={back}>
      <Notice title={t(`matters.state.${it.state}`)}>
        {t('work.past.about', { at: formatTime(it.importedAt), by: it.importedBy ?? '' })}
      </Notice>
      <p className="written lead-text">{it.text}</p>
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="written">{value}</dd>
            </div>
          ))}
      </dl>
      {it.mayRetract && <Retract id={it.id} onDone={found.refetch} />}
    </Page>
  )
}

export default PastPage
