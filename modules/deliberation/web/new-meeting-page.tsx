import { DocumentPicker, type Sent } from '@gongzhi/files/web'
import {
  ActButton,
  Acts,
  Checkbox,
  Empty,
  ErrorNotice,
  Field,
  Page,
  Select,
  TextArea,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useAct, useGet } from './api.ts'
import { useWords } from './words.ts'

/** 召集: when, where, which topics. Nobody is told before notice is given. */
export const NewMeetingPage = ({ unit, back }: { unit: string; back: { href: string; label: string } }) => {
  const say = useWords()
  const [, go] = useLocation()
  const topics = useGet('deliberation.topics', { query: { unit, state: 'admitted' } })
  const convene = useAct('deliberation.convene')
  const [agenda, setAgenda] = useState<readonly string[]>([])
  const [advisers, setAdvisers] = useState<Readonly<Record<string, { name: string; office: string }>>>({})
  const [materials, setMaterials] = useState<readonly Sent[]>([])
  const form = useForm({
    initial: {
      title: say('meeting.title'),
      day: '',
      time: '19:30',
      venue: '',
      venueKind: 'hall',
      venueNotes: '',
      urgent: '',
    },
    submit: async ({ title, day, time, venue, venueKind, venueNotes, urgent }) => {
      const body = {
        body: `${unit}.council`,
        title,
        startsAt: `${day}T${time}:00+08:00`,
        venue,
        venueKind: venueKind as 'hall',
        agenda: [...agenda],
        materials: materials.map(({ id, name }) => ({ id, name })),
        advisers: agenda.flatMap((topic) => {
          const { name = '', office = '' } = advisers[topic] ?? {}
          return name.trim() === '' ? [] : [{ topic, name: name.trim(), office: office.trim() || '—' }]
        }),
        ...(venueNotes ? { venueNotes } : {}),
        ...(urgent ? { urgent } : {}),
      }
      const { id } = await convene.mutateAsync({ body })
      toast(say('new.sent'))
      go(`/meetings/${id}?county=${unit.slice(0, 6)}`)
    },
  })
  const rows = topics.data?.rows ?? []
  return (
    <Page title={say('new.title')} back={back}>
      <form {...form.props}>
        <Field {...form.field('title')} label={say('new.name')} required minLength={2} maxLength={60} />
        <Field {...form.field('day')} label={say('new.day')} type="date" required />
        <Field {...form.field('time')} label={say('new.time')} type="time" required />
        <Field {...form.field('venue')} label={say('new.venue')} required minLength={2} maxLength={120} />
        <Select
          {...form.field('venueKind')}
          label={say('new.venueKind')}
          required
          choices={['hall', 'outdoor', 'online'].map((value) => ({ value, label: say(`venue.${value}`) }))}
        />
        <TextArea {...form.field('venueNotes')} label={say('new.venueNotes')} maxLength={300} rows={2} />
        <fieldset className="cards">
          <legend>{say('new.agenda')}</legend>
          {topics.data && rows.length === 0 && <Empty>{say('new.none')}</Empty>}
          {rows.map((topic) => (
            <div key={topic.id}>
              <Checkbox
                name={topic.id}
                label={topic.title}
                checked={agenda.includes(topic.id)}
                onChange={(on) =>
                  setAgenda((before) => (on ? [...before, topic.id] : before.filter((one) => one !== topic.id)))
                }
              />
              {agenda.includes(topic.id) &&
                (['name', 'office'] as const).map((part) => (
                  <Field
                    key={part}
                    name={`${part} ${topic.id}`}
                    label={say(part === 'name' ? 'new.adviser' : 'new.adviserOffice')}
                    value={advisers[topic.id]?.[part] ?? ''}
                    onChange={(value) =>
                      setAdvisers((before) => ({
                        ...before,
                        [topic.id]: { name: '', office: '', ...before[topic.id], [part]: value },
                      }))
                    }
                    maxLength={part === 'name' ? 40 : 80}
                  />
                ))}
            </div>
          ))}
        </fieldset>
        <DocumentPicker label={say('meeting.materials')} documents={materials} onChange={setMaterials} />
        <TextArea {...form.field('urgent')} label={say('new.urgent')} maxLength={300} rows={2} />
        <ErrorNotice problem={form.problem} unmetWords={(id) => say(`unmet.${id}`)} />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy}>
            {say('meeting.act.convene')}
          </ActButton>
        </Acts>
      </form>
    </Page>
  )
}
