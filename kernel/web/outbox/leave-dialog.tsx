import { useState } from 'react'
import { useT } from '../i18n.ts'
import { forgetKept } from '../kept.ts'
import { ActButton, Acts, Dialog, ErrorNotice, Notice } from '../kit/index.ts'
import { isProblem } from '../web-problem.ts'
import { isUnsent } from './item.ts'
import { theOutbox } from './outbox.ts'
import { useSign } from './sign.ts'

/**
 * Signing out on a phone that others use too: what has not arrived is asked about, what could be read is thrown away.
 * `leave` ends the session; it throws where there is no signal, for only the server can end one.
 */
export const useLeaving = (leave: () => Promise<void>) => {
  const t = useT()
  const { items } = useSign()
  const unsent = items.filter(isUnsent).length
  const [asking, ask] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const out = async (clear: boolean) => {
    setBusy(true)
    setProblem(undefined)
    const account = items[0]?.account
    try {
      // first, and whatever comes: only the server can end a session, but what could be read here is ours to throw away
      await forgetKept()
      await leave()
      if (account !== undefined) await (await theOutbox()).leave(account, clear)
    } catch (thrown) {
      setProblem(thrown)
    } finally {
      setBusy(false)
      ask(false)
    }
  }
  return {
    busy,
    /** Signs out, or asks first. */
    press: () => (unsent > 0 ? ask(true) : void out(false)),
    /** Stands beside the button. */
    dialog: (
      <>
        {isProblem(problem) && problem.status === 0 ? (
          <div role="alert">
            <Notice title={t('kit.outbox.leaveOffline')}>{t('kit.outbox.leaveOfflineNote')}</Notice>
          </div>
        ) : (
          <ErrorNotice problem={problem} />
        )}
        <Dialog open={asking} title={t('kit.outbox.leaveTitle', { n: unsent })} onClose={() => ask(false)}>
          <p>{t('kit.outbox.leaveNote')}</p>
          <Acts>
            <ActButton kind="main" busy={busy} onAct={() => void out(false)}>
              {t('kit.outbox.leaveKeep')}
            </ActButton>
            <ActButton busy={busy} onAct={() => void out(true)}>
              {t('kit.outbox.leaveClear')}
            </ActButton>
            <ActButton onAct={() => ask(false)}>{t('kit.outbox.leaveNot')}</ActButton>
          </Acts>
        </Dialog>
      </>
    ),
  }
}
