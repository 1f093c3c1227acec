import { ActButton, DataTable, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { Qr } from '@gongzhi/kernel/web/kit/qr.tsx'
import { type MeetingView, useAct } from './api.ts'
import { useWords } from './words.ts'

/** The code that opens the room, large enough for the board, and as a QR. */
export const DoorCode = ({ view }: { view: MeetingView }) => {
  const say = useWords()
  if (!view.doorCode) return null
  const county = view.unit.code.slice(0, 6)
  return (
    <Slip title={say('meeting.doorCode')} level={3}>
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

/** The roll, each with one tap: here, gone, the floor. */
export const RollTable = ({ view }: { view: MeetingView }) => {
  const say = useWords()
  const markIn = useAct('deliberation.mark-in')
  const markOut = useAct('deliberation.mark-out')
  const floor = useAct('deliberation.give-floor')
  const may = (act: string) => view.prospects.some((one) => one.act === act && !one.unmet.includes('state'))
  const mayFloor = view.prospects.some((one) => one.act === 'give-floor' && one.unmet.length === 0)
  const params = { id: view.id }
  if (view.roll.length === 0) return null
  return (
    <DataTable
      caption={say('meeting.roll')}
      rows={view.roll}
      rowKey={(row) => row.member}
      columns={[
        {
          id: 'name',
          head: say('roll.name'),
          cell: (row) => (
            <>
              {row.name ?? row.shown}
              {row.recused && <small> {say('meeting.recused')}</small>}
            </>
          ),
        },
        { id: 'here', head: say('meeting.signing'), cell: (row) => say(row.here ? 'meeting.here' : 'meeting.notHere') },
        {
          id: 'acts',
          head: say('meeting.acts'),
          cell: (row) => (
            <span className="row-acts">
              {may('mark-in') && !row.here && (
                <ActButton onAct={() => markIn.mutate({ params, body: { member: row.member, how: 'list' } })}>
                  {say('meeting.in')}
                </ActButton>
              )}
              {may('mark-out') && row.here && (
                <ActButton onAct={() => markOut.mutate({ params, body: { member: row.member } })}>
                  {say('meeting.out')}
                </ActButton>
              )}
              {mayFloor && row.here && (
                <ActButton onAct={() => floor.mutate({ params, body: { member: row.member } })}>
                  {say('meeting.act.give-floor')}
                </ActButton>
              )}
            </span>
          ),
        },
      ]}
    />
  )
}
