import { ResolutionPage, useTalkWords } from '@gongzhi/deliberation/web'

/** One resolution. */
const ResolutionPageHere = (it: { id: string }) => {
  const say = useTalkWords()
  return <ResolutionPage {...it} back={{ href: '/talks', label: say('talks.title') }} />
}

export default ResolutionPageHere
