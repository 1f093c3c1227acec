import { type ReactNode, useId } from 'react'
import { useT } from '../i18n.ts'

export type FieldProps = {
  name: string
  label: string
  value: string
  onChange: (value: string) => void
  hint?: ReactNode
  error?: string
  required?: boolean
}

/** The frame of every field: label, hint, the control, what is wrong with it. */
export const FieldFrame = (props: {
  id: string
  label: string
  hint?: ReactNode
  error?: string
  required?: boolean
  counter?: string
  children: ReactNode
}) => {
  const t = useT()
  return (
    <div className={props.error ? 'field wrong' : 'field'}>
      <label htmlFor={props.id}>
        {props.label}
        {!props.required && <span className="quiet"> {t('kit.label.optional')}</span>}
      </label>
      {props.hint && (
        <p id={`${props.id}-hint`} className="quiet">
          {props.hint}
        </p>
      )}
      {props.children}
      <p className="under" id={`${props.id}-error`}>
        {props.error && <span className="error">{props.error}</span>}
        {props.counter && <span className="quiet num counter">{props.counter}</span>}
      </p>
    </div>
  )
}

const wiring = (id: string, { name, value, required, error, hint }: FieldProps) => ({
  id,
  name,
  value,
  required,
  'aria-invalid': error ? true : undefined,
  'aria-describedby': `${hint ? `${id}-hint ` : ''}${id}-error`,
})

type Input = {
  type?: 'text' | 'tel' | 'email' | 'number' | 'date' | 'time' | 'password' | 'datetime-local' | 'month'
  min?: string | number
  max?: string | number
  minLength?: number
  maxLength?: number
  pattern?: string
  inputMode?: 'text' | 'numeric' | 'tel' | 'decimal'
  autoComplete?: string
  suffix?: string
}

/** One line to fill in. */
export const Field = ({
  suffix,
  type = 'text',
  min,
  max,
  minLength,
  maxLength,
  pattern,
  inputMode,
  autoComplete,
  ...props
}: FieldProps & Input) => {
  const id = useId()
  return (
    <FieldFrame id={id} {...props}>
      <span className="line">
        <input
          {...wiring(id, props)}
          {...{ type, min, max, minLength, maxLength, pattern, inputMode, autoComplete }}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        />
        {suffix && <span className="suffix">{suffix}</span>}
      </span>
    </FieldFrame>
  )
}

/** Several lines, with a counter when there is a `maxLength`. */
export const TextArea = ({
  rows = 4,
  minLength,
  maxLength,
  ...props
}: FieldProps & { rows?: number; minLength?: number; maxLength?: number }) => {
  const t = useT()
  const id = useId()
  const counter = maxLength ? t('kit.label.counter', { n: props.value.length, max: maxLength }) : undefined
  return (
    <FieldFrame id={id} counter={counter} {...props}>
      <textarea
        {...wiring(id, props)}
        {...{ rows, minLength, maxLength }}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
    </FieldFrame>
  )
}

export type Choice = { value: string; label: string; note?: string }

/** One of a list, the phone's own picker. */
export const Select = ({ choices, ...props }: FieldProps & { choices: readonly Choice[] }) => {
  const t = useT()
  const id = useId()
  return (
    <FieldFrame id={id} {...props}>
      <select {...wiring(id, props)} onChange={(event) => props.onChange(event.currentTarget.value)}>
        <option value="">{t('kit.label.choose')}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}
