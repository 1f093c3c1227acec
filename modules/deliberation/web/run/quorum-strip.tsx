import type { MeetingView } from '../api.ts'
import { decidingSum } from '../why.ts'
import { useWords } from '../words.ts'

/** 应到 / 实到, always in sight while people come and go; how many are still missing. */
export const QuorumStrip = ({ view }: { view: MeetingView }) => {
  const say = useWords()
  const found = decidingSum(view.quorum)
  if (!found) return null
  const { count, of } = found.sum
  const need = found.sum.need ?? 0
  const share = (part: number) => `${of > 0 ? Math.min(100, (part / of) * 100) : 0}%`
  return (
    <div className="quorum-strip">
      <svg aria-hidden="true" width="100%" height="10">
        <rect className="ground" y="2" width="100%" height="6" />
        <rect className="fill" y="2" width={share(count)} height="6" />
        <rect className="notch" x={share(need)} width="2" height="10" />
      </svg>
      <p role="status">
        <span className="num">{say('run.sum', { of, count, need })}</span>{' '}
        <b>{view.quorum.met ? say('meeting.enough') : say('run.short', { n: Math.max(0, need - count) })}</b>
      </p>
    </div>
  )
}
