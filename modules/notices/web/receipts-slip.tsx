import { formatTime } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, ErrorNotice, Field, RadioCards, Slip, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { type Receipt, useAct, useGet } from './api.ts'
import { noticeWords } from './notice-list.tsx'

const HOW = ['paper', 'visit', 'phone'] as const

const HandForm = ({ id, onDone }: { id: string; onDone: () => void }) => {
  const t = useT()
  const hand = useAct('notices.hand-over', { refresh: ['notices.receipts'] })
  const form = useForm({
    initial: { how: '', note: '' },
    submit: async ({ how, note }) => {
      const said = note.trim()
      await hand.mutateAsync({ params: { id }, body: { how: how as 'paper', ...(said ? { note: said } : {}) } })
      onDone()
    },
  })
  return (
    <form {...form.props}>
      <RadioCards
        {...form.field('how')}
        required
        label={t('notices.field.how')}
        choices={HOW.map((value) => ({ value, label: t(`notices.how.${value}`) }))}
      />
      <Field {...form.field('note')} maxLength={200} label={t('notices.field.note')} />
      <ErrorNotice problem={form.problem} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {t('notices.act.handOver')}
      </ActButton>
    </form>
  )
}

const Line = ({ row }: { row: Receipt }) => {
  const t = useT()
  const [open, setOpen] = useState(false)
  return (
    <li>
      <p>
        <b>{row.reached ? t('notices.state.reached') : t('notices.state.notReached')}</b>{' '}
        {row.who ?? t('notices.label.reporter')} · {noticeWords(row.kind, t)}
      </p>
      <ul className="quiet">
        {row.steps.map((step) => (
          <li key={`${step.what}${step.channel}`} className="num">
            {t(`notices.step.${step.what}.${step.channel}`)} {formatTime(step.at)}
            {step.by ? ` · ${step.by}` : ''}
            {step.note ? ` · ${step.note}` : ''}
          </li>
        ))}
      </ul>
      {row.mayHand &&
        (open ? (
          <HandForm id={row.id} onDone={() => setOpen(false)} />
        ) : (
          <ActButton onAct={() => setOpen(true)}>{t('notices.act.noteHanding')}</ActButton>
        ))}
    </li>
  )
}

/** 送达: what had to reach somebody, whom it reached and by which way, and to whom somebody should still go. */
export const ReceiptsSlip = ({ subject }: { subject: string }) => {
  const t = useT()
  const { data } = useGet('notices.receipts', { query: { subject } })
  if (!data || data.of === 0) return null
  return (
    <Slip title={t('notices.label.receipts')} number={t('notices.label.reached', { of: data.of, n: data.reached })}>
      <ul className="told-list">
        {data.rows.map((row) => (
          <Line key={row.id} row={row} />
        ))}
      </ul>
    </Slip>
  )
}
