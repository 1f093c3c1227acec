import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { useTownsAndVillages } from '@gongzhi/territory/web'
import { loop, OPEN } from '../../rules/loop.ts'
import { past } from '../../rules/past.ts'
import { Filter } from './filter.tsx'
import { useCategories } from './use-categories.ts'

const STATES = [...OPEN, ...loop.final, past.initial]
const LEVELS = ['consult', 'normal', 'urgent', 'critical']

type Props = { get: (name: string) => string; set: (changes: Record<string, string>) => void; within: string }

/** A town (nine digits: all of it) or a village (twelve). */
export const PlaceFilter = ({ get, set, within }: Props) => {
  const t = useT()
  const { towns, villages, town, village } = useTownsAndVillages(within, get('unit'))
  return (
    <>
      {towns && (
        <Filter
          label={t('work.field.town')}
          value={town}
          choices={towns}
          onChange={(code) => set({ unit: code.slice(0, 9) })}
        />
      )}
      {(villages.length > 1 || town) && within.length < 12 && (
        <Filter
          label={t('work.field.village')}
          value={village}
          choices={villages}
          onChange={(code) => set({ unit: code || (within.length === 6 ? town.slice(0, 9) : '') })}
        />
      )}
    </>
  )
}

/** Filters of the list of matters, kept in the address. */
export const ListFilters = ({ get, set, within }: Props) => {
  const t = useT()
  const { choices } = useCategories()
  const words = (kind: string, values: string[]) =>
    values.map((value) => ({ value, label: t(`matters.${kind}.${value}`) }))
  return (
    <div className="filters">
      <PlaceFilter get={get} set={set} within={within} />
      <Filter
        label={t('work.field.open')}
        value={get('open')}
        choices={['yes', 'no'].map((value) => ({ value, label: t(`work.open.${value}`) }))}
        onChange={(open) => set({ open })}
      />
      <Filter
        label={t('work.field.state')}
        value={get('state')}
        choices={words('state', STATES)}
        onChange={(state) => set({ state })}
      />
      <Filter
        label={t('work.field.category')}
        value={get('category')}
        choices={choices}
        onChange={(category) => set({ category })}
      />
      <Filter
        label={t('work.field.level')}
        value={get('level')}
        choices={words('level', LEVELS)}
        onChange={(level) => set({ level })}
      />
    </div>
  )
}
