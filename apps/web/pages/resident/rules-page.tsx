import { LawPage } from '@gongzhi/law/web'
import { useT } from '../../../../kernel/web/i18n.ts'
import { usePlace } from '../../resident/place.ts'

/** The rules that hold at the village chosen; of the whole country where none is. */
const RulesPage = () => {
  const t = useT()
  const place = usePlace()
  return <LawPage place={place?.code ?? ''} back={{ href: '/help', label: t('resident.help.title') }} />
}

export default RulesPage
