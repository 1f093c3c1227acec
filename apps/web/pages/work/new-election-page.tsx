import { NewElectionPage, useTalkWords } from '@gongzhi/deliberation/web'

/** Opening the election of a council. */
const NewElectionPageHere = () => {
  const say = useTalkWords()
  return <NewElectionPage back={{ href: '/talks', label: say('talks.title') }} />
}

export default NewElectionPageHere
