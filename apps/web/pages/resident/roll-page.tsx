import { BodiesPage, RollPage, useTalkWords } from '@gongzhi/deliberation/web'
import { PointsLinks } from '@gongzhi/points/web'

/** The roll of a body; of a village, its bodies. */
const RollPageHere = ({ body }: { body: string }) => {
  const say = useTalkWords()
  const back = { href: `/talks/${body.slice(0, 12)}`, label: say('talks.title') }
  if (!body.includes('.')) return <BodiesPage unit={body} back={back} may={[]} />
  return <RollPage body={body} back={back} below={<PointsLinks body={body} />} />
}

export default RollPageHere
