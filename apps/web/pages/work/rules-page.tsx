import { DeskRulesPage } from '@gongzhi/law/web'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Loading } from '../../../../kernel/web/kit/index.ts'
import { useSession } from '../../work/session.ts'

/** Rules of one's own village; of the county for everybody who works for more than one, and of any place named. */
const WorkRulesPage = ({ place }: { place?: string }) => {
  const t = useT()
  const { data: session } = useSession()
  if (!session) return <Loading />
  const own = session.posts.find(({ prefix }) => prefix.length === 12)?.prefix ?? `${session.county}000000`
  const shown = place ?? own
  return <DeskRulesPage key={shown} place={shown} back={{ href: `/places/${shown}`, label: t('work.title.places') }} />
}

export default WorkRulesPage
