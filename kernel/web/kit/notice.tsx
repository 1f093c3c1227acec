import type { ReactNode } from 'react'
import { hasWords, useT } from '../i18n.ts'
import { isProblem } from '../web-problem.ts'

/** Something to know, in a ruled box. */
export const Notice = ({ title, children }: { title?: string; children?: ReactNode }) => (
  <div className="notice">
    {title && <strong>{title}</strong>}
    {children}
  </div>
)

/** There is nothing here, and what one can do. */
export const Empty = ({ children }: { children: ReactNode }) => <div className="empty">{children}</div>

const keyOf = (problem: unknown): string => {
  if (!isProblem(problem)) return 'kit.problem.broken'
  // a problem that a module has its own words for
  const own = `problem.${problem.type.split('/').pop()}`
  if (hasWords(own)) return own
  if (problem.status === 0) return problem.type === 'timeout' ? 'kit.problem.timeout' : 'kit.problem.network'
  const known = [400, 401, 403, 404, 409, 413, 429]
  if (known.includes(problem.status)) return `kit.problem.${problem.status}`
  return problem.status < 500 ? 'kit.problem.400' : 'kit.problem.server'
}

type Props = {
  problem: unknown
  /** Words for an unmet requirement: `(id) => t('matters.requirement.' + id)`. */
  unmetWords?: (id: string) => string
  onAgain?: () => void
}

/** What went wrong and what to do about it, from anything caught. Takes no room when there is no problem. */
export const ErrorNotice = ({ problem, unmetWords, onAgain }: Props) => {
  const t = useT()
  const unmet = isProblem(problem) ? problem.unmet : []
  return (
    <div role="alert">
      {problem ? (
        <div className="notice wrong">
          <strong>{t(keyOf(problem))}</strong>
          {unmet.length > 0 && (
            <ul>
              {unmet.map((id) => (
                <li key={id}>{unmetWords ? unmetWords(id) : t(`kit.unmet.${id}`)}</li>
              ))}
            </ul>
          )}
          {onAgain && (
            <button type="button" className="more" onClick={onAgain}>
              {t('kit.label.again')}
            </button>
          )}
        </div>
      ) : null}
    </div>
  )
}

/** While something is on its way. */
export const Loading = () => {
  const t = useT()
  return (
    <p className="loading quiet" role="status">
      {t('kit.label.loading')}
    </p>
  )
}

/** How far something has come: `3 / 5`. */
export const Progress = ({ label, done, total }: { label: string; done: number; total: number }) => (
  <label className="progress">
    <span>
      {label} <span className="num">{`${done} / ${total}`}</span>
    </span>
    <progress value={done} max={total} />
  </label>
)

/** Pages where both ways are known. */
export const Pager = ({
  onPrevious,
  onNext,
  note,
}: {
  onPrevious?: () => void
  onNext?: () => void
  note?: string
}) => {
  const t = useT()
  return (
    <nav className="pager" aria-label={note ?? t('kit.label.next')}>
      <button type="button" disabled={!onPrevious} onClick={onPrevious}>
        {t('kit.label.previous')}
      </button>
      {note && <span className="quiet num">{note}</span>}
      <button type="button" disabled={!onNext} onClick={onNext}>
        {t('kit.label.next')}
      </button>
    </nav>
  )
}
