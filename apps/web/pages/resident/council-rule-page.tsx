import { useTalkWords } from '@gongzhi/deliberation/web'
import { CouncilRulePage } from '@gongzhi/points/web'

/** A council's rule on its members' work and points. */
const CouncilRuleHere = ({ body }: { body: string }) => {
  const say = useTalkWords()
  return <CouncilRulePage body={body} back={{ href: `/rolls/${body}`, label: say('talks.council') }} />
}

export default CouncilRuleHere
