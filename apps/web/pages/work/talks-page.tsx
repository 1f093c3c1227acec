import { DeskTalksPage } from '@gongzhi/deliberation/web'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Loading } from '../../../../kernel/web/kit/index.ts'
import { useSession } from '../../work/session.ts'

/** The talks of the widest stretch of somebody's posts, or of the one named. */
const WorkTalksPage = ({ unit }: { unit?: string }) => {
  const t = useT()
  const { data: session } = useSession()
  if (!session) return <Loading />
  const widest = session.posts.map(({ prefix }) => prefix).sort((a, b) => a.length - b.length)[0]
  const shown = unit ?? widest ?? session.county ?? ''
  return <DeskTalksPage key={shown} unit={shown} back={{ href: '/', label: t('work.title.inbox') }} may={session.may} />
}

export default WorkTalksPage
