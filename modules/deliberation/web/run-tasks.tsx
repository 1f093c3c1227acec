import type { TaskRow } from './api.ts'
import { Do } from './do.tsx'
import { useWords } from './words.ts'

/** What can be done with a promise: by its owner at any time, by the members at a talk. */
export const TaskActs = ({ task, present }: { task: TaskRow; present?: number }) => {
  const say = useWords()
  const common = { id: task.id, prospects: task.prospects }
  const laid = task.prospects.some(({ act, unmet }) => act === 'extend' && !unmet.includes('laid-before-the-meeting'))
  const number = (name: string, initial = '0') => ({
    name,
    label: say(`field.${name}`),
    kind: 'number' as const,
    initial,
  })
  const photos = { name: 'photos', label: say('task.photos'), kind: 'photos' as const }
  const why = { name: 'reason', label: say('field.why'), kind: 'area' as const, most: 500 }
  if (task.prospects.length === 0 || task.state === 'struck') return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one
    <div className="acts" role="group" aria-label={say('meeting.acts')}>
      <Do
        of="task.claim"
        endpoint="deliberation.claim"
        {...common}
        main
        asks={[{ name: 'evidence', label: say('field.evidence'), kind: 'area' }, photos]}
      />
      <Do
        of="task.report"
        endpoint="deliberation.report"
        {...common}
        asks={[{ name: 'text', label: say('field.progress'), kind: 'area', most: 500 }, photos]}
      />
      {laid && (
        <>
          <Do
            of="task.strike-off"
            endpoint="deliberation.strike-off"
            {...common}
            main
            asks={[number('yes', String(present ?? 0)), number('no'), number('abstain')]}
            body={(values) => ({
              hands: { yes: Number(values.yes), no: Number(values.no), abstain: Number(values.abstain) },
            })}
          />
          <Do of="task.not-done" endpoint="deliberation.not-done" {...common} asks={[why]} />
          <Do
            of="task.extend"
            endpoint="deliberation.extend"
            {...common}
            asks={[{ name: 'until', label: say('field.until'), kind: 'date' }, why]}
          />
        </>
      )}
    </div>
  )
}
