import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { useT } from '../../../../kernel/web/i18n.ts'
import { ActButton, Acts, ErrorNotice, Field, Loading, Notice, Page } from '../../../../kernel/web/kit/index.ts'
import { isProblem } from '../../../../kernel/web/web-problem.ts'
import { call } from '../../resident/api.ts'
import { useForget, useSession } from '../../resident/session.ts'

/** Opens a matter with its query code. Somebody signed in is asked first, since the code signs in as its reporter. */
const QueryCodePage = ({ code: given }: { code: string }) => {
  const t = useT()
  const [, go] = useLocation()
  const forget = useForget()
  const { known, waiting, session } = useSession()
  const [code, setCode] = useState(given)
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const open = async (typed: string) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const { matter } = await call('identity.sign-in-by-query-code', { body: { code: typed.trim() } })
      await forget()
      go(`/m/${matter}`, { replace: true })
    } catch (thrown) {
      setProblem(thrown)
      setBusy(false)
    }
  }
  useEffect(() => {
    if (!waiting && !known) open(given)
  }, [waiting])
  const wrong = isProblem(problem) && [400, 401, 404].includes(problem.status)
  return (
    <Page title={t('resident.home.byCode')} back={{ href: '/', label: t('kit.label.home') }}>
      {known && !problem && (
        <Notice title={t('resident.code.signedIn', { name: session?.name ?? '' })}>{t('resident.code.leaves')}</Notice>
      )}
      {busy || waiting ? (
        <Loading />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            open(code)
          }}
        >
          <Field
            name="code"
            required
            label={t('resident.code.label')}
            hint={t('resident.code.hint')}
            value={code}
            onChange={setCode}
            maxLength={12}
            error={wrong ? t('resident.code.wrong') : undefined}
          />
          {!wrong && <ErrorNotice problem={problem} />}
          <Acts>
            <ActButton type="submit" kind="main">
              {t('resident.code.open')}
            </ActButton>
          </Acts>
        </form>
      )}
    </Page>
  )
}

export default QueryCodePage
