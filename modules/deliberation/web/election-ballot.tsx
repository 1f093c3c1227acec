import { ActButton, Acts, Checkbox, ErrorNotice, Field, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { type ElectionView, useAct } from './api.ts'
import { useWhy } from './why.ts'
import { useWords } from './words.ts'

type Kind = ElectionView['ballots'][number]['kind']
type Props = { view: ElectionView; kind: Kind; onDone: () => void }

/** Who stands in a ballot, as the server will count it. */
const standing = (view: ElectionView, kind: Kind) => {
  if (kind === 'choose-chair') return view.nominees.filter(({ elected }) => elected)
  const tied = view.ballots[view.ballots.length - 1]?.sums.filter(({ result }) => result === 'tied')
  const open = new Set(view.open.map((one) => one.class))
  return view.nominees.filter(
    (one) =>
      one.state === 'accepted' &&
      !one.elected &&
      open.has(one.class) &&
      (kind !== 'run-off' || tied?.some(({ nominee }) => nominee === one.id)),
  )
}

const PAPERS = ['given', 'returned', 'valid', 'invalid'] as const

/** 计票: papers, one sum for each, two tellers; what does not add up is refused with all that is wrong. */
export const BallotForm = ({ view, kind, onDone }: Props) => {
  const say = useWords()
  const why = useWhy()
  const count = useAct(`deliberation.${kind}` as 'deliberation.count')
  const [tellers, setTellers] = useState<readonly string[]>([])
  const candidates = standing(view, kind)
  const titles = new Map(view.seats.map((one) => [one.class, one.title]))
  const form = useForm<Record<string, string>>({
    initial: {
      ...Object.fromEntries(PAPERS.map((name) => [name, name === 'invalid' ? '0' : ''])),
      ...Object.fromEntries(candidates.map(({ id }) => [id, ''])),
    },
    submit: async (values) => {
      const [given, returned, valid, invalid] = PAPERS.map((name) => Number(values[name])) as [
        number,
        number,
        number,
        number,
      ]
      await count.mutateAsync({
        params: { id: view.id },
        body: {
          ...{ given, returned, valid, invalid, tellers: [...tellers] },
          sums: candidates.map(({ id }) => ({ nominee: id, votes: Number(values[id]) })),
        },
      })
      onDone()
    },
  })
  return (
    <section className="slip plain">
      <h2>{say(`election.act.${kind}`)}</h2>
      <p className="quiet">{say('election.ballotNote')}</p>
      <form {...form.props}>
        {PAPERS.map((name) => (
          <Field key={name} {...form.field(name)} label={say(`election.${name}`)} type="number" min={0} required />
        ))}
        {candidates.map((one) => (
          <Field
            key={one.id}
            {...form.field(one.id)}
            label={say('election.votesFor', { name: one.shown, title: titles.get(one.class) ?? '' })}
            type="number"
            min={0}
            required
          />
        ))}
        <fieldset className="cards">
          <legend>{say('election.tellers')}</legend>
          {view.present.map(({ member, name }) => (
            <Checkbox
              key={member}
              name={member}
              label={name}
              checked={tellers.includes(member)}
              onChange={(on) => setTellers(on ? [...tellers, member].slice(-2) : tellers.filter((m) => m !== member))}
            />
          ))}
        </fieldset>
        <ErrorNotice problem={form.problem} unmetWords={why} />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy}>
            {say('vote.sure')}
            {say(`election.act.${kind}`)}
          </ActButton>
          <ActButton onAct={onDone}>{say('cancel')}</ActButton>
        </Acts>
      </form>
    </section>
  )
}
