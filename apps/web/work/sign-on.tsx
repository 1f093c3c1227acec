import { useEffect, useState } from 'react'
import { useT } from '../../../kernel/web/i18n.ts'
import { ActButton, Loading } from '../../../kernel/web/kit/index.ts'
import { call, useGet } from './api.ts'
import { IdentityProblem } from './identity-problem.tsx'
import { useEnter } from './session.ts'

const KEPT = 'sign-on-state'

/** What the provider sent back with the browser, taken off the address; only for the state this page has begun with. */
const takeReturn = (): { state: string; query: string } | undefined => {
  const query = location.search.slice(1)
  const state = new URLSearchParams(query).get('state')
  const kept = sessionStorage.getItem(KEPT)
  if (!state) return undefined
  history.replaceState(null, '', location.pathname)
  sessionStorage.removeItem(KEPT)
  // somebody else's link: nobody is signed in as another by following it
  return state === kept ? { state, query } : undefined
}

/** The way in with the provider of the province or the county, where there is one. */
export const SignOn = ({ onDone }: { onDone?: () => void }) => {
  const t = useT()
  const enter = useEnter()
  const { data } = useGet('identity.single-sign-on', {})
  const [back] = useState(takeReturn)
  const [busy, setBusy] = useState(back !== undefined)
  const [problem, setProblem] = useState<unknown>()
  useEffect(() => {
    if (!back) return
    call('identity.sign-in-by-oidc', { body: back })
      .then((session) => enter(session))
      .then(() => onDone?.())
      .catch((thrown: unknown) => {
        setProblem(thrown)
        setBusy(false)
      })
  }, [])
  const begin = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      const { url, state } = await call('identity.begin-sign-on', { body: { origin: location.origin } })
      sessionStorage.setItem(KEPT, state)
      location.assign(url)
    } catch (thrown) {
      setProblem(thrown)
      setBusy(false)
    }
  }
  if (!data?.name) return null
  return (
    <div className="stack tight sign-on">
      {back && busy && <Loading />}
      <ActButton kind="main" busy={busy} onAct={begin}>
        {t('work.label.signOnWith', { name: data.name })}
      </ActButton>
      <IdentityProblem problem={problem} />
      <p className="quiet">{t('work.note.orPassword')}</p>
    </div>
  )
}
