import { formatTime } from '../../../../kernel/web/day.ts'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Empty, ErrorNotice, Loading, Page } from '../../../../kernel/web/kit/index.ts'
import { useGet } from '../../resident/api.ts'

/** What the demo would have sent by SMS, mail or into a work group, and what it holds back until the morning. */
const OutboxPage = () => {
  const t = useT()
  const { data, error, isPending, refetch } = useGet('identity.demo-outbox', {})
  const waiting = useGet('notices.demo-waiting', {})
  const again = () => {
    refetch()
    waiting.refetch()
  }
  return (
    <Page title={t('resident.outbox.title')} back={{ href: '/sign-in', label: t('resident.signIn.title') }}>
      <p className="quiet">{t('resident.outbox.note')}</p>
      <ErrorNotice problem={error ?? waiting.error} />
      {isPending && <Loading />}
      {data?.length === 0 && <Empty>{t('resident.outbox.none')}</Empty>}
      <ul className="row-list">
        {data?.map((one) => (
          <li key={`${one.at}${one.to}${one.text}`}>
            <span className="own">{one.text}</span>
            <small className="num">
              {t(`resident.outbox.${one.channel}`)} · {one.to} · {formatTime(one.at)}
            </small>
          </li>
        ))}
      </ul>
      {waiting.data && waiting.data.length > 0 && (
        <section className="section" aria-labelledby="waiting">
          <h2 id="waiting">{t('resident.outbox.waiting')}</h2>
          <ul className="row-list">
            {waiting.data.map((one) => (
              <li key={`${one.due}${one.channel}${one.text}`}>
                <span className="own">{one.text}</span>
                <small className="num">
                  {t(`resident.outbox.${one.channel}`)} · {t('resident.outbox.until', { time: formatTime(one.due) })}
                </small>
              </li>
            ))}
          </ul>
        </section>
      )}
      <button type="button" className="more" onClick={again}>
        {t('resident.outbox.again')}
      </button>
    </Page>
  )
}

export default OutboxPage
