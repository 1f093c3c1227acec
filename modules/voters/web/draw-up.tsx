import { ActButton, Acts, ErrorNotice, Field, Select, TextArea, toast, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { choosers } from '../rules/rows.ts'
import { type Found, useAct } from './api.ts'
import { useBasis } from './standing.tsx'
import { linesOf, useWords } from './words.ts'

type Chooser = (typeof choosers)[number]

/** 换届选举登记: the day, the seats, and the committee that the village chose. */
export const DrawUp = ({ found }: { found: Found }) => {
  const say = useWords()
  const basis = useBasis()
  const draw = useAct('voters.draw-up')
  const form = useForm<Record<string, string>>({
    initial: { electionDay: '', seats: '5', chosenBy: 'representatives', chosenOn: '', committee: '' },
    submit: async ({ electionDay = '', seats, chosenBy, chosenOn = '', committee }) => {
      await draw.mutateAsync({
        body: {
          ...{ unit: found.unit.code, electionDay, seats: Number(seats), chosenOn, committee: linesOf(committee) },
          chosenBy: chosenBy as Chooser,
        },
      })
      toast(say('draw.done'))
    },
    errorWords: (code, _name, at) =>
      code === 'in-future'
        ? say('wrong.in-future')
        : at === undefined
          ? undefined
          : say(`wrong.${code}`, { line: at + 1 }),
  })
  return (
    <section className="section screen-only" aria-labelledby="draw">
      <h2 id="draw">{say('draw.title')}</h2>
      <p className="quiet">{say('draw.note')}</p>
      <form {...form.props}>
        <Field
          {...form.field('electionDay')}
          label={say('draw.day')}
          hint={`${say('draw.dayHint', { n: found.law.posted.amount })} ${basis(found.law.posted.source)}`}
          type="date"
          required
        />
        <Field {...form.field('seats')} label={say('draw.seats')} type="number" min={1} max={20} required />
        <Select
          {...form.field('chosenBy')}
          label={say('draw.chosenBy')}
          required
          choices={choosers.map((one) => ({ value: one, label: say(`chooser.${one}`) }))}
        />
        <Field {...form.field('chosenOn')} label={say('draw.chosenOn')} type="date" required />
        <TextArea
          {...form.field('committee')}
          label={say('draw.committee')}
          hint={`${say('draw.committeeHint')} ${found.committee.basis}`}
          required
          rows={6}
          maxLength={2000}
        />
        <ErrorNotice problem={form.problem} unmetWords={(id) => say(`unmet.${id}`)} />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy}>
            {say('voter-roll.act.draw-up')}
          </ActButton>
        </Acts>
      </form>
    </section>
  )
}
