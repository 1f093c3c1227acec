import { useState } from 'react'
import { useNameOf, useT } from '../../../kernel/web/i18n.ts'
import { ActButton, ErrorNotice, Field, Select } from '../../../kernel/web/kit/index.ts'
import { isProblem } from '../../../kernel/web/web-problem.ts'
import { call, useGet } from './api.ts'
import { countyOf, countyPlaceOf, type Place, townOf } from './place.ts'

export type Point = { lat: number; lng: number }
type Props = {
  start?: Place | undefined
  onPick: (place: Place, point?: Point) => void
}

// Asked for once, after a press, never watched (P2): coarse and quick is enough to find a village.
const whereOnce = (): Promise<Point> =>
  new Promise((done, fail) => {
    if (!navigator.geolocation) return fail(new Error('none'))
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ lat: coords.latitude, lng: coords.longitude }),
      () => fail(new Error('refused')),
      { enableHighAccuracy: false, timeout: 15_000, maximumAge: 60_000 },
    )
  })

const Located = ({ county, onPick }: { county: string; onPick: Props['onPick'] }) => {
  const t = useT()
  const [busy, setBusy] = useState(false)
  const [words, setWords] = useState('')
  const find = async () => {
    setBusy(true)
    setWords('')
    try {
      const point = await whereOnce()
      const found = await call('territory.nearest', { query: { county, ...point } })
      if (!found) return setWords(t('resident.place.nothingNear'))
      const { path } = await call('territory.place', { params: { code: found.code } })
      const town = path.find((one) => one.level === 'town')?.short ?? ''
      setWords(t('resident.place.found', { place: found.short }))
      onPick({ code: found.code, name: found.short, town }, point)
    } catch (thrown) {
      setWords(t(isProblem(thrown) ? 'resident.place.noAnswer' : 'resident.place.refused'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div>
      <ActButton busy={busy} onAct={find}>
        {t('resident.place.locate')}
      </ActButton>
      <p className="quiet" role="status">
        {words || t('resident.place.locateNote')}
      </p>
    </div>
  )
}

const ByNumber = ({ onPick }: Pick<Props, 'onPick'>) => {
  const t = useT()
  const [code, setCode] = useState('')
  const [error, setError] = useState<string>()
  const find = async () => {
    if (!/^\d{12}$/.test(code)) return setError(t('resident.place.twelve'))
    try {
      const { successor, level, short, path } = await call('territory.place', { params: { code } })
      const here = successor ?? { code, level, short }
      if (here.level !== 'village') return setError(t('resident.place.notVillage'))
      onPick({ code: here.code, name: here.short, town: path.find((one) => one.level === 'town')?.short ?? '' })
    } catch (thrown) {
      setError(t(isProblem(thrown) && thrown.status === 404 ? 'resident.place.unknown' : 'resident.place.noAnswer'))
    }
  }
  return (
    <details>
      <summary>{t('resident.place.byNumber')}</summary>
      <Field
        name="code12"
        label={t('resident.place.number')}
        hint={t('resident.place.numberHint')}
        inputMode="numeric"
        maxLength={12}
        value={code}
        error={error}
        onChange={(text) => {
          setError(undefined)
          setCode(text.replace(/\D/g, ''))
        }}
      />
      <ActButton onAct={find}>{t('resident.place.useNumber')}</ActButton>
    </details>
  )
}

/** Choosing a village: county, town, village one after the other; or its number; or, once, from where one stands. */
export const PlacePicker = ({ start, onPick }: Props) => {
  const t = useT()
  const nameOf = useNameOf()
  const counties = useGet('territory.counties', {})
  const [pickedCounty, setCounty] = useState(start ? countyPlaceOf(start.code) : '')
  const only = counties.data?.length === 1 ? counties.data[0]?.code : undefined
  const county = pickedCounty || only || ''
  const [town, setTown] = useState(start ? townOf(start.code) : '')
  const towns = useGet('territory.places', county ? { query: { parent: county } } : undefined)
  const villages = useGet('territory.places', town ? { query: { parent: town } } : undefined)
  const problem = counties.error ?? towns.error ?? villages.error
  const choices = (list: typeof towns.data) => (list ?? []).map((one) => ({ value: one.code, label: nameOf(one) }))
  const townName = towns.data?.find((one) => one.code === town)?.short ?? ''
  return (
    <div className="stack">
      <ErrorNotice problem={problem} onAgain={() => Promise.all([counties.refetch(), towns.refetch()])} />
      {!only && (
        <Select
          name="county"
          required
          label={t('resident.place.county')}
          value={county}
          choices={(counties.data ?? []).map((one) => ({ value: one.code, label: nameOf(one) }))}
          onChange={(code) => {
            setCounty(code)
            setTown('')
          }}
        />
      )}
      {county && (
        <Select
          name="town"
          required
          label={t('resident.place.town')}
          value={town}
          choices={choices(towns.data)}
          onChange={setTown}
        />
      )}
      {town && (
        <Select
          name="village"
          required
          label={t('resident.place.village')}
          value={start && townOf(start.code) === town ? start.code : ''}
          choices={choices(villages.data)}
          onChange={(code) => {
            const found = villages.data?.find((one) => one.code === code)
            if (found) onPick({ code, name: found.short, town: townName })
          }}
        />
      )}
      {county && <Located county={countyOf(county)} onPick={onPick} />}
      <ByNumber onPick={onPick} />
    </div>
  )
}
