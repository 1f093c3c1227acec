import { StudiosPage as Studios } from '@gongzhi/territory/web'
import { useSession } from '../../work/session.ts'

const StudiosPage = () => {
  const { data: session } = useSession()
  return session?.county ? <Studios county={session.county} /> : null
}

export default StudiosPage
