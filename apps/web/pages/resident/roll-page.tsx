import { RollPage, useTalkWords } from '@gongzhi/deliberation/web'

/** The roll of a body. */
const RollPageHere = (it: { body: string }) => {
  const say = useTalkWords()
  return <RollPage {...it} back={{ href: '/talks', label: say('talks.title') }} />
}

export default RollPageHere
