import { useEffect, useState } from 'react'
import { Link, useLocation, useSearchParams } from 'wouter'
import { useT } from '../../../../kernel/web/i18n.ts'
import { ActButton, Acts, ErrorNotice, Field, Notice, Page, Select, useForm } from '../../../../kernel/web/kit/index.ts'
import { isProblem, webProblem } from '../../../../kernel/web/web-problem.ts'
import { call, useGet } from '../../resident/api.ts'
import { countyOf, usePlace } from '../../resident/place.ts'
import { useForget, useSession } from '../../resident/session.ts'

/** Counts down from what the server asked to wait before another code. */
const useWait = () => {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    if (left <= 0) return
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left])
  return [left, setLeft] as const
}

// Only a path of this house: what stands in an address must not lead elsewhere.
const insideOnly = (to: string | null): string => (to && /^\/(?![/\\])/.test(to) ? to : '/')

/** Signing in with a phone number and a code sent to it; nothing else is asked. */
const SignInPage = () => {
  const t = useT()
  const place = usePlace()
  const { session } = useSession()
  const [, go] = useLocation()
  const [search] = useSearchParams()
  const forget = useForget()
  const counties = useGet('territory.counties', {})
  const [sent, setSent] = useState(false)
  const [left, setLeft] = useWait()
  const form = useForm({
    initial: { county: place ? countyOf(place.code) : '', phone: '', code: '' },
    submit: async (values) => {
      const county = values.county || countyOf(counties.data?.[0]?.code ?? '')
      if (!sent) {
        const { seconds } = await call('identity.send-code', { body: { county, phone: values.phone } })
        setSent(true)
        return setLeft(Math.min(seconds, 60))
      }
      try {
        await call('identity.sign-in-by-code', { body: { county, phone: values.phone, code: values.code } })
      } catch (thrown) {
        if (isProblem(thrown) && thrown.status === 401)
          throw webProblem({ type: 'invalid', status: 400, errors: [{ pointer: '/code', code: 'wrong' }] })
        throw thrown
      }
      await forget()
      go(insideOnly(search.get('back')), { replace: true })
    },
    errorWords: (code, name) => (name === 'code' && code === 'wrong' ? t('resident.signIn.wrongCode') : undefined),
  })
  const again = async () => {
    const { seconds } = await call('identity.send-code', {
      body: { county: form.values.county || countyOf(counties.data?.[0]?.code ?? ''), phone: form.values.phone },
    })
    setLeft(Math.min(seconds, 60))
  }
  return (
    <Page title={t('resident.signIn.title')} back={{ href: '/', label: t('kit.label.home') }}>
      <p>{t('resident.signIn.note')}</p>
      <form {...form.props} aria-label={t('resident.signIn.title')}>
        {(counties.data?.length ?? 0) > 1 && (
          <Select
            {...form.field('county')}
            required
            label={t('resident.place.county')}
            choices={(counties.data ?? []).map(({ code, name }) => ({ value: countyOf(code), label: name }))}
          />
        )}
        <Field
          {...form.field('phone')}
          required
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          pattern="1\d{10}"
          maxLength={11}
          label={t('resident.report.phone')}
        />
        {sent && (
          <>
            <Field
              {...form.field('code')}
              required
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="\d{6}"
              maxLength={6}
              label={t('resident.signIn.code')}
              hint={t('resident.signIn.codeHint')}
            />
            {session?.demo && (
              <Notice>
                <a href="/demo/outbox" target="_blank" rel="noreferrer">
                  {t('resident.signIn.outbox')}
                </a>
              </Notice>
            )}
          </>
        )}
        <ErrorNotice problem={form.problem ?? counties.error} />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy}>
            {t(sent ? 'resident.signIn.enter' : 'resident.signIn.send')}
          </ActButton>
          {sent && left === 0 && <ActButton onAct={again}>{t('resident.signIn.resend')}</ActButton>}
          {sent && left > 0 && <p className="quiet num">{t('resident.signIn.wait', { n: left })}</p>}
        </Acts>
      </form>
      <ul className="links">
        <li>
          <Link href="/report">
            {t('resident.signIn.without')}
            <small>{t('resident.signIn.withoutNote')}</small>
          </Link>
        </li>
        <li>
          <a href="/work">{t('resident.signIn.staff')}</a>
        </li>
        {session?.demo && (
          <li>
            <Link href="/demo">{t('resident.demo.title')}</Link>
          </li>
        )}
      </ul>
    </Page>
  )
}

export default SignInPage
