import { MeetingPage, useTalkWords } from '@gongzhi/deliberation/web'

/** One talk. */
const MeetingPageHere = (it: { id: string }) => {
  const say = useTalkWords()
  return <MeetingPage {...it} back={{ href: '/talks', label: say('talks.title') }} />
}

export default MeetingPageHere
