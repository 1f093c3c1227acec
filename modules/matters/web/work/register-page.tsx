import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, Acts, Notice, Page, Select, toast } from '@gongzhi/kernel/web/kit/index.ts'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { useGet } from './api.ts'
import { ReceiptSlip } from './receipt-slip.tsx'
import { type Kept, type Registered, RegisterForm, type Visitor } from './register-form.tsx'
import { useAddress } from './use-address.ts'
import { usePaper, WIDTHS } from './use-paper.ts'
import { useReach } from './use-reach.ts'

const Done = ({ made, onNext, onSame }: { made: Registered | undefined; onNext: () => void; onSame: () => void }) => {
  const t = useT()
  const next = useRef<HTMLDivElement>(null)
  const [width, choose] = usePaper()
  useEffect(() => {
    next.current?.querySelector('button')?.focus()
  }, [])
  return (
    <>
      {made ? (
        <>
          <ReceiptSlip made={made} width={width} />
          <div className="screen-only">
            <Select
              name="paper"
              label={t('work.field.paper')}
              required
              value={width}
              choices={WIDTHS.map((value) => ({ value, label: t(`work.paper.${value}`) }))}
              onChange={choose}
            />
          </div>
        </>
      ) : (
        <Notice title={t('kit.outbox.kept')}>{t('work.note.keptReceipt')}</Notice>
      )}
      <div ref={next}>
        <Acts>
          <ActButton kind="main" onAct={onNext}>
            {t('work.label.registerNext')}
          </ActButton>
          <ActButton onAct={onSame}>{t('work.label.registerSame')}</ActButton>
          {made ? (
            <>
              <ActButton onAct={() => print()}>{t('work.label.printReceipt')}</ActButton>
              <Link className="act" href={`/m/${made.id}`}>
                {t('work.label.openMatter')}
              </Link>
            </>
          ) : (
            <Link className="act" href="/outbox">
              {t('kit.outbox.title')}
            </Link>
          )}
        </Acts>
      </div>
    </>
  )
}

/** 登记: for a resident, or one visitor after another at a reception session (n visitors, n items, n receipts: B04). */
const RegisterPage = () => {
  const t = useT()
  const { get } = useAddress()
  const { prefix, county } = useReach()
  const reception = get('reception') || undefined
  const sessions = useGet('matters.receptions', reception && county ? { query: { county } } : undefined)
  const session = sessions.data?.find(({ id }) => id === reception)
  const [kept, keep] = useState<Kept>({ channel: reception ? 'studio' : '', unit: '' })
  const [visitor, setVisitor] = useState<Visitor>()
  const [same, setSame] = useState(false)
  const next = (again: boolean) => {
    setSame(again)
    show(undefined)
  }
  const [made, setMade] = useState<readonly Registered[]>([])
  // what was kept without signal has nothing to show yet
  const [shown, show] = useState<Registered | 'kept'>()
  const [keptCount, countKept] = useState(0)
  const others = made.filter((one) => one !== shown)
  return (
    <Page
      title={t('work.title.register')}
      note={session ? session.number : undefined}
      back={reception ? { href: '/receptions', label: t('work.title.receptions') } : undefined}
      aside={
        made.length > 0 ? (
          <section className="slip screen-only" aria-label={t('work.label.registeredList')}>
            <header>
              <h2>{t('work.label.registeredN', { n: made.length })}</h2>
            </header>
            <ol className="plain-list">
              {[...made].reverse().map((one) => (
                <li key={one.id}>
                  <button type="button" className="worded" onClick={() => show(one)}>
                    <span className="num">{one.number}</span> {one.title}
                  </button>
                </li>
              ))}
            </ol>
          </section>
        ) : undefined
      }
    >
      {session && <Notice title={session.studioName}>{t('work.note.reception')}</Notice>}
      {shown ? (
        <Done made={shown === 'kept' ? undefined : shown} onNext={() => next(false)} onSame={() => next(true)} />
      ) : (
        <div className="reading">
          <RegisterForm
            // A new visitor begins with an empty form; channel and village stay. The same visitor is not asked again.
            key={`${others.length} ${keptCount} ${same}`}
            within={reception ? county : prefix}
            kept={kept}
            visitor={same ? visitor : undefined}
            reception={reception}
            onDone={(receipt, next, who) => {
              keep(next)
              setVisitor(who)
              show(receipt ?? 'kept')
              if (!receipt) return countKept((n) => n + 1)
              setMade((before) => [...before, receipt])
              toast(t('work.toast.registered', { number: receipt.number }))
            }}
          />
        </div>
      )}
    </Page>
  )
}

export default RegisterPage
