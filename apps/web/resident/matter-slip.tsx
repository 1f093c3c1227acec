import type { T } from '../../../kernel/web/i18n.ts'
import { useT } from '../../../kernel/web/i18n.ts'
import { Clock, Slip, Steps } from '../../../kernel/web/kit/index.ts'
import type { MatterRow } from './api.ts'
import { fiveSteps, said } from './words.ts'

type Due = Pick<MatterRow, 'left' | 'dueAt' | 'closedAt'>

/** Whether the time is up; what is closed is no longer late. */
export const isLate = ({ left, dueAt, closedAt }: Due): boolean =>
  closedAt === null && dueAt !== null && ((left !== null && left < 0) || Date.parse(dueAt) < Date.now())

const pauseWords = (t: T, reason: string): string =>
  said(t, `resident.pause.${reason}`, said(t, `matters.state.${reason}`, reason))

/** Where a matter stands: the five steps, and who has it until when. Off the road (declined, withdrawn) only words. */
export const Standing = ({ row, steps = fiveSteps }: { row: MatterRow; steps?: typeof fiveSteps }) => {
  const t = useT()
  const done = row.state === 'closed'
  const late = isLate(row)
  const paused = row.pausedFor !== null || ['asked', 'suspended', 'merged'].includes(row.state)
  const state = paused ? 'paused' : late ? 'late' : 'now'
  const who = [row.holder.org, row.holder.name].filter(Boolean).join(' ')
  const stands = t(`matters.state.${row.state}`)
  return (
    <>
      {row.step !== null && <Steps steps={steps(t)} now={done ? 5 : row.step} state={state} />}
      {row.dueAt !== null && row.closedAt === null ? (
        <Clock
          who={said(t, `resident.turn.${row.state}`, t('resident.matter.with')).replace('{who}', who)}
          dueAt={row.dueAt}
          workdaysLeft={row.left ?? 0}
          pausedFor={row.pausedFor ? pauseWords(t, row.pausedFor) : undefined}
          also={row.supervised ? t('resident.matter.supervised') : undefined}
        />
      ) : (
        <p className="stands">
          <span>{row.closedAt === null ? who : ''}</span>
          <b>{stands}</b>
        </p>
      )}
    </>
  )
}

/** One of my matters on a list. */
export const MatterSlip = ({ row }: { row: MatterRow }) => (
  <Slip title={row.title} href={`/m/${row.id}`} number={row.number} late={isLate(row)}>
    <Standing row={row} />
  </Slip>
)
