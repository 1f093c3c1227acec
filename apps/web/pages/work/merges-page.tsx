import { MergesPage as Merges } from '@gongzhi/territory/web'
import { useSession } from '../../work/session.ts'

const MergesPage = () => {
  const { data: session } = useSession()
  return session?.county ? <Merges county={session.county} mayMerge={session.may.includes('territory.merge')} /> : null
}

export default MergesPage
