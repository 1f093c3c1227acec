import { NewRecallPage, useTalkWords } from '@gongzhi/deliberation/web'

/** Proposing a recall of a council's member. */
const NewRecallPageHere = () => {
  const say = useTalkWords()
  return <NewRecallPage back={{ href: '/talks', label: say('talks.title') }} />
}

export default NewRecallPageHere
