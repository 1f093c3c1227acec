import { useState } from 'react'
import { useT } from '../i18n.ts'
import { ActButton, Acts, Empty, Notice, Page } from '../kit/index.ts'
import { isUnsent } from './item.ts'
import { ItemSlip, type Ways } from './item-slip.tsx'
import { theOutbox } from './outbox.ts'
import { useSign } from './sign.ts'

/** 待发送: what waits on this device, what was refused and why, and what has arrived lately with its receipt. */
export const OutboxPage = ({ back, ways, onRenew }: { back: string; ways: Ways; onRenew: () => void }) => {
  const t = useT()
  const { items, others, signIn, lasting } = useSign()
  const [busy, setBusy] = useState(false)
  const unsent = items.filter(isUnsent)
  const done = items.filter((item) => !isUnsent(item)).reverse()
  const send = async () => {
    setBusy(true)
    try {
      await (await theOutbox()).sendNow()
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page title={t('kit.outbox.title')} back={{ href: '/', label: back }}>
      {!lasting && <Notice title={t('kit.outbox.unsafe')}>{t('kit.outbox.unsafeNote')}</Notice>}
      {signIn && unsent.length > 0 && <Notice title={t('kit.outbox.signIn')}>{t('kit.outbox.signInNote')}</Notice>}
      {unsent.length === 0 && <Empty>{t('kit.outbox.none')}</Empty>}
      {unsent.length > 0 && (
        <>
          <p className="quiet">{t('kit.outbox.note')}</p>
          {unsent.map((item) => (
            <ItemSlip key={item.id} item={item} items={items} ways={ways} />
          ))}
          <Acts>
            <ActButton kind="main" busy={busy} onAct={send}>
              {t('kit.outbox.sendNow')}
            </ActButton>
          </Acts>
        </>
      )}
      {others > 0 && <p className="quiet">{t('kit.outbox.others', { n: others })}</p>}
      {done.length > 0 && (
        <section className="stack" aria-labelledby="arrived">
          <h2 id="arrived">{t('kit.outbox.done')}</h2>
          {done.map((item) => (
            <ItemSlip key={item.id} item={item} items={items} ways={ways} />
          ))}
        </section>
      )}
      <details>
        <summary>{t('kit.outbox.renewTitle')}</summary>
        <p className="quiet">{t('kit.outbox.renewNote')}</p>
        <ActButton onAct={onRenew}>{t('kit.outbox.renew')}</ActButton>
      </details>
    </Page>
  )
}
