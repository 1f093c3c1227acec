import type { DocumentPicker, Sent } from '@gongzhi/files/web'
import {
  ActButton,
  Acts,
  ErrorNotice,
  Field,
  type Photo,
  PhotoPicker,
  RadioCards,
  Select,
  TextArea,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { isProblem } from '@gongzhi/kernel/web/web-problem.ts'
import { type ReactNode, useEffect, useState } from 'react'
import { type Endpoints, type Prospect, useAct } from './api.ts'
import { dropDraft, keepDraft, readDraft } from './draft.ts'
import { keepPhotos } from './keep-photos.ts'
import { useWhy } from './why.ts'
import { useWords } from './words.ts'

/** What hangs on an act beside its words. */
type Hung = { readonly photos?: readonly string[]; readonly files?: readonly { id: string; name: string }[] }

/** One field of an act's form. */
export type Ask = {
  readonly name: string
  readonly label: string
  readonly kind?: 'line' | 'area' | 'select' | 'cards' | 'date' | 'number' | 'photos' | 'documents'
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
  readonly optional?: true
  readonly initial?: string
  readonly most?: number
  /** For `documents`; from the page, as only those of the desk take papers in. */
  readonly picker?: typeof DocumentPicker
}

type Props = {
  /** `topic.admit`: kind and act, for words and prospects. */
  of: string
  endpoint: Endpoints
  id: string
  prospects: readonly Prospect[]
  asks?: readonly Ask[]
  /** What is sent; default: what the form says. */
  body?: (values: Record<string, string>) => object
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

const Form = ({
  asks,
  draft,
  send,
  label,
  onClose,
}: {
  asks: readonly Ask[]
  /** Under which key what is typed is kept. */
  draft: string
  send: (values: Record<string, string>, hung: Hung) => Promise<void>
  label: string
  onClose: () => void
}) => {
  const say = useWords()
  const why = useWhy()
  const [photos, setPhotos] = useState<readonly Photo[]>([])
  const [documents, setDocuments] = useState<readonly Sent[]>([])
  const form = useForm<Record<string, string>>({
    initial: readDraft(draft, Object.fromEntries(asks.map(({ name, initial = '' }) => [name, initial]))),
    submit: async (values) => {
      const files = documents.map(({ id, name }) => ({ id, name }))
      const kept = await keepPhotos(photos)
      await send(values, { ...(kept.length > 0 ? { photos: kept } : {}), ...(files.length > 0 ? { files } : {}) })
      dropDraft(draft)
    },
  })
  const typed = asks.some(({ kind }) => kind === 'area')
  useEffect(() => {
    if (typed) keepDraft(draft, form.values)
  }, [draft, typed, form.values])
  return (
    <section className="slip plain">
      <form {...form.props}>
        {asks.map(({ name, label: words, kind = 'line', choices = [], optional, most, picker: Picker }) => {
          const field = { ...form.field(name), label: words, required: optional !== true }
          if (kind === 'photos') return <PhotoPicker key={name} label={words} photos={photos} onChange={setPhotos} />
          if (kind === 'documents')
            return Picker && <Picker key={name} label={words} documents={documents} onChange={setDocuments} />
          if (kind === 'area') return <TextArea key={name} {...field} maxLength={most ?? 1000} />
          if (kind === 'select') return <Select key={name} {...field} choices={choices} />
          if (kind === 'cards') return <RadioCards key={name} {...field} choices={choices} />
          return (
            <Field
              key={name}
              {...field}
              type={kind === 'line' ? 'text' : kind}
              maxLength={most ?? 120}
              min={kind === 'number' ? 0 : undefined}
            />
          )
        })}
        <ErrorNotice problem={form.problem} unmetWords={why} />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy}>
            {say('vote.sure')}
            {label}
          </ActButton>
          <ActButton onAct={onClose}>{say('cancel')}</ActButton>
        </Acts>
      </form>
    </section>
  )
}

/** One act: its button with what stands in the way, its form where it asks something. Nothing where somebody may never do it. */
export const Do = ({
  of,
  endpoint,
  id,
  prospects,
  asks = [],
  body,
  main,
  label,
  always,
  onAct,
  draft = '',
  children,
}: Props) => {
  const say = useWords()
  const why = useWhy()
  const [kind = '', ...rest] = of.split('.')
  const name = rest.join('.')
  const found = prospects.find(({ act }) => act === name)
  const [open, setOpen] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const act = useAct(endpoint as 'deliberation.support')
  if (!found || (!always && found.unmet.includes('state'))) return null
  const words = label ?? say(`${kind}.act.${name}`)
  const send = async (values: Record<string, string>, hung: Hung = {}) => {
    const said = body ? body(values) : Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
    await act.mutateAsync({ params: { id }, body: { ...said, ...hung } as object })
    setOpen(false)
    // short: what comes next lies under it
    toast(`${words} · ${say('done')}`, 2_500)
  }
  const now = async () => {
    setProblem(undefined)
    try {
      await send({})
    } catch (thrown) {
      setProblem(thrown)
    }
  }
  if (open)
    return <Form asks={asks} draft={`${id}.${of}${draft}`} send={send} label={words} onClose={() => setOpen(false)} />
  return (
    <>
      <ActButton
        kind={main ? 'main' : 'plain'}
        missing={found.unmet.map(why)}
        busy={act.isPending}
        onAct={onAct ?? (() => (asks.length > 0 ? setOpen(true) : now()))}
      >
        {words}
      </ActButton>
      {isProblem(problem) && <ErrorNotice problem={problem} unmetWords={why} />}
      {children}
    </>
  )
}
