import { type ReactNode, useId } from 'react'
import type { Choice, FieldProps } from './field.tsx'

/** One of a few, each a card that can be pressed anywhere. */
export const RadioCards = ({ choices, ...props }: FieldProps & { choices: readonly Choice[] }) => {
  const id = useId()
  return (
    <fieldset
      className={props.error ? 'cards wrong' : 'cards'}
      aria-describedby={`${props.hint ? `${id}-hint ` : ''}${id}-error`}
    >
      <legend>{props.label}</legend>
      {props.hint && (
        <p id={`${id}-hint`} className="quiet">
          {props.hint}
        </p>
      )}
      <div className="choices">
        {choices.map((choice) => (
          <label key={choice.value} className={choice.value === props.value ? 'card chosen' : 'card'}>
            <input
              type="radio"
              name={props.name}
              value={choice.value}
              required={props.required}
              checked={choice.value === props.value}
              onChange={() => props.onChange(choice.value)}
            />
            <span>
              {choice.label}
              {choice.note && <small>{choice.note}</small>}
            </span>
          </label>
        ))}
      </div>
      <p className="under" id={`${id}-error`}>
        {props.error && <span className="error">{props.error}</span>}
      </p>
    </fieldset>
  )
}

/** Yes or not. */
export const Checkbox = (props: {
  name: string
  label: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  required?: boolean
  error?: string
}) => {
  const id = useId()
  return (
    <div className={props.error ? 'check wrong' : 'check'}>
      <label>
        <input
          type="checkbox"
          name={props.name}
          checked={props.checked}
          required={props.required}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={`${id}-error`}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <span>{props.label}</span>
      </label>
      <p className="under" id={`${id}-error`}>
        {props.error && <span className="error">{props.error}</span>}
      </p>
    </div>
  )
}

/** A box to look something up; answers on Enter or on its button, so that pinyin typing is left alone. */
export const SearchBox = (props: {
  label: string
  value: string
  onChange: (value: string) => void
  onSearch: () => void
  button?: string
}) => {
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is unknown to the old browsers of the field
    <form
      className="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        props.onSearch()
      }}
    >
      <label htmlFor={id} className="unseen">
        {props.label}
      </label>
      <input
        id={id}
        type="search"
        placeholder={props.label}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
      <button type="submit">{props.button ?? props.label}</button>
    </form>
  )
}
