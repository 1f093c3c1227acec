import { Slip } from '@gongzhi/kernel/web/kit/index.ts'
import type { MeetingView } from './api.ts'
import { Do } from './do.tsx'
import { useWords } from './words.ts'

type Props = {
  view: MeetingView
  /** The code of the room, where it is known already. */
  code: string
  /** On the page of whoever runs the talk its own acts come first. */
  beside?: true
}

/** What a member does here: sign in, leave, ask to speak, object to the minutes; whoever runs the talk may be one (D06). */
export const Mine = ({ view, code, beside }: Props) => {
  const say = useWords()
  const { me } = view
  const objects = view.prospects.some(({ act, unmet }) => act === 'object' && !unmet.includes('state'))
  const room = view.state === 'notified' || view.state === 'sitting'
  if (!me || (!room && !objects)) return null
  const common = { id: view.id, prospects: view.prospects }
  const main = !beside
  return (
    <Slip title={say('meeting.me')} level={2} className="mine">
      {room && (
        <p role="status">
          <b>
            {me.turn === 'speaking'
              ? say('meeting.myTurn')
              : me.turn === 'waiting'
                ? say('meeting.waiting')
                : say(me.here ? 'meeting.iAmHere' : 'meeting.iAmNot')}
          </b>
        </p>
      )}
      <div className="acts">
        {!me.here && (
          <Do
            of="meeting.sign-in"
            endpoint="deliberation.sign-in"
            {...common}
            main={main}
            asks={[{ name: 'code', label: say('field.code'), initial: code, most: 6 }]}
          />
        )}
        {me.here && view.items.some(({ current }) => current) && me.turn !== 'waiting' && me.turn !== 'speaking' && (
          <Do of="meeting.ask-floor" endpoint="deliberation.ask-floor" {...common} main={main} />
        )}
        {me.here && <Do of="meeting.leave" endpoint="deliberation.leave" {...common} />}
        <Do
          of="meeting.object"
          endpoint="deliberation.object"
          {...common}
          asks={[{ name: 'text', label: say('field.objection'), kind: 'area' }]}
        />
      </div>
    </Slip>
  )
}
