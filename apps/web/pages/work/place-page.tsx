import { SaveButton } from '@gongzhi/documents/web'
import { PostList } from '@gongzhi/people/web'
import { PlacePage as Place } from '@gongzhi/territory/web'
import { useSession } from '../../work/session.ts'

/** A division with its posts; without a code, the place of the first post of whoever is at the desk. */
const PlacePage = ({ code }: { code?: string }) => {
  const { data: session } = useSession()
  const own = (session?.posts[0]?.prefix || session?.county || '').padEnd(12, '0')
  const shown = code ?? own
  // who works in a stretch may take its posts out
  const stretch = shown.replace(/(000){1,2}$/, '')
  const covered = session?.posts.some(({ prefix }) => stretch.startsWith(prefix)) ?? false
  return (
    <Place
      key={shown}
      code={shown}
      posts={
        <>
          <PostList seat={shown} />
          {covered && <SaveButton list="posts" query={{ seat: shown }} />}
        </>
      }
    />
  )
}

export default PlacePage
