import { useState } from 'react'
import { Link } from 'wouter'
import { formatTime } from '../../../../kernel/web/day.ts'
import { useT } from '../../../../kernel/web/i18n.ts'
import {
  ActButton,
  Acts,
  Clock,
  Empty,
  ErrorNotice,
  Loading,
  Page,
  Slip,
  Steps,
} from '../../../../kernel/web/kit/index.ts'
import { PageTools } from '../../../../kernel/web/kit/page-tools.tsx'
import { Qr } from '../../../../kernel/web/kit/qr.tsx'
import { useSign } from '../../../../kernel/web/outbox/sign.ts'
import { useGet } from '../../resident/api.ts'
import { findReceipt } from '../../resident/receipts.ts'
import { useSession } from '../../resident/session.ts'
import { codeAddress } from '../../resident/ways.ts'
import { fiveSteps } from '../../resident/words.ts'

/** The slip to keep: number, query code, what happens next and by when. Made to be printed or photographed. */
const ReceiptPage = ({ id }: { id: string }) => {
  const t = useT()
  const [kept] = useState(() => findReceipt(id))
  const { items } = useSign()
  // reported without signal, it arrived by itself
  const receipt = kept ?? items.find((item) => item.receipt?.id === id)?.receipt
  const { known, follows, waiting } = useSession()
  const matter = useGet('matters.matter', known || follows ? { params: { id } } : undefined)
  const { data } = matter
  const number = receipt?.number ?? data?.number
  const code = receipt?.code ?? data?.code
  const at = receipt?.at ?? data?.openedAt
  const back = { href: '/', label: t('kit.label.home') }
  if (waiting || (matter.isLoading && !receipt)) return <Loading />
  if (!number || !code || !at)
    return (
      <Page title={t('resident.receipt.title')} back={back}>
        {matter.error ? <ErrorNotice problem={matter.error} /> : null}
        <Empty>
          <p>{t('resident.receipt.gone')}</p>
          <Link href="/">{t('kit.label.home')}</Link>
        </Empty>
      </Page>
    )
  return (
    <Page title={t('resident.receipt.title')} note={formatTime(at)} back={back}>
      <PageTools />
      <p className="screen-only">{t('resident.receipt.thanks')}</p>
      <Slip title={data?.title ?? t('resident.receipt.slip')} number={number}>
        <div className="slip-code">
          <div>
            <p className="quiet">{t('resident.code.label')}</p>
            <p>
              <code className="big-code">{code}</code>
            </p>
            <p className="quiet">{t('resident.receipt.keep')}</p>
          </div>
          <Qr text={codeAddress(code)} label={t('resident.receipt.qr')} />
        </div>
        <Steps steps={fiveSteps(t)} now={data?.step ?? 0} />
        {data?.state === 'reported' && data.dueAt ? (
          <Clock who={t('resident.receipt.acceptBy')} dueAt={data.dueAt} workdaysLeft={data.left ?? 0} />
        ) : (
          (data?.state ?? 'reported') === 'reported' && <p>{t('resident.receipt.acceptSoon')}</p>
        )}
      </Slip>
      <section className="section" aria-labelledby="next">
        <h2 id="next">{t('resident.receipt.next')}</h2>
        <ol className="numbered">
          {[1, 2, 3, 4].map((n) => (
            <li key={n}>{t(`resident.receipt.next${n}`)}</li>
          ))}
        </ol>
      </section>
      <Acts>
        <ActButton kind="main" onAct={() => print()}>
          {t('resident.receipt.print')}
        </ActButton>
      </Acts>
      <ul className="links">
        <li>
          <Link href={known || follows ? `/m/${id}` : `/q/${code}`}>{t('resident.receipt.follow')}</Link>
        </li>
        <li>
          <Link href="/report">{t('resident.receipt.another')}</Link>
        </li>
      </ul>
    </Page>
  )
}

export default ReceiptPage
