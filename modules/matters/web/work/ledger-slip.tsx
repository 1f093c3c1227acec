import { PaperButtons } from '@gongzhi/documents/web'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { Field } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { today } from './period.ts'

/** 台账 of a place and period as a paper; opens with this month. */
export const LedgerSlip = ({ unit, category }: { unit: string; category: string | undefined }) => {
  const t = useT()
  const [from, setFrom] = useState(`${today().slice(0, 8)}01`)
  const [to, setTo] = useState(today())
  return (
    <section className="slip plain screen-only" aria-label={t('work.label.ledger')}>
      <header>
        <h2>{t('work.label.ledger')}</h2>
      </header>
      <p className="quiet">{t('work.note.ledger')}</p>
      <div className="filters">
        <Field
          name="ledger-from"
          label={t('work.field.from')}
          required
          type="date"
          max={to}
          value={from}
          onChange={setFrom}
        />
        <Field
          name="ledger-to"
          label={t('work.field.to')}
          required
          type="date"
          min={from}
          value={to}
          onChange={setTo}
        />
      </div>
      <PaperButtons paper="ledger" id={unit} name={t('work.label.ledger')} query={{ from, to, category }} />
    </section>
  )
}
