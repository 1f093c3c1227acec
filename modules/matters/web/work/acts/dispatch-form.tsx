import { useT } from '@gongzhi/kernel/web/i18n.ts'
import {
  ActButton,
  ErrorNotice,
  Field,
  Loading,
  Notice,
  RadioCards,
  Select,
  TextArea,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import type { Delivered } from '@gongzhi/kernel/web/outbox/outbox.ts'
import { type Duty, useGet, type View } from '../api.ts'
import { limitWords } from '../limit-words.ts'
import { unmetWords } from '../matter-words.tsx'
import { type Assist, AssistFields } from './assist-fields.tsx'
import { useOrgs } from './use-orgs.ts'
import { useSend } from './use-send.ts'

const OUTSIDE = 'outside'

type Props = { view: View; duties: readonly Duty[]; onDone: (done: Delivered) => void }

const Form = ({ view, duties, onDone }: Props) => {
  const t = useT()
  const send = useSend('dispatch', view)
  const orgs = useOrgs(view)
  const all = [...orgs.village, ...orgs.town, ...orgs.county]
  const form = useForm({
    initial: {
      duty: duties[0]?.id ?? OUTSIDE,
      org: '',
      reason: '',
      funding: '',
      text: '',
      assists: [] as readonly Assist[],
    },
    submit: async ({ duty, org, reason, funding, text, assists }) => {
      const chosen = duties.find(({ id }) => id === duty)
      onDone(
        await send({
          org: chosen ? chosen.org : org,
          duty: chosen?.id,
          exception: chosen ? undefined : { reason, funding },
          assists: assists.map((one) => ({ org: one.org, task: one.task, days: Number(one.days) })),
          text: text.trim() || undefined,
        }),
      )
    },
  })
  const outside = form.values.duty === OUTSIDE
  return (
    <form {...form.props}>
      <RadioCards
        {...form.field('duty')}
        label={t('work.field.lead')}
        hint={duties.length > 0 ? t('work.hint.lead') : t('work.hint.noDuty')}
        required
        choices={[
          ...duties.map((one) => ({
            value: one.id,
            label: one.orgName,
            note: t('work.label.dutyNote', {
              title: one.title,
              no: one.no,
              limit: limitWords(one.limit, t),
              basis: one.basis,
            }),
          })),
          { value: OUTSIDE, label: t('work.label.outside'), note: t('work.label.outsideNote') },
        ]}
      />
      {outside && (
        <>
          <Select {...form.field('org')} label={t('work.field.org')} required choices={all} />
          <TextArea
            {...form.field('reason')}
            label={t('work.field.exceptionReason')}
            required
            rows={2}
            minLength={2}
            maxLength={500}
          />
          <Field
            {...form.field('funding')}
            label={t('work.field.funding')}
            hint={t('work.hint.funding')}
            required
            minLength={2}
            maxLength={200}
          />
        </>
      )}
      <TextArea {...form.field('text')} label={t('work.field.dispatchText')} rows={2} maxLength={2000} />
      <AssistFields
        assists={form.values.assists}
        orgs={all}
        errors={form.errors}
        onChange={(assists) => form.set('assists', assists)}
      />
      {form.errors.assists && <Notice>{form.errors.assists}</Notice>}
      <ErrorNotice problem={form.problem} unmetWords={(id) => unmetWords(id, t)} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {t('work.label.confirm', { act: t('matters.act.dispatch') })}
      </ActButton>
    </form>
  )
}

/** 交办: who stands on the duty list for this category at this place comes first; anybody else needs reason and funding. */
export const DispatchForm = ({ view, onDone }: { view: View; onDone: (done: Delivered) => void }) => {
  const found = useGet('matters.duties', {
    query: { unit: view.unit.code, ...(view.category ? { category: view.category } : {}) },
  })
  if (found.isPending) return <Loading />
  return (
    <>
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      <Form view={view} duties={found.data ?? []} onDone={onDone} />
    </>
  )
}
