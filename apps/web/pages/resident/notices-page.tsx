import { NoticeList } from '@gongzhi/notices/web'
import { Link } from 'wouter'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Page } from '../../../../kernel/web/kit/index.ts'
import { PageTools } from '../../../../kernel/web/kit/page-tools.tsx'
import { SignInFirst } from '../../resident/sign-in-first.tsx'

/** Messages to me, as they come. */
const NoticesPage = () => {
  const t = useT()
  return (
    <Page title={t('notices.label.notices')} back={{ href: '/', label: t('kit.label.home') }}>
      <SignInFirst byCode>
        <PageTools paper />
        <NoticeList />
        <ul className="links">
          <li>
            <Link href="/notices/settings">{t('notices.label.settings')}</Link>
          </li>
        </ul>
      </SignInFirst>
    </Page>
  )
}

export default NoticesPage
