import { Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { Qr } from '@gongzhi/kernel/web/kit/qr.tsx'
import type { MeetingView } from '../api.ts'
import { useWords } from '../words.ts'

/** The code that opens the room, large enough for the board, and as a QR. */
export const DoorCode = ({ view }: { view: MeetingView }) => {
  const say = useWords()
  if (!view.doorCode) return null
  const county = view.unit.code.slice(0, 6)
  return (
    <Slip title={say('meeting.doorCode')} level={2}>
      <p className="num door-code">
        <b>{view.doorCode}</b>
      </p>
      <p className="quiet">{say('meeting.doorNote')}</p>
      <Qr
        text={`${location.origin}/meetings/${view.id}?county=${county}&code=${view.doorCode}`}
        label={say('meeting.doorCode')}
      />
    </Slip>
  )
}
