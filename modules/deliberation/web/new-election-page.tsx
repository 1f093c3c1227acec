import {
  ActButton,
  Acts,
  ErrorNotice,
  Field,
  Loading,
  Notice,
  Page,
  RadioCards,
  TextArea,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { useLocation, useSearchParams } from 'wouter'
import { useAct, useGet } from './api.ts'
import { More } from './pieces.tsx'
import { useWhy } from './why.ts'
import { useWords } from './words.ts'

type Class = { readonly code: string; readonly title: string; readonly least: number }

const Form = ({ unit, classes }: { unit: string; classes: readonly Class[] }) => {
  const say = useWords()
  const why = useWhy()
  const [, go] = useLocation()
  const open = useAct('deliberation.open-election')
  const form = useForm<Record<string, string>>({
    initial: {
      ...{
        title: say('election.titleIs'),
        sort: 'renewal',
        on: '',
        from: '',
        until: '',
        chair: 'ballot',
        chairRule: '',
      },
      ...Object.fromEntries(classes.map(({ code, least }) => [`seats.${code}`, String(least)])),
    },
    submit: async (values) => {
      const { title = '', sort, on = '', from = '', until = '', chair, chairRule = '' } = values
      const { id } = await open.mutateAsync({
        body: {
          ...{ unit, title, on, from, until, sort: sort as 'renewal', withChair: chair !== 'none' },
          seats: classes.map(({ code }) => ({ class: code, seats: Number(values[`seats.${code}`] ?? 0) })),
          ...(chair === 'rule' ? { chairRule } : {}),
        },
      })
      go(`/elections/${id}?county=${unit.slice(0, 6)}`)
    },
  })
  const { sort, chair } = form.values
  return (
    <form {...form.props}>
      <Field {...form.field('title')} label={say('election.title')} required minLength={2} maxLength={60} />
      <RadioCards
        {...form.field('sort')}
        label={say('election.sort')}
        required
        choices={['renewal', 'by-election'].map((value) => ({ value, label: say(`election.sort.${value}`) }))}
      />
      <fieldset className="cards">
        <legend>{say('election.seats')}</legend>
        {classes.map(({ code, title, least }) => (
          <Field
            key={code}
            {...form.field(`seats.${code}`)}
            label={sort === 'renewal' && least > 0 ? say('election.seatsLeast', { title, least }) : title}
            type="number"
            min={0}
            required
          />
        ))}
      </fieldset>
      <Field {...form.field('on')} label={say('election.on')} type="date" required />
      <Field {...form.field('from')} label={say('election.from')} type="date" required />
      <Field {...form.field('until')} label={say('election.until')} type="date" required />
      <RadioCards
        {...form.field('chair')}
        label={say('election.chair')}
        required
        choices={['ballot', 'rule', 'none'].map((value) => ({ value, label: say(`election.chair.${value}`) }))}
      />
      {chair === 'rule' && (
        <TextArea {...form.field('chairRule')} label={say('election.chairRule')} required maxLength={500} />
      )}
      <ErrorNotice problem={form.problem} unmetWords={why} />
      <Acts>
        <ActButton type="submit" kind="main" busy={form.busy}>
          {say('election.act.open-election')}
        </ActButton>
      </Acts>
    </form>
  )
}

/** 开始推选 (D08): how many of each class, for which term, on which day. */
export const NewElectionPage = ({ back }: { back: { href: string; label: string } }) => {
  const say = useWords()
  const [search] = useSearchParams()
  const unit = search.get('unit') ?? ''
  const council = useGet('people.body', { params: { body: `${unit}.council` } })
  const representatives = useGet('people.body', { params: { body: `${unit}.representatives` } })
  return (
    <Page title={say('election.act.open-election')} note={council.data?.unit.name} back={back}>
      {council.isPending && <Loading />}
      {council.error && (
        <>
          <Notice>{say('unmet.council-stands')}</Notice>
          <More href={`/rolls/${unit}.council`}>{say('bodies.found.council')}</More>
        </>
      )}
      {representatives.error && (
        <>
          <Notice>{say('unmet.representatives-stand')}</Notice>
          <More href={`/rolls/${unit}.representatives`}>{say('bodies.found.representatives')}</More>
        </>
      )}
      {council.data && <Form unit={unit} classes={council.data.classes} />}
    </Page>
  )
}
