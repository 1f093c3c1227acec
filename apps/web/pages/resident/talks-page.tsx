import { TalksPage, useTalkWords } from '@gongzhi/deliberation/web'
import { Link } from 'wouter'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Empty, Page } from '../../../../kernel/web/kit/index.ts'
import { usePlace } from '../../resident/place.ts'
import { useSession } from '../../resident/session.ts'

/** The talks of the village chosen on this phone, or of the one named. */
const ResidentTalksPage = ({ unit }: { unit?: string }) => {
  const t = useT()
  const say = useTalkWords()
  const { known } = useSession()
  const place = usePlace()
  const shown = unit ?? place?.code
  const back = { href: '/', label: t('kit.label.home') }
  if (shown) return <TalksPage key={shown} unit={shown} back={back} signedIn={known} />
  return (
    <Page title={say('talks.title')} back={back}>
      <Empty>
        <Link href="/place?to=talks">{say('talks.place')}</Link>
      </Empty>
    </Page>
  )
}

export default ResidentTalksPage
