import { useT } from '../../../../kernel/web/i18n.ts'
import { Checkbox, Field, Loading, Notice, Select } from '../../../../kernel/web/kit/index.ts'
import { useGet } from '../api.ts'
import { countyOf, countyPlaceOf, townOf } from '../place.ts'
import { useSession } from '../session.ts'
import type { FormOf, Variant } from './draft.ts'

const About = ({ form }: { form: FormOf }) => {
  const t = useT()
  const { unit } = form.values
  const seats = [unit, townOf(unit), countyPlaceOf(unit)]
  const village = useGet('territory.orgs', { query: { seat: seats[0] ?? '' } })
  const town = useGet('territory.orgs', { query: { seat: seats[1] ?? '' } })
  const county = useGet('territory.orgs', { query: { seat: seats[2] ?? '' } })
  if (village.isPending || town.isPending || county.isPending) return <Loading />
  const orgs = [...(village.data ?? []), ...(town.data ?? []), ...(county.data ?? [])]
  return (
    <Select
      {...form.field('about')}
      required
      label={t('resident.report.about')}
      hint={t('resident.report.aboutHint')}
      choices={orgs.map((org) => ({ value: org.id, label: org.name }))}
    />
  )
}

const Studio = ({ form }: { form: FormOf }) => {
  const t = useT()
  const { unit } = form.values
  const { data } = useGet('territory.studios', { query: { county: countyOf(unit) } })
  const near = (seat: string) => Number(seat.startsWith(unit.slice(0, 9))) + Number(seat === unit)
  const studios = [...(data?.studios ?? [])].sort((a, b) => near(b.seat) - near(a.seat))
  return (
    <Select
      {...form.field('studio')}
      required
      label={t('resident.suggest.studio')}
      hint={t('resident.suggest.studioHint')}
      choices={studios.map(({ id, name, delegates }) => ({
        value: id,
        label: delegates.length > 0 ? `${name}（${delegates.slice(0, 3).join('、')}）` : name,
      }))}
    />
  )
}

/** Step three: how to reach the person, if at all. */
export const StepWho = ({ form, variant }: { form: FormOf; variant: Variant }) => {
  const t = useT()
  const { session, known } = useSession()
  return (
    <>
      {variant === 'suggestion' && <Studio form={form} />}
      {known ? (
        <Notice title={t('resident.report.asMe', { name: session?.name ?? t('resident.shell.me') })}>
          <p>{t('resident.report.asMeNote')}</p>
        </Notice>
      ) : (
        <>
          <p>{t('resident.report.whoNote')}</p>
          <Field
            {...form.field('phone')}
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            pattern="1\d{10}"
            maxLength={11}
            label={t('resident.report.phone')}
            hint={t('resident.report.phoneHint')}
          />
          <Field {...form.field('name')} autoComplete="name" maxLength={40} label={t('resident.report.name')} />
        </>
      )}
      <Checkbox
        {...form.check('sealed')}
        label={
          <>
            {t('resident.report.sealed')}
            <small className="quiet block">{t('resident.report.sealedNote')}</small>
          </>
        }
      />
      {variant === 'matter' && (
        <>
          <Checkbox {...form.check('complains')} label={t('resident.report.complains')} />
          {form.values.complains && <About form={form} />}
        </>
      )}
    </>
  )
}
