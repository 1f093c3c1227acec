import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { Select } from '@gongzhi/kernel/web/kit/index.ts'
import { useEffect, useState } from 'react'
import { useTownsAndVillages } from './use-towns-and-villages.ts'

type Props = {
  name: string
  label: string
  /** The stretch to choose within, a prefix of 6, 9 or 12 digits. */
  within: string
  value: string
  onChange: (code: string) => void
  error?: string
}

/** A village (or community), by town first where the stretch has several; a stretch of one village is chosen already. */
export const VillageSelect = ({ name, label, within, value, onChange, error }: Props) => {
  const t = useT()
  const [town, setTown] = useState('')
  const found = useTownsAndVillages(within, value || town)
  const only = within.length === 12 ? within : ''
  useEffect(() => {
    if (only && value !== only) onChange(only)
  }, [only, value, onChange])
  return (
    <div className="pair">
      {found.towns && (
        <Select
          name={`${name}-town`}
          label={t('work.field.town')}
          required
          choices={found.towns}
          value={found.town || town}
          onChange={(code) => {
            setTown(code)
            onChange('')
          }}
        />
      )}
      <Select
        name={name}
        label={label}
        required
        choices={found.villages}
        value={value}
        onChange={onChange}
        error={error}
      />
    </div>
  )
}
