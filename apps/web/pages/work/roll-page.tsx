import { RollPage, useTalkWords } from '@gongzhi/deliberation/web'
import { PointsLinks } from '@gongzhi/points/web'

/** The roll of a body. */
const RollPageHere = (it: { body: string }) => {
  const say = useTalkWords()
  return (
    <RollPage
      {...it}
      back={{ href: '/talks', label: say('talks.title') }}
      below={<PointsLinks body={it.body} desk />}
    />
  )
}

export default RollPageHere
