import { DocumentPicker, type Sent } from '@gongzhi/files/web'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import {
  ActButton,
  ErrorNotice,
  Field,
  Notice,
  type Photo,
  PhotoPicker,
  RadioCards,
  TextArea,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import type { Delivered } from '@gongzhi/kernel/web/outbox/outbox.ts'
import type { View } from '../api.ts'
import { unmetWords } from '../matter-words.tsx'
import { today } from '../period.ts'
import type { ActForm, Ask } from './asks.ts'
import { useSend } from './use-send.ts'

const isPhotos = (it: unknown): it is Photo[] => Array.isArray(it)
const isDocuments = (it: unknown): it is Sent[] => Array.isArray(it)

const startOf = (ask: Ask, view: View): unknown => {
  if (ask.kind === 'photos' || ask.kind === 'documents') return []
  if (ask.kind === 'days') return ask.start
  return ask.kind === 'text' ? (ask.start?.(view) ?? '') : ''
}

/** What is sent: numbers as numbers, nothing that was left empty. */
const bodyOf = (asks: readonly Ask[], values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    asks.flatMap(({ kind, name }) => {
      const value = values[name]
      if (kind === 'photos' || kind === 'documents' || value === '') return []
      return [[name, kind === 'days' ? Number(value) : value]]
    }),
  )

type Props = { act: string; subject: string; view: View; form: ActForm; onDone: (done: Delivered) => void }

/** The form of an act that only asks for words, a day, a choice or photos. */
export const AskedForm = ({ act, subject, view, form: { asks, note, body }, onDone }: Props) => {
  const t = useT()
  const send = useSend(act, view, subject)
  const form = useForm<Record<string, unknown>>({
    initial: Object.fromEntries(asks.map((ask) => [ask.name, startOf(ask, view)])),
    submit: async (values) => {
      const said = bodyOf(asks, values)
      const made = body ? body(said) : said
      const documents = isDocuments(values.attachments) ? values.attachments : []
      const attachments = documents.map(({ id, name }) => ({ id, name }))
      const whole = attachments.length > 0 ? { ...made, attachments } : made
      onDone(await send(whole, isPhotos(values.photos) ? values.photos : []))
    },
  })
  const draw = (ask: Ask) => {
    const label = t(ask.label)
    if (ask.kind === 'photos') {
      const photos = isPhotos(form.values.photos) ? form.values.photos : []
      return <PhotoPicker label={label} photos={photos} onChange={(chosen) => form.set('photos', chosen)} />
    }
    if (ask.kind === 'documents') {
      const documents = isDocuments(form.values.attachments) ? form.values.attachments : []
      return <DocumentPicker label={label} documents={documents} onChange={(sent) => form.set('attachments', sent)} />
    }
    const field = form.field(ask.name)
    switch (ask.kind) {
      case 'text':
        return <TextArea {...field} label={label} required={!ask.optional} minLength={2} maxLength={ask.max} />
      case 'line':
        return <Field {...field} label={label} required minLength={2} maxLength={ask.max} />
      case 'day':
        return <Field {...field} label={label} required type="date" min={today()} />
      case 'days':
        return <Field {...field} label={label} required type="number" inputMode="numeric" min={1} max={ask.max} />
      case 'pick':
        return (
          <RadioCards
            {...field}
            label={label}
            required
            choices={ask.choices.map((value) => ({ value, label: t(`${ask.words}.${value}`) }))}
          />
        )
    }
  }
  return (
    <form {...form.props}>
      {note && <Notice>{t(note)}</Notice>}
      {asks.map((ask) => (
        <div key={ask.name}>{draw(ask)}</div>
      ))}
      <ErrorNotice problem={form.problem} unmetWords={(id) => unmetWords(id, t)} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {t('work.label.confirm', { act: t(`matters.act.${act}`) })}
      </ActButton>
    </form>
  )
}
