import { NewMeetingPage, useTalkWords } from '@gongzhi/deliberation/web'

/** Convening a talk. */
const NewMeetingPageHere = (it: { unit: string }) => {
  const say = useTalkWords()
  return <NewMeetingPage {...it} back={{ href: '/talks', label: say('talks.title') }} />
}

export default NewMeetingPageHere
