import { useT } from '@gongzhi/kernel/web/i18n.ts'
import type { Choice } from '@gongzhi/kernel/web/kit/index.ts'
import { useId } from 'react'

type Props = { label: string; value: string; choices: readonly Choice[]; onChange: (value: string) => void }

/** One filter of a list: unlike a field of a form it always has `全部`. */
export const Filter = ({ label, value, choices, onChange }: Props) => {
  const t = useT()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{t('work.label.all')}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  )
}
