import { useT } from '../../../kernel/web/i18n.ts'
import { ActButton, ErrorNotice, Field, Slip, useForm } from '../../../kernel/web/kit/index.ts'
import { call, useAct, useGet } from './api.ts'
import { IdentityProblem } from './identity-problem.tsx'
import { useEnter } from './session.ts'

/** Password and, once it is set up, the six figures of the second factor. `same`: the pages below stay as they are. */
export const SignInForm = ({ same, onDone }: { same?: boolean; onDone?: () => void }) => {
  const t = useT()
  const enter = useEnter()
  const form = useForm({
    initial: { login: '', password: '', totp: '' },
    submit: async ({ login, password, totp }) => {
      await enter(
        await call('identity.sign-in-by-password', { body: { login, password, totp: totp.trim() || undefined } }),
        same,
      )
      onDone?.()
    },
  })
  return (
    <form {...form.props}>
      <Field {...form.field('login')} label={t('work.field.login')} required maxLength={60} autoComplete="username" />
      <Field
        {...form.field('password')}
        label={t('work.field.password')}
        required
        type="password"
        maxLength={200}
        autoComplete="current-password"
      />
      <Field
        {...form.field('totp')}
        label={t('work.field.totp')}
        hint={t('work.hint.totp')}
        pattern="\d{6}"
        inputMode="numeric"
        maxLength={6}
        autoComplete="one-time-code"
      />
      <IdentityProblem problem={form.problem} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {t('work.label.signIn')}
      </ActButton>
    </form>
  )
}

/** In a demo: sign in as one of the invented people at a desk. */
export const DemoPeople = ({ onDone }: { onDone?: () => void }) => {
  const t = useT()
  const enter = useEnter()
  const people = useGet('identity.demo-people', {})
  const sign = useAct('identity.demo-sign-in', { refresh: [] })
  const staff = (people.data ?? []).filter((one) => one.entry === 'work')
  if (staff.length === 0) return null
  // The county with the most people tells the story; it comes first and open.
  const counties = [...new Set(staff.map(({ countyName }) => countyName))]
    .map((county): [string, typeof staff] => [county, staff.filter(({ countyName }) => countyName === county)])
    .sort(([, a], [, b]) => b.length - a.length)
  const press = async (account: string) => {
    await enter(await sign.mutateAsync({ body: { account } }))
    onDone?.()
  }
  return (
    <Slip title={t('work.label.demo')}>
      <p className="quiet">{t('work.note.demo')}</p>
      <ErrorNotice problem={sign.error} />
      {counties.map(([county, of], at) => (
        <details key={county} open={at === 0}>
          <summary>{t('work.label.demoCounty', { county, n: of.length })}</summary>
          <div className="demo-people">
            {of.map((one) => (
              <button
                key={one.account}
                type="button"
                className="worded"
                onClick={() => press(one.account).catch(() => undefined)}
              >
                {one.title} <small>{one.name}</small>
              </button>
            ))}
          </div>
        </details>
      ))}
    </Slip>
  )
}
