import { BodiesPage, RollPage, useTalkWords } from '@gongzhi/deliberation/web'
import { PointsLinks } from '@gongzhi/points/web'
import { VotersLink, VotersPage } from '@gongzhi/voters/web'
import { useSession } from '../../work/session.ts'

/** The roll of a body, or of an election; of a village, its bodies. */
const RollPageHere = ({ body }: { body: string }) => {
  const say = useTalkWords()
  const { data: session } = useSession()
  const unit = body.slice(0, 12)
  const back = { href: `/talks/${unit}`, label: say('talks.title') }
  if (body === unit)
    return <BodiesPage unit={unit} back={back} may={session?.may ?? []} below={<VotersLink unit={unit} />} />
  const bodies = { href: `/rolls/${unit}`, label: say('bodies.title') }
  if (body.endsWith('.voters')) return <VotersPage unit={unit} back={bodies} signedIn />
  const below = body.endsWith('.villagers') ? <VotersLink unit={unit} /> : <PointsLinks body={body} desk />
  return <RollPage body={body} back={back} may={session?.may ?? []} importAt={`/import?into=${body}`} below={below} />
}

export default RollPageHere
