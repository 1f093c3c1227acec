import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, ErrorNotice, Field, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { errorWords, type Key, useAct } from './api.ts'
import { CheckList } from './check-list.tsx'
import { OrgField, ReachFields } from './target-fields.tsx'

// the words of the contract's list; the browser downloads no schema
const SCOPES: readonly Key['scopes'][number][] = ['matters:read', 'matters:report', 'open311']

const inDays = (days: number) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)

type Values = {
  name: string
  org: string
  purpose: string
  scopes: readonly string[]
  prefix: string
  expiresOn: string
  perMinute: string
}

/** Whom a key is for, what it may be used for, how far and until when. Answers the key itself. */
export const KeyForm = ({ county, onDone }: { county: string; onDone: (key: string) => void }) => {
  const t = useT()
  const { mutateAsync } = useAct('connections.issue-key')
  const form = useForm<Values>({
    initial: { name: '', org: '', purpose: '', scopes: [], prefix: county, expiresOn: inDays(365), perMinute: '120' },
    errorWords: errorWords(t),
    submit: async ({ scopes, perMinute, ...said }) => {
      const chosen = SCOPES.filter((scope) => scopes.includes(scope))
      const { key } = await mutateAsync({ body: { ...said, scopes: chosen, perMinute: Number(perMinute) } })
      onDone(key)
    },
  })
  const { values } = form
  return (
    <form {...form.props}>
      <Field
        {...form.field('name')}
        label={t('work.field.systemName')}
        hint={t('work.hint.systemName')}
        required
        minLength={2}
        maxLength={60}
      />
      <OrgField county={county} field={form.field('org')} />
      <Field {...form.field('purpose')} label={t('work.field.purpose')} required minLength={4} maxLength={200} />
      <CheckList
        name="scope"
        legend={t('work.field.scopes')}
        choices={SCOPES.map((value) => ({ value, label: t(`work.scope.${value}`) }))}
        chosen={values.scopes}
        onChange={(scopes) => form.set('scopes', scopes)}
      />
      <ReachFields county={county} field={form.field('prefix')} />
      <Field
        {...form.field('expiresOn')}
        label={t('work.field.expiresOn')}
        hint={t('work.hint.expiresOn')}
        required
        type="date"
        min={inDays(0)}
        max={inDays(730)}
      />
      <Field
        {...form.field('perMinute')}
        label={t('work.field.perMinute')}
        required
        type="number"
        inputMode="numeric"
        min={1}
        max={6000}
      />
      <ErrorNotice problem={form.problem} />
      <ActButton
        type="submit"
        kind="main"
        busy={form.busy}
        missing={values.scopes.length === 0 ? [t('work.unmet.scope')] : []}
      >
        {t('connections.act.issue-key')}
      </ActButton>
    </form>
  )
}
