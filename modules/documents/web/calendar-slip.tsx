import { formatTime } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, Acts, ErrorNotice, Slip, toast } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { useAct, useGet } from './api.ts'

/** 日历订阅: an address of one's own for the calendar of a phone or Outlook; made anew or ended at will. */
export const CalendarSlip = () => {
  const t = useT()
  const found = useGet('documents.my-feed', {})
  const refresh = ['documents.my-feed']
  const make = useAct('documents.new-feed', { refresh })
  const end = useAct('documents.end-feed', { refresh })
  const [path, setPath] = useState<string>()
  const address = path && `${location.origin}${path}`
  const renew = async () => {
    const made = await make.mutateAsync({}).catch(() => undefined)
    setPath(made?.path)
  }
  const stop = async () => {
    const ended = await end.mutateAsync({}).catch(() => undefined)
    if (!ended) return
    setPath(undefined)
    toast(t('work.toast.calendarEnded'))
  }
  const { since, readAt } = found.data ?? { since: null, readAt: null }
  return (
    <Slip title={t('work.label.calendar')}>
      <p>{t('work.note.calendar')}</p>
      {since && (
        <p className="quiet num">
          {t('work.label.calendarSince', { at: formatTime(since) })}
          {readAt ? ` · ${t('work.label.calendarRead', { at: formatTime(readAt) })}` : ''}
        </p>
      )}
      {address && (
        <div role="status">
          <p>{t('work.label.calendarOnce')}</p>
          <p>
            <code className="written">{address}</code>
          </p>
        </div>
      )}
      <ErrorNotice problem={found.error ?? make.error ?? end.error} />
      <Acts>
        <ActButton busy={make.isPending} onAct={renew}>
          {t(since ? 'work.label.calendarRenew' : 'work.label.calendarMake')}
        </ActButton>
        {since && (
          <ActButton busy={end.isPending} onAct={stop}>
            {t('work.label.calendarEnd')}
          </ActButton>
        )}
      </Acts>
    </Slip>
  )
}
