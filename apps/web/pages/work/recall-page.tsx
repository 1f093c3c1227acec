import { RecallPage, useTalkWords } from '@gongzhi/deliberation/web'

/** One recall of a council's member. */
const RecallPageHere = (it: { id: string }) => {
  const say = useTalkWords()
  return <RecallPage {...it} back={{ href: '/talks', label: say('talks.title') }} />
}

export default RecallPageHere
