import { useState } from 'react'
import { ActButton, Acts, ErrorNotice, Field, Select, TextArea, toast, useForm } from './kit/index.ts'
import { isProblem } from './web-problem.ts'

/* One act of a subject as a button: what stands in its way, its form where it asks something. For modules with acts on a page. */

/** One field of an act's form; `area` when not said, a choice where there are choices. */
export type Ask = {
  readonly name: string
  readonly label: string
  readonly kind?: 'area' | 'line' | 'number' | 'date'
  readonly hint?: string
  readonly optional?: true
  readonly initial?: string
  readonly most?: number
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
}
type Values = Record<string, string>
export type Prospect = { readonly act: string; readonly unmet: readonly string[] }
type Say = (word: string, params?: Record<string, string | number>) => string
type Sending = { mutateAsync: (input: never) => Promise<unknown>; isPending: boolean }

type FormProps = {
  asks: readonly Ask[]
  label: string
  say: Say
  send: (values: Values) => Promise<void>
  onClose: () => void
}
const Form = ({ asks, label, say, send, onClose }: FormProps) => {
  const form = useForm<Values>({
    initial: Object.fromEntries(asks.map(({ name, initial = '' }) => [name, initial])),
    submit: send,
    errorWords: (code, _name, at) => {
      const known = say(`wrong.${code}`, { line: (at ?? 0) + 1 })
      return known === `wrong.${code}` ? undefined : known
    },
  })
  return (
    <section className="slip plain">
      <form {...form.props}>
        {asks.map(({ name, label: words, kind = 'area', hint, optional, choices, most = 500 }) => {
          const field = { ...form.field(name), label: words, required: optional !== true, ...(hint ? { hint } : {}) }
          if (choices) return <Select key={name} {...field} choices={choices} />
          if (kind === 'area') return <TextArea key={name} {...field} minLength={2} maxLength={most} />
          const type = kind === 'line' ? 'text' : kind
          return <Field key={name} {...field} type={type} {...(kind === 'line' ? { maxLength: most } : {})} />
        })}
        <ErrorNotice problem={form.problem} unmetWords={(id) => say(`unmet.${id}`)} />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy}>
            {say('sure')}
            {label}
          </ActButton>
          <ActButton onAct={onClose}>{say('cancel')}</ActButton>
        </Acts>
      </form>
    </section>
  )
}

type Props<E extends string> = {
  /** `points-entry.dispute-entry`: kind and act, for words and prospects. */
  of: string
  endpoint: E
  id: string
  prospects: readonly Prospect[]
  asks?: readonly Ask[]
  /** What is sent; default: what the form says. */
  body?: (values: Values) => object
  main?: boolean
}

/** The `Do` of a module: its calls and its words. Nothing is drawn where the act cannot be done in this state. */
export const makeDo = <E extends string>(useSending: (endpoint: E) => Sending, useSay: () => Say) => {
  const Do = ({ of, endpoint, id, prospects, asks = [], body, main }: Props<E>) => {
    const say = useSay()
    const [open, setOpen] = useState(false)
    const [problem, setProblem] = useState<unknown>()
    const act = useSending(endpoint)
    const found = prospects.find((one) => of.endsWith(`.${one.act}`))
    if (!found || found.unmet.includes('state')) return null
    const label = say(of.replace('.', '.act.'))
    const send = async (values: Values) => {
      const said = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
      await act.mutateAsync({ params: { id }, body: body ? body(values) : said } as never)
      setOpen(false)
      toast(`${label} · ${say('done')}`, 2_500)
    }
    const now = async () => {
      setProblem(undefined)
      await send({}).catch(setProblem)
    }
    if (open) return <Form asks={asks} label={label} say={say} send={send} onClose={() => setOpen(false)} />
    return (
      <>
        <ActButton
          kind={main ? 'main' : 'plain'}
          missing={found.unmet.map((one) => say(`unmet.${one}`))}
          busy={act.isPending}
          onAct={asks.length > 0 ? () => setOpen(true) : now}
        >
          {label}
        </ActButton>
        {isProblem(problem) && <ErrorNotice problem={problem} unmetWords={(one) => say(`unmet.${one}`)} />}
      </>
    )
  }
  return Do
}
