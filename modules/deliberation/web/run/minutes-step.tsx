import { kindOf } from '../../rules/bodies.ts'
import type { MeetingView } from '../api.ts'
import { Do } from '../do.tsx'
import { useWords } from '../words.ts'

/** 会议记录: they wrote themselves; the recorder confirms, the chair signs, objections are answered. */
export const MinutesStep = ({ view }: { view: MeetingView }) => {
  const say = useWords()
  const common = { id: view.id, prospects: view.prospects }
  return (
    <>
      <p className="quiet">{say(kindOf(view.body) === 'council' ? 'run.minutesNote' : 'run.minutesNoteOf')}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one */}
      <div className="acts" role="group" aria-label={say('meeting.acts')}>
        <Do
          of="meeting.record"
          endpoint="deliberation.record"
          {...common}
          main
          asks={[{ name: 'summary', label: say('field.summary'), kind: 'area', optional: true, most: 4000 }]}
        />
        <Do of="meeting.sign" endpoint="deliberation.sign" {...common} main />
      </div>
    </>
  )
}
