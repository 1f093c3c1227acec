import { type ReactNode, useState } from 'react'
import { ActButton, Acts, ErrorNotice, Field, Select, TextArea, toast, useForm } from './kit/index.ts'
import { isProblem } from './web-problem.ts'

/* One act of a subject as a button: what stands in its way, its form where it asks something. For modules with acts on a page. */

type Values = Record<string, string>
export type Prospect = { readonly act: string; readonly unmet: readonly string[] }
type Say = (word: string, params?: Record<string, string | number>) => string
type Sending = { mutateAsync: (input: never) => Promise<unknown>; isPending: boolean }

/** What a form of an act is given. `draft`: under which name what is typed may be kept. `hung`: what goes beside the words. */
export type DoForm<A> = {
  readonly asks: readonly A[]
  readonly label: string
  readonly draft: string
  readonly send: (values: Values, hung?: object) => Promise<void>
  readonly onClose: () => void
}

type Props<E extends string, A> = {
  /** `points-entry.dispute-entry`: kind and act, for words and prospects. */
  of: string
  endpoint: E
  id: string
  prospects: readonly Prospect[]
  asks?: readonly A[]
  /** What is sent; default: what the form says. */
  body?: (values: Values) => object
  main?: boolean
  label?: string
  /** Shown whatever the state, with what stands in the way. */
  always?: boolean
  /** What pressing does instead, such as opening a larger form. */
  onAct?: () => void
  /** Tells drafts of the same act on one subject apart. */
  draft?: string
  children?: ReactNode
}

type Parts<E extends string, A> = {
  readonly useSending: (endpoint: E) => Sending
  readonly useSay: () => Say
  /** Words for what stands in the way; default: `unmet.<id>`. */
  readonly useWhy?: () => (id: string) => string
  readonly Form: (props: DoForm<A>) => ReactNode
}

/** The `Do` of a module: its calls, its words, its form. Nothing is drawn where the act cannot be done in this state. */
export const makeDo = <E extends string, A>({ useSending, useSay, useWhy, Form }: Parts<E, A>) => {
  const useUnmet =
    useWhy ??
    (() => {
      const say = useSay()
      return (id: string) => say(`unmet.${id}`)
    })
  const Do = ({ of, endpoint, id, prospects, asks = [], draft = '', ...more }: Props<E, A>) => {
    const say = useSay()
    const why = useUnmet()
    const [open, setOpen] = useState(false)
    const [problem, setProblem] = useState<unknown>()
    const act = useSending(endpoint)
    const found = prospects.find((one) => one.act === of.slice(of.indexOf('.') + 1))
    if (!found || (!more.always && found.unmet.includes('state'))) return null
    const label = more.label ?? say(of.replace('.', '.act.'))
    const send = async (values: Values, hung: object = {}) => {
      const said = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
      await act.mutateAsync({ params: { id }, body: { ...(more.body?.(values) ?? said), ...hung } } as never)
      setOpen(false)
      // short: what comes next lies under it
      toast(`${label} · ${say('done')}`, 2_500)
    }
    const now = async () => {
      setProblem(undefined)
      await send({}).catch(setProblem)
    }
    if (open)
      return <Form asks={asks} draft={`${id}.${of}${draft}`} send={send} label={label} onClose={() => setOpen(false)} />
    return (
      <>
        <ActButton
          kind={more.main ? 'main' : 'plain'}
          missing={found.unmet.map(why)}
          busy={act.isPending}
          onAct={more.onAct ?? (() => (asks.length > 0 ? setOpen(true) : now()))}
        >
          {label}
        </ActButton>
        {isProblem(problem) && <ErrorNotice problem={problem} unmetWords={why} />}
        {more.children}
      </>
    )
  }
  return Do
}

/** One field of a plain form; `area` when not said, a choice where there are choices. */
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

/** The form of acts that ask for words alone. `wrong.<code>`: words for an entry of a list, with its `{line}`. */
export const plainForm =
  (useSay: () => Say) =>
  ({ asks, label, send, onClose }: DoForm<Ask>) => {
    const say = useSay()
    const form = useForm<Values>({
      initial: Object.fromEntries(asks.map(({ name, initial = '' }) => [name, initial])),
      submit: (values) => send(values),
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
