import { ActButton, Acts, ErrorNotice, Select, TextArea, toast, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { isProblem } from '@gongzhi/kernel/web/web-problem.ts'
import { useState } from 'react'
import { type Endpoints, type Prospect, useAct } from './api.ts'
import { useWords } from './words.ts'

/** One field of an act's form. */
export type Ask = {
  readonly name: string
  readonly label: string
  readonly optional?: true
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
}
type Props = {
  /** `points-entry.dispute-entry`: kind and act. */
  of: string
  endpoint: Endpoints
  id: string
  prospects: readonly Prospect[]
  asks?: readonly Ask[]
  main?: boolean
}

const Form = (it: {
  asks: readonly Ask[]
  label: string
  send: (values: Record<string, string>) => Promise<void>
  onClose: () => void
}) => {
  const say = useWords()
  const form = useForm<Record<string, string>>({
    initial: Object.fromEntries(it.asks.map(({ name }) => [name, ''])),
    submit: it.send,
  })
  return (
    <section className="slip plain">
      <form {...form.props}>
        {it.asks.map(({ name, label, optional, choices }) => {
          const field = { ...form.field(name), label, required: optional !== true }
          return choices ? (
            <Select key={name} {...field} choices={choices} />
          ) : (
            <TextArea key={name} {...field} minLength={2} maxLength={500} />
          )
        })}
        <ErrorNotice problem={form.problem} unmetWords={(id) => say(`unmet.${id}`)} />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy}>
            {say('sure')}
            {it.label}
          </ActButton>
          <ActButton onAct={it.onClose}>{say('cancel')}</ActButton>
        </Acts>
      </form>
    </section>
  )
}

/** One act: its button with what stands in the way, its form where it asks something; nothing where it cannot be done. */
export const Do = ({ of, endpoint, id, prospects, asks = [], main }: Props) => {
  const say = useWords()
  const [open, setOpen] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const act = useAct(endpoint as 'points.leave-points')
  const found = prospects.find((one) => of.endsWith(`.${one.act}`))
  if (!found || found.unmet.includes('state')) return null
  const label = say(of.replace('.', '.act.'))
  const send = async (values: Record<string, string>) => {
    const body = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
    await act.mutateAsync({ params: { id }, body: body as never })
    setOpen(false)
    toast(`${label} · ${say('done')}`, 2_500)
  }
  const now = async () => {
    setProblem(undefined)
    await send({}).catch(setProblem)
  }
  if (open) return <Form asks={asks} label={label} send={send} onClose={() => setOpen(false)} />
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
