import { useT } from '../../../kernel/web/i18n.ts'
import { Empty, Page } from '../../../kernel/web/kit/index.ts'

const WorkHomePage = () => {
  const t = useT()
  return (
    <Page title={t('web.label.desk')}>
      <Empty>{t('web.label.homeNote')}</Empty>
    </Page>
  )
}

export default WorkHomePage
