import { ActButton, Acts, ErrorNotice, Field, TextArea, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { useLocation } from 'wouter'
import { useAct } from './api.ts'
import { useWhy } from './why.ts'
import { useWords } from './words.ts'

type Props = {
  /** What it is called for; `on`: the day it was planned for. */
  view: { id: string; unit: { code: string }; on?: string }
  title: string
  onDone: () => void
}

/** 召集村民代表会议: its one item is the election or the recall (村民委员会组织法 第二十九条、第三十条). */
export const CallRepresentatives = ({ view, title: named, onDone }: Props) => {
  const say = useWords()
  const why = useWhy()
  const [, go] = useLocation()
  const convene = useAct('deliberation.convene')
  const form = useForm<Record<string, string>>({
    initial: { title: named, day: view.on ?? '', time: '09:00', venue: '', urgent: '' },
    submit: async ({ title = '', day, time, venue = '', urgent = '' }) => {
      const { id } = await convene.mutateAsync({
        body: {
          ...{ body: `${view.unit.code}.representatives`, title, venue, venueKind: 'hall', agenda: [] },
          ...{ startsAt: `${day}T${time}:00+08:00`, election: view.id, advisers: [], materials: [], urgent },
        },
      })
      go(`/meetings/${id}?county=${view.unit.code.slice(0, 6)}`)
    },
  })
  return (
    <section className="slip plain">
      <form {...form.props}>
        <Field {...form.field('title')} label={say('new.name')} required minLength={2} maxLength={60} />
        <Field {...form.field('day')} label={say('new.day')} type="date" required />
        <Field {...form.field('time')} label={say('new.time')} type="time" required />
        <Field {...form.field('venue')} label={say('new.venue')} required minLength={2} maxLength={120} />
        <TextArea {...form.field('urgent')} label={say('new.urgent')} maxLength={300} rows={2} />
        <ErrorNotice problem={form.problem} unmetWords={why} />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy}>
            {say('meeting.act.convene')}
          </ActButton>
          <ActButton onAct={onDone}>{say('cancel')}</ActButton>
        </Acts>
      </form>
    </section>
  )
}
