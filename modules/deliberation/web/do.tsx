import type { DocumentPicker, Sent } from '@gongzhi/files/web'
import { type DoForm, makeDo } from '@gongzhi/kernel/web/do.tsx'
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
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { type Endpoints, useAct } from './api.ts'
import { dropDraft, readDraft, useKept } from './draft.ts'
import { keepPhotos } from './keep-photos.ts'
import { useWhy } from './why.ts'
import { useWords } from './words.ts'

/** One field of an act's form. */
export type Ask = {
  readonly name: string
  readonly label: string
  readonly kind?: 'line' | 'area' | 'select' | 'cards' | 'date' | 'number' | 'photos' | 'documents'
  readonly choices?: readonly { readonly value: string; readonly label: string; readonly note?: string }[]
  readonly optional?: true
  readonly initial?: string
  readonly most?: number
  /** For `documents`; from the page, as only those of the desk take papers in. */
  readonly picker?: typeof DocumentPicker
}

/** The form of an act of a talk: what is typed outlives the phone, pictures and papers go beside it. */
const Form = ({ asks, draft, send, label, onClose }: DoForm<Ask>) => {
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
  useKept(typed ? draft : undefined, form.values)
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
export const Do = makeDo<Endpoints, Ask>({
  useSending: (endpoint) => useAct(endpoint as 'deliberation.support'),
  useSay: useWords,
  useWhy,
  Form,
})
