import { ElectionPage, useTalkWords } from '@gongzhi/deliberation/web'

/** One election of a council. */
const ElectionPageHere = (it: { id: string }) => {
  const say = useTalkWords()
  return <ElectionPage {...it} back={{ href: '/talks', label: say('talks.title') }} />
}

export default ElectionPageHere
