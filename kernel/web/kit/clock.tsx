import { type ReactNode, useEffect, useState } from 'react'
import { useT } from '../i18n.ts'
import { type TimeLeft, timeLeft } from '../time-left.ts'

type Props = Omit<TimeLeft, 'now'> & { now?: TimeLeft['now'] }

/** The time left alone, in words: `还有 2 个工作日，周四下班前`. Without `now` it follows the device, minute by minute. */
export const TimeLeftWords = ({ now, ...due }: Props) => {
  const t = useT()
  const [tick, setTick] = useState(() => Date.now())
  useEffect(() => {
    if (now !== undefined) return
    const timer = setInterval(() => setTick(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [now])
  const { words, tone } = timeLeft({ ...due, now: now ?? tick }, t)
  return (
    <span className={`time-left ${tone}`}>
      <span className="unseen">{t('kit.clock.before')}</span>
      {words}
    </span>
  )
}

/** 时限: who has it on the left, the time left on the right. `also` is said after it: `已督办`. */
export const Clock = ({ who, also, ...due }: Props & { who?: ReactNode; also?: string }) => {
  const t = useT()
  return (
    <div className="clock">
      <span>{who}</span>
      <b>
        <TimeLeftWords {...due} />
        {also && <span className="also">{t('kit.clock.also', { also })}</span>}
      </b>
    </div>
  )
}
