import { Link } from 'wouter'
import { useT } from '../../../kernel/web/i18n.ts'
import { Empty, Page } from '../../../kernel/web/kit/index.ts'

/** An address that leads nowhere. */
export const NotFoundPage = () => {
  const t = useT()
  return (
    <Page title={t('kit.label.notFound')}>
      <Empty>
        <Link href="/">{t('kit.label.home')}</Link>
      </Empty>
    </Page>
  )
}
