import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, Acts, ErrorNotice, Loading, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { useGet } from './api.ts'

/** First passwords to print and hand over: shown when asked for, gone once their owners have signed in. */
export const Slips = ({ id }: { id: string }) => {
  const t = useT()
  const [open, setOpen] = useState(false)
  const found = useGet('documents.import-slips', open ? { params: { id } } : undefined)
  return (
    <section className="stack" aria-label={t('work.import.slips')}>
      <h2 className="over">{t('work.import.slips')}</h2>
      <p className="quiet">{t('work.import.slipsNote')}</p>
      {!open && <ActButton onAct={() => setOpen(true)}>{t('work.import.showSlips')}</ActButton>}
      {open && found.isPending && <Loading />}
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      {found.data?.length === 0 && <p>{t('work.import.slipsNone')}</p>}
      {found.data && found.data.length > 0 && (
        <>
          <Acts>
            <ActButton onAct={() => print()}>{t('work.import.printSlips')}</ActButton>
          </Acts>
          <div className="columns">
            {found.data.map(({ name, login, password, until }) => (
              <Slip key={login} title={name} level={3}>
                <dl className="facts">
                  <div>
                    <dt>{t('work.import.slipLogin')}</dt>
                    <dd className="num">{login}</dd>
                  </div>
                  <div>
                    <dt>{t('work.import.slipPassword')}</dt>
                    <dd className="num">{password}</dd>
                  </div>
                </dl>
                <small>{t('work.import.slipUntil', { day: formatDay(until) })}</small>
              </Slip>
            ))}
          </div>
        </>
      )}
    </section>
  )
}
