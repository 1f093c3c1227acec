import { useTalkWords } from '@gongzhi/deliberation/web'
import { PointsWorkPage } from '@gongzhi/points/web'

/** What the council's hands have to do about points. */
const WorkPointsPage = ({ body }: { body: string }) => {
  const say = useTalkWords()
  return <PointsWorkPage body={body} back={{ href: `/rolls/${body}`, label: say('talks.council') }} />
}

export default WorkPointsPage
