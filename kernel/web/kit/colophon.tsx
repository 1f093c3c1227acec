import { useEffect, useState } from 'react'
import { formatTime } from '../day.ts'
import { useT } from '../i18n.ts'

/** The last line of a printed page: where it comes from and when it was printed. Stands on paper only. */
export const Colophon = () => {
  const t = useT()
  const [at, print] = useState(() => Date.now())
  useEffect(() => {
    const renew = () => print(Date.now())
    addEventListener('beforeprint', renew)
    return () => removeEventListener('beforeprint', renew)
  }, [])
  // A paper outlives the year: it is always said.
  const time = formatTime(at, 0)
  return (
    <p className="colophon num">{t('kit.label.printedFrom', { address: location.host + location.pathname, time })}</p>
  )
}
