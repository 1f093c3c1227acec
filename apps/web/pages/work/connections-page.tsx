import { ConnectionsPage as Connections } from '@gongzhi/connections/web'
import { useSession } from '../../work/session.ts'

const ConnectionsPage = () => {
  const { data: session } = useSession()
  return session?.county ? <Connections county={session.county} /> : null
}

export default ConnectionsPage
