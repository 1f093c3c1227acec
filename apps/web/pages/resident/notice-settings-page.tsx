import { NoticeSettings } from '@gongzhi/notices/web'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Page } from '../../../../kernel/web/kit/index.ts'
import { SignInFirst } from '../../resident/sign-in-first.tsx'

/** How I want to be told. */
const NoticeSettingsPage = () => {
  const t = useT()
  return (
    <Page title={t('notices.label.settings')} back={{ href: '/notices', label: t('notices.label.notices') }}>
      <SignInFirst byCode>
        <NoticeSettings />
      </SignInFirst>
    </Page>
  )
}

export default NoticeSettingsPage
