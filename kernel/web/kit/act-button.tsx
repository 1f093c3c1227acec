import type { ReactNode } from 'react'
import { useT } from '../i18n.ts'

type Props = {
  children: ReactNode
  kind?: 'main' | 'plain'
  /** What stands in the way, in words. The button then stays reachable and says it: `办结 —— 还差：先受理`. */
  missing?: readonly string[]
  busy?: boolean
  onAct?: () => void
  type?: 'button' | 'submit'
}

/** One act. A disabled one is not hidden and not skipped by the keyboard: it says what is still missing. */
export const ActButton = ({ children, kind = 'plain', missing = [], busy, onAct, type = 'button' }: Props) => {
  const t = useT()
  const blocked = missing.length > 0
  return (
    <button
      type={blocked ? 'button' : type}
      className={`act ${blocked ? 'blocked' : kind}`}
      aria-disabled={blocked || busy || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (blocked || busy) event.preventDefault()
        else onAct?.()
      }}
    >
      <span>{busy ? t('kit.label.busy') : children}</span>
      {blocked && (
        <span className="missing">
          {' '}
          <span aria-hidden="true">—— </span>
          {t('kit.label.missing', { what: missing.join(t('kit.label.listSeparator')) })}
        </span>
      )}
    </button>
  )
}

/** Acts under each other, the main one first. */
export const Acts = ({ children }: { children: ReactNode }) => <div className="acts">{children}</div>
