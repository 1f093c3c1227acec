import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { hasWords, useNameOf, useT } from '@gongzhi/kernel/web/i18n.ts'
import {
  ActButton,
  Checkbox,
  ErrorNotice,
  Field,
  Notice,
  RadioCards,
  Select,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { type Below, useAct, useGet } from './api.ts'

const NEW = 'new'

// A merger is entered once it is in force, never in advance.
const chinaDay = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

type Values = {
  town: string
  from: readonly string[]
  into: string
  code: string
  name: string
  on: string
  basis: string
  sure: boolean
}
const empty: Values = { town: '', from: [], into: '', code: '', name: '', on: '', basis: '', sure: false }

/** What will happen, in words, before it happens. */
const Preview = ({ values, chosen }: { values: Values; chosen: readonly Below[] }) => {
  const t = useT()
  const kept = chosen.find(({ code }) => code === values.into)
  return (
    <Notice title={t('work.label.mergePreview')}>
      <ul>
        <li>
          {t('work.preview.merge', {
            from: chosen.map(({ short }) => short).join('、'),
            into: kept?.name ?? `${values.name}（${values.code}）`,
            day: formatDay(values.on),
          })}
        </li>
        <li>{t('work.preview.moves')}</li>
        <li>{t('work.preview.codes')}</li>
        <li>{t('work.preview.final')}</li>
      </ul>
    </Notice>
  )
}

/** 撤并: villages of one town become one; seen in words first, then confirmed (I06). */
export const MergeForm = ({ county, onDone }: { county: string; onDone: () => void }) => {
  const t = useT()
  const nameOf = useNameOf()
  const towns = useGet('territory.places', { query: { parent: `${county}000000` } })
  const unmetWords = (id: string) =>
    t(['territory.unmet', 'territory.requirement'].map((kind) => `${kind}.${id}`).find(hasWords) ?? id)
  const { mutateAsync } = useAct('territory.merge', { refresh: ['territory.', 'matters.', 'people.'] })
  const form = useForm<Values>({
    initial: empty,
    errorWords: (code) => (hasWords(`territory.error.${code}`) ? t(`territory.error.${code}`) : undefined),
    submit: async ({ from, into, code, name, on, basis }) => {
      const kept = villages.find((one) => one.code === into)
      const receipt = await mutateAsync({
        body: { from: [...from], into: kept ? { code: kept.code, name: kept.name } : { code, name }, on, basis },
      })
      toast(t('work.toast.merged', { number: receipt.number }))
      onDone()
    },
  })
  const { values } = form
  const below = useGet('territory.places', values.town ? { query: { parent: values.town } } : undefined)
  const villages = below.data ?? []
  const chosen = villages.filter(({ code }) => values.from.includes(code))
  const told = chosen.length >= 2 && values.into && values.on && (values.into !== NEW || (values.code && values.name))
  const missing = [
    ...(chosen.length < 2 ? [t('work.unmet.twoVillages')] : []),
    ...(values.sure ? [] : [t('work.unmet.readPreview')]),
  ]
  return (
    <form {...form.props}>
      <Select
        {...form.field('town')}
        label={t('work.field.town')}
        required
        choices={(towns.data ?? []).map((one) => ({ value: one.code, label: nameOf(one) }))}
      />
      {villages.length > 0 && (
        <fieldset className="part">
          <legend>{t('work.field.mergeFrom')}</legend>
          <div className="scroll">
            {villages.map(({ code, short }) => (
              <Checkbox
                key={code}
                name={`from-${code}`}
                label={short}
                checked={values.from.includes(code)}
                onChange={(on) =>
                  form.set('from', on ? [...values.from, code] : values.from.filter((one) => one !== code))
                }
              />
            ))}
          </div>
          {form.errors.from && <p className="error">{form.errors.from}</p>}
        </fieldset>
      )}
      {chosen.length >= 2 && (
        <RadioCards
          {...form.field('into')}
          label={t('work.field.mergeInto')}
          required
          choices={[
            ...chosen.map(({ code, name }) => ({ value: code, label: name, note: code })),
            { value: NEW, label: t('work.label.newVillage') },
          ]}
        />
      )}
      {values.into === NEW && (
        <>
          <Field {...form.field('name')} label={t('work.field.newName')} required minLength={2} maxLength={40} />
          <Field
            {...form.field('code')}
            label={t('work.field.newCode')}
            hint={t('work.hint.newCode')}
            required
            pattern="\d{12}"
            inputMode="numeric"
            maxLength={12}
          />
        </>
      )}
      <Field {...form.field('on')} label={t('work.field.mergeOn')} required type="date" max={chinaDay()} />
      <Field
        {...form.field('basis')}
        label={t('work.field.basis')}
        hint={t('work.hint.mergeBasis')}
        required
        minLength={2}
        maxLength={200}
      />
      {told && (
        <>
          <Preview values={values} chosen={chosen} />
          <Checkbox {...form.check('sure')} label={t('work.label.mergeSure')} required />
        </>
      )}
      <ErrorNotice problem={form.problem} unmetWords={unmetWords} />
      <ActButton type="submit" kind="main" busy={form.busy} missing={missing}>
        {t('work.label.mergeNow')}
      </ActButton>
    </form>
  )
}
