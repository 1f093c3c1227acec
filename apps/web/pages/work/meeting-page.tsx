import { DeskMeetingPage, useTalkWords } from '@gongzhi/deliberation/web'

/** One talk. */
const MeetingPageHere = (it: { id: string }) => {
  const say = useTalkWords()
  return <DeskMeetingPage {...it} back={{ href: '/talks', label: say('talks.title') }} />
}

export default MeetingPageHere
