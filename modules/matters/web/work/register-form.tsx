import { newId } from '@gongzhi/kernel/web/call.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import {
  ActButton,
  Checkbox,
  ErrorNotice,
  Field,
  Notice,
  type Photo,
  PhotoPicker,
  RadioCards,
  Select,
  TextArea,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { VillageSelect } from '@gongzhi/territory/web'
import { type Receipt, useDeliver, useGet } from './api.ts'
import { unmetWords } from './matter-words.tsx'
import { useCategories } from './use-categories.ts'

const CHANNELS = ['phone', 'paper', 'visit', 'studio'] as const
export type Kept = { channel: string; unit: string }
/** The visitor: asked once for however many items (C12); papers shown once are photographed once. */
export type Visitor = { name: string; phone: string; sealed: boolean; consent: boolean; photos: readonly Photo[] }
export type Registered = Receipt & { title: string }

type Props = {
  within: string
  /** What stays from one visitor to the next. */
  kept: Kept
  visitor?: Visitor
  reception?: string
  /** `made` is not there yet when it was kept on this device. */
  onDone: (made: Registered | undefined, kept: Kept, visitor: Visitor) => void
}

/** What a resident says by phone, on paper or in person, written down for them (C02, B04). */
export const RegisterForm = ({ within, kept, visitor, reception, onDone }: Props) => {
  const t = useT()
  const { find, say, choices } = useCategories()
  const { mutateAsync } = useDeliver('matters.report-for')
  const form = useForm({
    initial: {
      ...kept,
      category: '',
      text: '',
      spot: '',
      grid: '',
      name: '',
      phone: '',
      consent: false,
      sealed: false,
      photos: [] as readonly Photo[],
      fields: {} as Record<string, string>,
      ...visitor,
    },
    submit: async ({ channel, unit, category, text, spot, grid, name, phone, sealed, photos, fields }) => {
      const known = find(category)?.fields.map(({ id }) => id) ?? []
      const id = newId()
      const title = text.trim().slice(0, 40)
      const done = await mutateAsync({
        subject: id,
        title,
        photos,
        body: {
          id,
          channel: CHANNELS.find((one) => one === channel) ?? 'visit',
          unit,
          category,
          text,
          spot: spot.trim() || undefined,
          grid: grid || undefined,
          name: name.trim() || undefined,
          phone: phone.trim() || undefined,
          consent: true,
          sealed,
          fields: Object.fromEntries(Object.entries(fields).filter(([id, value]) => value && known.includes(id))),
          reception,
        },
      })
      onDone(
        done.arrived ? { ...done.receipt, title } : undefined,
        { channel, unit },
        { name, phone, sealed, consent: true, photos },
      )
    },
  })
  const { values } = form
  const grids = useGet('territory.grids', values.unit.length === 12 ? { query: { village: values.unit } } : undefined)
  const category = find(values.category)
  const setField = (id: string, value: string) => form.set('fields', { ...values.fields, [id]: value })
  return (
    <form {...form.props}>
      {!reception && (
        <div className="across">
          <RadioCards
            {...form.field('channel')}
            label={t('work.field.how')}
            required
            choices={CHANNELS.filter((one) => one !== 'studio').map((value) => ({
              value,
              label: t(`matters.channel.${value}`),
            }))}
          />
        </div>
      )}
      <VillageSelect
        name="unit"
        label={t('work.field.village')}
        within={within}
        value={values.unit}
        onChange={(unit) => {
          form.set('unit', unit)
          form.set('grid', '')
        }}
        error={form.errors.unit}
      />
      <Select {...form.field('category')} label={t('work.field.category')} required choices={choices} />
      {category?.notice && <Notice title={category.notice.phones.join(' · ')}>{say(category.notice)}</Notice>}
      {category?.fields.map((field) =>
        field.kind === 'choice' ? (
          <Select
            key={field.id}
            name={`fields.${field.id}`}
            label={say(field)}
            value={values.fields[field.id] ?? ''}
            onChange={(value) => setField(field.id, value)}
            choices={field.choices.map((one) => ({ value: one.id, label: say(one) }))}
          />
        ) : (
          <Field
            key={field.id}
            name={`fields.${field.id}`}
            label={say(field)}
            value={values.fields[field.id] ?? ''}
            onChange={(value) => setField(field.id, value)}
            maxLength={200}
          />
        ),
      )}
      <TextArea {...form.field('text')} label={t('work.field.theirMatter')} required minLength={2} maxLength={4000} />
      {grids.data && grids.data.length > 0 && (
        <Select
          {...form.field('grid')}
          label={t('work.field.grid')}
          choices={grids.data.map((grid) => ({ value: grid.code, label: `${grid.name}（${grid.area}）` }))}
        />
      )}
      <Field {...form.field('spot')} label={t('work.field.spot')} maxLength={120} />
      <PhotoPicker
        label={t('work.field.photos')}
        photos={values.photos}
        onChange={(photos) => form.set('photos', photos)}
      />
      <div className="pair">
        <Field {...form.field('name')} label={t('work.field.theirName')} maxLength={40} autoComplete="off" />
        <Field
          {...form.field('phone')}
          label={t('work.field.theirPhone')}
          hint={t('work.hint.theirPhone')}
          type="tel"
          inputMode="tel"
          pattern="1\d{10}"
          autoComplete="off"
        />
      </div>
      <Checkbox {...form.check('sealed')} label={t('work.label.sealIt')} />
      <Checkbox {...form.check('consent')} label={t('work.label.consent')} required />
      <ErrorNotice problem={form.problem} unmetWords={(id) => unmetWords(id, t)} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {t('work.label.registerNow')}
      </ActButton>
    </form>
  )
}
