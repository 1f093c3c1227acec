import { Checkbox } from '@gongzhi/kernel/web/kit/index.ts'

type Props = {
  name: string
  legend: string
  choices: readonly { value: string; label: string }[]
  chosen: readonly string[]
  onChange: (chosen: readonly string[]) => void
  error?: string | undefined
}

/** Any of a few. */
export const CheckList = ({ name, legend, choices, chosen, onChange, error }: Props) => (
  <fieldset className="part">
    <legend>{legend}</legend>
    {choices.map(({ value, label }) => (
      <Checkbox
        key={value}
        name={`${name}-${value}`}
        label={label}
        checked={chosen.includes(value)}
        onChange={(on) => onChange(on ? [...chosen, value] : chosen.filter((one) => one !== value))}
      />
    ))}
    {error && <p className="error">{error}</p>}
  </fieldset>
)
