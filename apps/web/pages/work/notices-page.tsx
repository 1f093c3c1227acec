import { NoticeList } from '@gongzhi/notices/web'
import { Link } from 'wouter'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Page } from '../../../../kernel/web/kit/index.ts'

/** Messages to me, as they come. */
const NoticesPage = () => {
  const t = useT()
  return (
    <Page title={t('notices.label.notices')} back={{ href: '/me', label: t('work.title.me') }}>
      <NoticeList />
      <p className="links">
        <Link href="/notices/settings">{t('notices.label.settings')}</Link>
      </p>
    </Page>
  )
}

export default NoticesPage
