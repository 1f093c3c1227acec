import { NoticeSettings, RobotSlip } from '@gongzhi/notices/web'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Page } from '../../../../kernel/web/kit/index.ts'
import { useSession } from '../../work/session.ts'

/** How I want to be told, and the work groups of my units. */
const NoticeSettingsPage = () => {
  const t = useT()
  const { data: session } = useSession()
  const units = new Map(session?.posts.map(({ org, orgName }) => [org, orgName]) ?? [])
  return (
    <Page title={t('notices.label.settings')} back={{ href: '/notices', label: t('notices.label.notices') }}>
      <div className="columns">
        <div className="stack">
          <NoticeSettings />
        </div>
        <div className="stack">
          {[...units].map(([org, name]) => (
            <RobotSlip key={org} org={org} name={name} />
          ))}
        </div>
      </div>
    </Page>
  )
}

export default NoticeSettingsPage
