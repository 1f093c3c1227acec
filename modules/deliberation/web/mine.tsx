import { Slip } from '@gongzhi/kernel/web/kit/index.ts'
import type { MeetingView } from './api.ts'
import { Do } from './do.tsx'
import { useWords } from './words.ts'

/** What a member does here: sign in, leave, ask to speak, object to the minutes. */
export const Mine = ({ view, code }: { view: MeetingView; code: string }) => {
  const say = useWords()
  const { me } = view
  if (!me) return null
  const common = { id: view.id, prospects: view.prospects }
  const room = view.state === 'notified' || view.state === 'sitting'
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
            main
            asks={[{ name: 'code', label: say('field.code'), initial: code, most: 6 }]}
          />
        )}
        {me.here && view.items.some(({ current }) => current) && me.turn !== 'waiting' && me.turn !== 'speaking' && (
          <Do of="meeting.ask-floor" endpoint="deliberation.ask-floor" {...common} main />
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
