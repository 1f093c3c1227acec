import { TopicPage, useTalkWords } from '@gongzhi/deliberation/web'

/** One topic. */
const TopicPageHere = (it: { id: string }) => {
  const say = useTalkWords()
  return <TopicPage {...it} back={{ href: '/talks', label: say('talks.title') }} />
}

export default TopicPageHere
