import { useState } from 'react'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Checkbox, Field, type Photo, PhotoPicker, Select, TextArea } from '../../../../kernel/web/kit/index.ts'
import { useGet } from '../api.ts'
import type { Place } from '../place.ts'
import { PlacePicker, type Point } from '../place-picker.tsx'
import type { FormOf } from './draft.ts'
import { Nearby } from './nearby.tsx'

/** The village it is about: known already, or chosen here. */
const WhereLine = ({ form }: { form: FormOf }) => {
  const t = useT()
  const { values, set, errors } = form
  const [changing, setChanging] = useState(false)
  const pick = (place: Place, point?: Point) => {
    set('place', place)
    set('unit', place.code)
    set('joins', '')
    if (point) set('point', point)
    setChanging(false)
  }
  if (values.place && !changing)
    return (
      <p className="said-line">
        <span>
          {t('resident.report.where')}
          <b>{[values.place.town, values.place.name].filter(Boolean).join(' · ')}</b>
        </span>
        <button type="button" className="plain-button" onClick={() => setChanging(true)}>
          {t('resident.place.change')}
        </button>
      </p>
    )
  return (
    <fieldset className="section" aria-describedby="unit-error">
      <legend>
        <b>{t('resident.report.chooseWhere')}</b>
      </legend>
      <PlacePicker start={values.place} onPick={pick} />
      <p className="under" id="unit-error" role="alert">
        {errors.unit && <span className="error">{errors.unit}</span>}
      </p>
    </fieldset>
  )
}

/** Which grid of the village, where it has grids: by the groups that live there (C05). */
const GridLine = ({ form }: { form: FormOf }) => {
  const t = useT()
  const { unit } = form.values
  const { data = [] } = useGet('territory.grids', unit.length === 12 ? { query: { village: unit } } : undefined)
  if (data.length === 0) return null
  return (
    <Select
      {...form.field('grid')}
      label={t('resident.report.grid')}
      choices={data.map((grid) => ({ value: `${unit}/${grid.code}`, label: `${grid.area}（${grid.name}）` }))}
    />
  )
}

/** Step two: said in one's own words, with photos, and where. */
export const StepSay = (props: { form: FormOf; photos: Photo[]; onPhotos: (photos: Photo[]) => void }) => {
  const t = useT()
  const { form } = props
  const { values } = form
  return (
    <>
      <TextArea
        {...form.field('text')}
        required
        label={t('resident.report.text')}
        hint={t('resident.report.textHint')}
        rows={6}
        minLength={2}
        maxLength={4000}
      />
      <PhotoPicker label={t('resident.report.photos')} photos={props.photos} onChange={props.onPhotos} />
      <WhereLine form={form} />
      <GridLine form={form} />
      <Field
        {...form.field('spot')}
        label={t('resident.report.spot')}
        hint={t('resident.report.spotHint')}
        maxLength={120}
      />
      {values.point && <Checkbox {...form.check('atPoint')} label={t('resident.report.atPoint')} />}
      <Nearby form={form} photos={props.photos} />
    </>
  )
}
