import { type FormEvent, useRef, useState } from 'react'
import { useT } from '../i18n.ts'
import { isProblem } from '../web-problem.ts'

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const isControl = (it: Element): it is Control =>
  it instanceof HTMLInputElement || it instanceof HTMLTextAreaElement || it instanceof HTMLSelectElement

// Native checks, our words: the browser's own bubbles are small, vanish, and speak the phone's language.
const wrongWith = (control: Control): string | undefined => {
  const is = control.validity
  if (is.valueMissing) return 'missing'
  if (is.tooShort) return 'too-short'
  if (is.tooLong) return 'too-long'
  if (is.rangeUnderflow) return 'too-small'
  if (is.rangeOverflow) return 'too-big'
  if (is.badInput || is.typeMismatch || is.patternMismatch || is.stepMismatch) return 'wrong-shape'
  return undefined
}

const limit = (control: Control, name: 'min' | 'max') =>
  control.getAttribute(`${name}length`) ?? control.getAttribute(name) ?? ''

type Options<V> = {
  initial: V
  /** Sends it; throws a `WebProblem` whose pointers are shown at their fields. */
  submit: (values: V) => Promise<unknown>
  /** Words for a server's field error, by code; `at`: which entry of a list, from 0. Default the kit's own. */
  errorWords?: (code: string, name: string, at?: number) => string | undefined
}

/**
 * A form that keeps what was typed. `<form {...form.props}>`, `<Field {...form.field('title')} label=…>`. On submit the
 * first wrong field takes the focus; field errors of the server land at their fields (`/title` → `title`), everything
 * else in `form.problem` for an ErrorNotice.
 */
export const useForm = <V extends Record<string, unknown>>({ initial, submit, errorWords }: Options<V>) => {
  const t = useT()
  const form = useRef<HTMLFormElement>(null)
  const sending = useRef(false)
  const [values, setValues] = useState(initial)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<unknown>(undefined)
  const [busy, setBusy] = useState(false)

  const set = <K extends keyof V & string>(name: K, value: V[K]) => {
    setValues((before) => ({ ...before, [name]: value }))
    setErrors(({ [name]: _gone, ...rest }) => rest)
  }

  const show = (found: Record<string, string>) => {
    setErrors(found)
    const first = [...(form.current?.elements ?? [])].find((one) => isControl(one) && found[one.name])
    if (first instanceof HTMLElement) first.focus()
  }

  const check = (): Record<string, string> => {
    const found: Record<string, string> = {}
    for (const control of form.current?.elements ?? []) {
      if (!isControl(control) || !control.name || found[control.name]) continue
      const code = wrongWith(control)
      if (code) found[control.name] = t(`kit.error.${code}`, { min: limit(control, 'min'), max: limit(control, 'max') })
    }
    return found
  }

  const words = (code: string, name: string, at?: number) => {
    const own = t(`kit.error.${code}`)
    return errorWords?.(code, name, at) ?? (own.startsWith('kit.') ? t('kit.error.invalid') : own)
  }

  const onSubmit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (sending.current) return
    setProblem(undefined)
    const found = check()
    if (Object.keys(found).length > 0) return show(found)
    sending.current = true
    setBusy(true)
    try {
      await submit(values)
    } catch (thrown) {
      const fields = isProblem(thrown) ? thrown.errors : []
      const shown: Record<string, string> = {}
      for (const { pointer, code } of fields) {
        // `/photos/0` belongs to the field `photos`; a name with a dot is a path of its own.
        const path = pointer.replace(/^\/(body\/)?/, '').split('/')
        const name = path.join('.') in values ? path.join('.') : (path[0] ?? '')
        shown[name] ??= words(code, name, path[1] === undefined ? undefined : Number(path[1]))
      }
      if (fields.length > 0) show(shown)
      const placed = Object.keys(shown).every((name) => name in values)
      if (fields.length === 0 || !placed) setProblem(thrown)
    } finally {
      sending.current = false
      setBusy(false)
    }
  }

  return {
    values,
    set,
    errors,
    problem,
    busy,
    submit: () => onSubmit(),
    props: { ref: form, onSubmit, noValidate: true },
    /** Wiring of a text-like field. */
    field: <K extends keyof V & string>(name: K) => ({
      name,
      value: String(values[name] ?? ''),
      onChange: (value: string) => set(name, value as V[K]),
      error: errors[name],
    }),
    /** Wiring of a checkbox. */
    check: <K extends keyof V & string>(name: K) => ({
      name,
      checked: values[name] === true,
      onChange: (checked: boolean) => set(name, checked as V[K]),
      error: errors[name],
    }),
  }
}
