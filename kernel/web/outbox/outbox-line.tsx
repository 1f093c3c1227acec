import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { formatTime } from '../day.ts'
import { useT } from '../i18n.ts'
import { keptFrom } from '../kept.ts'
import { isUnsent } from './item.ts'
import { useSign } from './sign.ts'

/** 有 1 件待发送，有网后自动送达: at the foot of every page, leading to the list of them. Nothing when all has arrived. */
export const OutboxLine = () => {
  const t = useT()
  const { items, others, signIn, lasting } = useSign()
  const unsent = items.filter(isUnsent)
  const refused = unsent.filter(({ state }) => state === 'refused').length
  const key = !lasting ? 'unsafe' : signIn ? 'signIn' : 'waiting'
  return (
    <p className={unsent.length + others > 0 ? 'foot' : 'unseen'} role="status">
      {unsent.length > 0 && (
        <Link href="/outbox">
          {refused > 0
            ? t('kit.outbox.refusedLine', { n: refused, all: unsent.length })
            : t(`kit.outbox.${key}Line`, { n: unsent.length })}
        </Link>
      )}
      {others > 0 && <span className="quiet">{t('kit.outbox.others', { n: others })}</span>}
    </p>
  )
}

/** Says when what stands on the page was fetched, when it comes from this device and not from the server. */
export const KeptLine = () => {
  const t = useT()
  const client = useQueryClient()
  const cache = client.getQueryCache()
  const active = () => cache.findAll({ type: 'active' }).map(({ queryHash }) => queryHash)
  const oldest = () => {
    const times = active().flatMap((hash) => keptFrom(hash) ?? [])
    return times.length > 0 ? Math.min(...times) : undefined
  }
  const [at, setAt] = useState(oldest)
  // any answer may change it; many come in one moment
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setAt(oldest()), 50)
    }
    look()
    const stop = cache.subscribe(look)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [cache])
  const again = () =>
    client.refetchQueries({ type: 'active', predicate: ({ queryHash }) => keptFrom(queryHash) !== undefined })
  return (
    <p className={at === undefined ? 'unseen' : 'kept-line'} role="status">
      {at !== undefined && (
        <>
          <span>{t('kit.outbox.keptFrom', { at: formatTime(at) })}</span>
          <button type="button" onClick={() => void again()}>
            {t('kit.label.again')}
          </button>
        </>
      )}
    </p>
  )
}
