import type { ReactNode } from 'react'
import { dayNumber, formatHour, formatTime } from '../day.ts'
import { useT } from '../i18n.ts'

export type Entry = {
  id: string
  /** An instant, ISO 8601. */
  at: string
  /** Who did what: `村便民服务站 黄○○ 受理`. */
  who: string
  words?: ReactNode
  photos?: { src: string; alt: string }[]
}

/** What was said and done, in order; the day is said once, then only the hour. */
export const Timeline = ({ entries, label }: { entries: readonly Entry[]; label?: string }) => {
  useT()
  return (
    <ol className="said" aria-label={label}>
      {entries.map((entry, at) => {
        const before = entries[at - 1]
        const sameDay = before !== undefined && dayNumber(before.at) === dayNumber(entry.at)
        return (
          <li key={entry.id}>
            <p className="quiet">
              <time className="num" dateTime={entry.at}>
                {sameDay ? formatHour(entry.at) : formatTime(entry.at)}
              </time>{' '}
              · {entry.who}
            </p>
            {entry.words && <div>{entry.words}</div>}
            {entry.photos && entry.photos.length > 0 && (
              <div className="thumbs">
                {entry.photos.map((photo) => (
                  <a key={photo.src} href={photo.src}>
                    <img src={photo.src} alt={photo.alt} loading="lazy" />
                  </a>
                ))}
              </div>
            )}
          </li>
        )
      })}
    </ol>
  )
}
