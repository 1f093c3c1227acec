import { formatTime } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { Qr } from '@gongzhi/kernel/web/kit/qr.tsx'
import { useEffect } from 'react'
import type { Registered } from './register-form.tsx'
import { pageOf, type Width } from './use-paper.ts'

/** What the visitor takes home: number, query code, and the same as a QR code. Alone on the paper when printed. */
export const ReceiptSlip = ({ made, width }: { made: Registered; width: Width }) => {
  const t = useT()
  useEffect(() => pageOf(width), [width])
  useEffect(() => {
    document.documentElement.dataset.prints = 'sheet'
    return () => {
      delete document.documentElement.dataset.prints
    }
  }, [])
  const address = `${location.origin}/q/${made.code}`
  return (
    <article className={`slip sheet ${width}`} aria-label={t('work.label.receipt')}>
      <header>
        <h2>{t('work.label.receipt')}</h2>
        <span className="quiet num">{made.number}</span>
      </header>
      <p>{made.title}</p>
      <dl className="facts">
        <div>
          <dt>{t('work.label.queryCode')}</dt>
          <dd>
            <code className="big">{made.code}</code>
          </dd>
        </div>
        <div>
          <dt>{t('work.label.registeredAt')}</dt>
          <dd className="num">{formatTime(made.at)}</dd>
        </div>
      </dl>
      <Qr text={address} label={t('work.label.qrOf', { number: made.number })} />
      <p className="quiet">{t('work.label.howToFollow', { address: `${location.host}/q` })}</p>
    </article>
  )
}
