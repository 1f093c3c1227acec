import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { Select } from '@gongzhi/kernel/web/kit/index.ts'
import { useGet } from './api.ts'

type Field = { name: string; value: string; onChange: (value: string) => void; error?: string }

const seat = (prefix: string) => prefix.padEnd(12, '0')

/** How far a connection reaches: the county, a town of it, or a village of that. */
export const ReachFields = ({ county, field }: { county: string; field: Field }) => {
  const t = useT()
  const town = field.value.length >= 9 ? field.value.slice(0, 9) : ''
  const towns = useGet('territory.places', { query: { parent: seat(county) } })
  const villages = useGet('territory.places', town ? { query: { parent: seat(town) } } : undefined)
  return (
    <div className="pair">
      <Select
        name={`${field.name}-town`}
        label={t('work.field.reach')}
        required
        error={field.error}
        value={town || county}
        onChange={field.onChange}
        choices={[
          { value: county, label: t('work.label.wholeCounty') },
          ...(towns.data ?? []).map(({ code, short }) => ({ value: code.slice(0, 9), label: short })),
        ]}
      />
      {town && (
        <Select
          name={`${field.name}-village`}
          label={t('work.field.reachVillage')}
          value={field.value.length === 12 ? field.value : town}
          onChange={field.onChange}
          choices={[
            { value: town, label: t('work.label.wholeTown') },
            ...(villages.data ?? []).map(({ code, short }) => ({ value: code, label: short })),
          ]}
        />
      )}
    </div>
  )
}

/** The unit that answers for a connection: of the county. */
export const OrgField = ({ county, field }: { county: string; field: Field }) => {
  const t = useT()
  const orgs = useGet('territory.orgs', { query: { seat: seat(county) } })
  return (
    <Select
      {...field}
      label={t('work.field.answers')}
      hint={t('work.hint.answers')}
      required
      choices={(orgs.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}
