import type { MeetingView, VoteView } from './api.ts'
import { Do } from './do.tsx'
import { useWords } from './words.ts'

/** What those who run a talk do with a vote: hands and paper for members without a phone, count, close, annul. */
export const RunVote = ({ vote, view }: { vote: VoteView; view: MeetingView }) => {
  const say = useWords()
  const common = { id: vote.id, prospects: vote.prospects }
  const members = view.roll
    .filter(({ here, recused }) => here && !recused)
    .map(({ member, name, shown }) => ({ value: member, label: name ?? shown }))
  const member = { name: 'member', label: say('field.member'), kind: 'select' as const, choices: members }
  const number = (name: string) => ({ name, label: say(`field.${name}`), kind: 'number' as const, initial: '0' })
  const counted = ['yes', 'no', 'abstain'].map(number)
  const asNumbers = (values: Record<string, string>) =>
    Object.fromEntries(['yes', 'no', 'abstain'].map((name) => [name, Number(values[name])]))
  if (vote.prospects.length === 0 || vote.state !== 'open') return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one
    <div className="acts" role="group" aria-label={say('meeting.acts')}>
      {vote.mode === 'open' ? (
        <Do
          of="vote.note-hand"
          endpoint="deliberation.note-hand"
          {...common}
          asks={[
            member,
            {
              name: 'choice',
              label: say('vote.title'),
              kind: 'cards',
              choices: ['yes', 'no', 'abstain'].map((value) => ({ value, label: say(`choice.${value}`) })),
            },
          ]}
        />
      ) : (
        <>
          <p className="quiet num">{say('vote.paperOut', { n: vote.paperSlips })}</p>
          <Do of="vote.hand-slip" endpoint="deliberation.hand-slip" {...common} asks={[member]} />
          {vote.paperSlips > 0 && (
            <>
              <Do
                of="vote.count-paper"
                endpoint="deliberation.count-paper"
                {...common}
                asks={counted}
                body={asNumbers}
              />
              <Do of="vote.confirm-paper" endpoint="deliberation.confirm-paper" {...common} />
            </>
          )}
        </>
      )}
      <Do of="vote.close" endpoint="deliberation.close" {...common} main />
      <Do
        of="vote.annul"
        endpoint="deliberation.annul"
        {...common}
        asks={[{ name: 'reason', label: say('field.why'), kind: 'area', most: 500 }]}
      />
    </div>
  )
}
