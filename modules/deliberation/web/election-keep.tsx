import { ActButton } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { Link } from 'wouter'
import { type ElectionView, useGet } from './api.ts'
import { Do } from './do.tsx'
import { BallotForm } from './election-ballot.tsx'
import { CallRepresentatives } from './election-call.tsx'
import { useWords } from './words.ts'

type Props = { view: ElectionView }
const BALLOTS = ['count', 'run-off', 'choose-chair'] as const

/** 履职: the chair’s own work account takes the post; searched by name among the county’s. */
const TakeOffice = ({ view }: Props) => {
  const say = useWords()
  const chair = view.nominees.find((one) => one.chair)
  const staff = useGet('people.staff', chair && view.state === 'posted' ? { query: { q: chair.shown } } : undefined)
  const choices = (staff.data ?? [])
    .filter(({ name }) => name === chair?.shown)
    .map(({ account, name, posts }) => ({ value: account, label: [name, ...posts].join(' · ') }))
  return (
    <Do
      of="election.take-office"
      endpoint="deliberation.take-office"
      id={view.id}
      prospects={view.prospects}
      main
      asks={
        view.withChair ? [{ name: 'chairAccount', label: say('election.chairAccount'), kind: 'cards', choices }] : []
      }
    />
  )
}

/** What those who keep an election’s papers do next, and the town’s word (D07). */
const ElectionKeep = ({ view }: Props) => {
  const say = useWords()
  const [form, open] = useState<'call' | (typeof BALLOTS)[number] | undefined>()
  const close = () => open(undefined)
  const common = { id: view.id, prospects: view.prospects }
  const keeps = view.prospects.some(({ act }) => act === 'count')
  const { meeting } = view
  const voting = ['nominated', 'tied', 'counted'].includes(view.state)
  const called = meeting !== null && ['convened', 'notified', 'sitting'].includes(meeting.state)
  const why = [{ name: 'reason', label: say('field.why'), kind: 'area' as const, most: 500 }]
  if (form === 'call') return <CallRepresentatives view={view} title={say('election.meetingTitle')} onDone={close} />
  if (form) return <BallotForm view={view} kind={form} onDone={close} />
  return (
    <>
      {voting && called && (
        <p>
          <Link className="tall" href={`/meetings/${meeting.id}?county=${view.unit.code.slice(0, 6)}`}>
            {say('election.toMeeting')}
          </Link>
        </p>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one */}
      <div className="acts" role="group" aria-label={say('meeting.acts')}>
        <Do of="election.close-nominations" endpoint="deliberation.close-nominations" {...common} main />
        {keeps && voting && !called && (
          <ActButton kind="main" onAct={() => open('call')}>
            {say('election.call')}
          </ActButton>
        )}
        {called &&
          BALLOTS.map((kind) => (
            <Do
              key={kind}
              of={`election.${kind}`}
              endpoint="deliberation.count"
              {...common}
              main
              onAct={() => open(kind)}
            />
          ))}
        <Do of="election.leave-open" endpoint="deliberation.leave-open" {...common} asks={why} />
        {view.open.length > 0 && <Do of="election.another-round" endpoint="deliberation.another-round" {...common} />}
        {view.chairRule && (
          <Do
            of="election.name-chair"
            endpoint="deliberation.name-chair"
            {...common}
            asks={[
              {
                name: 'nominee',
                label: say('election.theChair'),
                kind: 'cards',
                choices: view.nominees
                  .filter(({ elected }) => elected)
                  .map(({ id, shown }) => ({ value: id, label: shown })),
              },
              ...why,
            ]}
          />
        )}
        <Do of="election.post-result" endpoint="deliberation.post-result" {...common} main />
        <TakeOffice view={view} />
        <Do
          of="election.comment-election"
          endpoint="deliberation.comment-election"
          {...common}
          asks={[{ name: 'text', label: say('field.guidance'), kind: 'area' }]}
        />
        <Do of="election.annul-election" endpoint="deliberation.annul-election" {...common} asks={why} />
      </div>
    </>
  )
}

export default ElectionKeep
