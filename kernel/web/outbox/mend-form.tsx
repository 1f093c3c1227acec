import { hasWords, useT } from '../i18n.ts'
import { ActButton, Acts, Empty, Field, TextArea, useForm } from '../kit/index.ts'
import type { Item } from './item.ts'
import { theOutbox } from './outbox.ts'

/** Mends the words of a refused item in place and sends it again; what was chosen rather than written stays. */
export const MendForm = ({ item, onDone }: { item: Item; onDone: () => void }) => {
  const t = useT()
  const written = Object.entries(item.body).filter(
    (field): field is [string, string] => typeof field[1] === 'string' && hasWords(`kit.outbox.field.${field[0]}`),
  )
  const wrong = (item.refusal?.errors ?? []).map(({ pointer }) => pointer.replace(/^\/(body\/)?/, '').split('/')[0])
  const form = useForm<Record<string, unknown>>({
    initial: Object.fromEntries(written),
    submit: async (values) => {
      await (await theOutbox()).mend(item.id, { ...item.body, ...values })
      onDone()
    },
  })
  return (
    <form {...form.props}>
      {written.length === 0 && <Empty>{t('kit.outbox.nothingWritten')}</Empty>}
      {written.map(([name, value]) => {
        const label = t(`kit.outbox.field.${name}`)
        const field = form.field(name)
        const error = field.error ?? (wrong.includes(name) ? t('kit.error.invalid') : undefined)
        return ['text', 'reason'].includes(name) || value.length > 60 ? (
          <TextArea key={name} {...field} error={error} label={label} required maxLength={4000} />
        ) : (
          <Field key={name} {...field} error={error} label={label} maxLength={300} />
        )
      })}
      <Acts>
        <ActButton type="submit" kind="main" busy={form.busy}>
          {t('kit.outbox.sendAgain')}
        </ActButton>
        <ActButton onAct={onDone}>{t('kit.outbox.leave')}</ActButton>
      </Acts>
    </form>
  )
}
