import { MyPointsPage } from '@gongzhi/points/web'
import { useT } from '../../../../kernel/web/i18n.ts'
import { useSession } from '../../resident/session.ts'

/** One's own points in the councils one sits in. */
const PointsPage = () => {
  const t = useT()
  const { known } = useSession()
  return <MyPointsPage back={{ href: '/', label: t('kit.label.home') }} signedIn={known} />
}

export default PointsPage
