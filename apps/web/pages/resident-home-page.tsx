import { useT } from '../../../kernel/web/i18n.ts'
import { Empty, Page } from '../../../kernel/web/kit/index.ts'

const ResidentHomePage = () => {
  const t = useT()
  return (
    <Page title={t('web.label.app')}>
      <Empty>{t('web.label.homeNote')}</Empty>
    </Page>
  )
}

export default ResidentHomePage
