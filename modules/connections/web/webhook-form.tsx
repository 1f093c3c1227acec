import { hasWords, useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, ErrorNotice, Field, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { toldStates } from '../rules/index.ts'
import { errorWords, useAct, type Webhook } from './api.ts'
import { CheckList } from './check-list.tsx'
import { OrgField, ReachFields } from './target-fields.tsx'

type Event = Webhook['events'][number]
const EVENTS: readonly Event[] = [...toldStates.map((state) => `matter.${state}` as const), 'matter.supervised']

/** A message's type in words: the state a matter came into. */
export const useEventWords = () => {
  const t = useT()
  return (type: string): string => {
    const state = type.split('.')[1] ?? type
    if (hasWords(`work.event.${state}`)) return t(`work.event.${state}`)
    return hasWords(`matters.state.${state}`) ? t(`matters.state.${state}`) : type
  }
}

type Values = { name: string; org: string; url: string; events: readonly string[]; prefix: string }

/** Which system is told of what, and where. Answers the signing secret. */
export const WebhookForm = ({ county, onDone }: { county: string; onDone: (secret: string) => void }) => {
  const t = useT()
  const eventWords = useEventWords()
  const { mutateAsync } = useAct('connections.subscribe')
  const form = useForm<Values>({
    initial: {
      name: '',
      org: '',
      url: '',
      events: ['matter.reported', 'matter.concluded', 'matter.closed'],
      prefix: county,
    },
    errorWords: errorWords(t),
    submit: async ({ events, ...said }) => {
      const { secret } = await mutateAsync({ body: { ...said, events: EVENTS.filter((one) => events.includes(one)) } })
      onDone(secret)
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
      <Field
        {...form.field('url')}
        label={t('work.field.hookUrl')}
        hint={t('work.hint.hookUrl')}
        required
        pattern="https?://.+"
        maxLength={500}
      />
      <CheckList
        name="event"
        legend={t('work.field.events')}
        choices={EVENTS.map((value) => ({ value, label: eventWords(value) }))}
        chosen={values.events}
        onChange={(events) => form.set('events', events)}
      />
      <ReachFields county={county} field={form.field('prefix')} />
      <ErrorNotice problem={form.problem} />
      <ActButton
        type="submit"
        kind="main"
        busy={form.busy}
        missing={values.events.length === 0 ? [t('work.unmet.event')] : []}
      >
        {t('connections.act.subscribe')}
      </ActButton>
    </form>
  )
}
