import { DocumentPicker, type Sent } from '@gongzhi/files/web'
import { dayNumber, formatHour, moment } from '@gongzhi/kernel/web/day.ts'
import {
  ActButton,
  Acts,
  ErrorNotice,
  Field,
  Loading,
  Select,
  TextArea,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { citeOf, useLaw, verdictOnAmount } from '@gongzhi/law/web'
import { useState } from 'react'
import type { BodyKind } from '../rules/bodies.ts'
import { ruleOf } from '../rules/numbers.ts'
import { AgendaFields, type Asked } from './agenda-fields.tsx'
import { type MeetingView, useAct, useGet } from './api.ts'
import { dropDraft, readDraft, useKept } from './draft.ts'
import { useWords } from './words.ts'

const dayOf = (at: string | number): string => {
  const { year, month, day } = moment(at)
  return [String(year), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}

/** Whether notice given today would be long enough, with the article, before anything is sent (D12). */
const useNotice = (unit: string, kind: BodyKind, day: string) => {
  const law = useLaw(unit)
  if (!law || day === '') return undefined
  return verdictOnAmount(law, ruleOf(kind, 'notice'), Math.max(0, dayNumber(day) - dayNumber(Date.now())))
}

type Props = {
  unit: string
  /** Which body is called together. */
  kind: BodyKind
  /** The talk as it is planned, when its plan is changed. */
  before?: MeetingView | undefined
  /** The place of the talk before. */
  venue: string
  onDone: (id: string) => void
}

const Form = ({ unit, kind, before, venue, onDone }: Props) => {
  const say = useWords()
  const topics = useGet('deliberation.topics', { query: { unit, state: 'admitted', body: kind } })
  const convene = useAct('deliberation.convene')
  const change = useAct('deliberation.change')
  const draft = before ? undefined : `plan.${unit}.${kind}`
  const items = before?.items ?? []
  const [agenda, setAgenda] = useState<readonly string[]>(items.map(({ id }) => id))
  const [advisers, setAdvisers] = useState<readonly Asked[]>(
    items.flatMap(({ id, advisers: asked }) => asked.map((one) => ({ topic: id, ...one }))),
  )
  const [materials, setMaterials] = useState<readonly Sent[]>(
    (before?.materials ?? []).map((one) => ({ ...one, waiting: false })),
  )
  const initial = {
    title: before?.title ?? say(kind === 'council' ? 'meeting.title' : `bodies.kind.${kind}`),
    day: before ? dayOf(before.startsAt) : '',
    time: before ? formatHour(before.startsAt) : kind === 'council' ? '19:30' : '09:00',
    venue: before?.venue ?? venue,
    venueKind: before?.venueKind ?? 'hall',
    venueNotes: before?.venueNotes ?? '',
    urgent: before?.urgent ?? '',
  }
  const form = useForm({
    initial: draft === undefined ? initial : readDraft(draft, initial),
    submit: async ({ title, day, time, venue: at, venueKind, venueNotes, urgent }) => {
      const plan = {
        title,
        startsAt: `${day}T${time}:00+08:00`,
        venue: at,
        venueKind: venueKind as 'hall',
        agenda: [...agenda],
        materials: materials.map(({ id, name }) => ({ id, name })),
        advisers: advisers
          .filter(({ topic, name }) => agenda.includes(topic) && name.trim() !== '')
          .map(({ topic, name, office }) => ({ topic, name: name.trim(), office: office.trim() || '—' })),
        venueNotes,
        urgent,
      }
      if (before) {
        await change.mutateAsync({ params: { id: before.id }, body: plan })
        toast(say('run.changed'))
        return onDone(before.id)
      }
      const { id } = await convene.mutateAsync({ body: { body: `${unit}.${kind}`, ...plan } })
      if (draft !== undefined) dropDraft(draft)
      toast(say('new.sent'))
      onDone(id)
    },
  })
  useKept(draft, form.values)
  const notice = useNotice(unit, kind, form.values.day)
  const rows = [...items, ...(topics.data?.rows ?? []).filter(({ id }) => !items.some((item) => item.id === id))]
  return (
    <form {...form.props}>
      <Field {...form.field('title')} label={say('new.name')} required minLength={2} maxLength={60} />
      <Field {...form.field('day')} label={say('new.day')} type="date" required min={dayOf(Date.now())} />
      <Field {...form.field('time')} label={say('new.time')} type="time" required />
      <div role="status">
        {notice && (
          <p className={notice.met ? 'quiet' : 'notice'}>
            {say('run.noticeToday', {
              given: notice.given,
              bar: notice.bar,
              basis: citeOf(notice.source),
            })}{' '}
            <b>{say(notice.met ? 'run.noticeEnough' : 'run.noticeShort')}</b>
          </p>
        )}
      </div>
      {(notice?.met === false || form.values.urgent !== '') && (
        <TextArea {...form.field('urgent')} label={say('new.urgent')} maxLength={300} rows={2} />
      )}
      <Field {...form.field('venue')} label={say('new.venue')} required minLength={2} maxLength={120} />
      <Select
        {...form.field('venueKind')}
        label={say('new.venueKind')}
        required
        choices={['hall', 'outdoor', 'online'].map((value) => ({ value, label: say(`venue.${value}`) }))}
      />
      <TextArea {...form.field('venueNotes')} label={say('new.venueNotes')} maxLength={300} rows={2} />
      <AgendaFields
        rows={topics.data ? rows : undefined}
        studied={kind !== 'council'}
        agenda={agenda}
        advisers={advisers}
        onAgenda={setAgenda}
        onAdvisers={setAdvisers}
        error={form.errors.agenda}
      />
      <DocumentPicker label={say('meeting.materials')} documents={materials} onChange={setMaterials} />
      <ErrorNotice problem={form.problem} unmetWords={(id) => say(`unmet.${id}`)} />
      <Acts>
        <ActButton type="submit" kind="main" busy={form.busy}>
          {say(before ? 'run.saveChange' : 'meeting.act.convene')}
        </ActButton>
        {before && <ActButton onAct={() => onDone(before.id)}>{say('cancel')}</ActButton>}
      </Acts>
    </form>
  )
}

/** 召集, or a plan changed: when, where, over what; whether there is time enough for the notice stands there as one types. */
export const PlanForm = ({ unit, kind, before, onDone }: Omit<Props, 'venue'>) => {
  const talks = useGet('deliberation.meetings', before ? undefined : { query: { unit } })
  if (!before && talks.isPending) return <Loading />
  return <Form unit={unit} kind={kind} before={before} venue={talks.data?.rows[0]?.venue ?? ''} onDone={onDone} />
}
