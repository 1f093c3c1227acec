import { formatTime } from '../../../../kernel/web/day.ts'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Empty, ErrorNotice, Loading, Page } from '../../../../kernel/web/kit/index.ts'
import { useGet } from '../../resident/api.ts'

/** What the demo would have sent by SMS. */
const OutboxPage = () => {
  const t = useT()
  const { data, error, isPending, refetch } = useGet('identity.demo-outbox', {})
  return (
    <Page title={t('resident.outbox.title')} back={{ href: '/sign-in', label: t('resident.signIn.title') }}>
      <p className="quiet">{t('resident.outbox.note')}</p>
      <ErrorNotice problem={error} />
      {isPending && <Loading />}
      {data?.length === 0 && <Empty>{t('resident.outbox.none')}</Empty>}
      <ul className="row-list">
        {data?.map((one) => (
          <li key={`${one.at}${one.to}${one.text}`}>
            <span>{one.text}</span>
            <small className="num">
              {one.to} · {formatTime(one.at)}
            </small>
          </li>
        ))}
      </ul>
      <button type="button" className="more" onClick={() => refetch()}>
        {t('resident.outbox.again')}
      </button>
    </Page>
  )
}

export default OutboxPage
