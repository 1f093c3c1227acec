import { useLocation, useSearchParams } from 'wouter'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Page, toast } from '../../../../kernel/web/kit/index.ts'
import { choosePlace, usePlace } from '../../resident/place.ts'
import { PlacePicker } from '../../resident/place-picker.tsx'

/** Choosing one's village; it stays on this device. */
const PlacePage = () => {
  const t = useT()
  const place = usePlace()
  const [, go] = useLocation()
  const [search] = useSearchParams()
  return (
    <Page title={t('resident.place.choose')} back={{ href: '/', label: t('kit.label.home') }}>
      <p>{t('resident.place.why')}</p>
      <PlacePicker
        start={place}
        onPick={(picked) => {
          choosePlace(picked)
          toast(t('resident.place.chosen', { place: picked.name }))
          const to = search.get('to')
          go(
            to === 'village'
              ? `/village/${picked.code}`
              : ['help', 'studios', 'talks'].includes(to ?? '')
                ? `/${to}`
                : '/',
          )
        }}
      />
    </Page>
  )
}

export default PlacePage
