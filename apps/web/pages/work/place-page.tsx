import { PostList } from '@gongzhi/people/web'
import { PlacePage as Place } from '@gongzhi/territory/web'
import { useSession } from '../../work/session.ts'

/** A division with its posts; without a code, the place of the first post of whoever is at the desk. */
const PlacePage = ({ code }: { code?: string }) => {
  const { data: session } = useSession()
  const own = (session?.posts[0]?.prefix || session?.county || '').padEnd(12, '0')
  const shown = code ?? own
  return <Place key={shown} code={shown} posts={<PostList seat={shown} />} />
}

export default PlacePage
