import { NewTopicPage, useTalkWords } from '@gongzhi/deliberation/web'

/** Bringing a topic. */
const NewTopicPageHere = () => {
  const say = useTalkWords()
  return <NewTopicPage back={{ href: '/talks', label: say('talks.title') }} />
}

export default NewTopicPageHere
