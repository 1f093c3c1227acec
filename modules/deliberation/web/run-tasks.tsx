import type { ReactNode } from 'react'
import type { TaskRow } from './api.ts'
import { Do } from './do.tsx'
import { useWords } from './words.ts'

/** What can be done with a promise: by its owner at any time, by the members at a talk. */
export const TaskActs = ({ task, strike }: { task: TaskRow; strike?: ReactNode }) => {
  const say = useWords()
  const common = { id: task.id, prospects: task.prospects }
  const laid = task.prospects.some(({ act, unmet }) => act === 'extend' && !unmet.includes('laid-before-the-meeting'))
  const strikes = task.prospects.some(({ act, unmet }) => act === 'strike-off' && !unmet.includes('state'))
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
          {strike}
          {/* hands are counted where the roll is */}
          {!strike && strikes && (
            <a className="tall" href={`/work/meetings/${task.laidBefore}?county=${task.org.id.slice(0, 6)}`}>
              {say('task.strikeThere')}
            </a>
          )}
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
