import { useState } from 'react'
import { useT } from '../../../kernel/web/i18n.ts'
import { ActButton, Field, Slip, toast, useForm } from '../../../kernel/web/kit/index.ts'
import { Qr } from '../../../kernel/web/kit/qr.tsx'
import { useAct } from './api.ts'
import { IdentityProblem } from './identity-problem.tsx'
import { useSession } from './session.ts'

const Confirm = ({ uri, onDone }: { uri: string; onDone: () => void }) => {
  const t = useT()
  const confirm = useAct('identity.confirm-totp', { refresh: ['identity.'] })
  const form = useForm({
    initial: { totp: '' },
    submit: async (body) => {
      await confirm.mutateAsync({ body })
      toast(t('work.toast.totp'))
      onDone()
    },
  })
  const secret = /[?&]secret=([^&]+)/.exec(uri)?.[1] ?? ''
  return (
    <>
      <p>{t('work.note.scan')}</p>
      <Qr text={uri} label={t('work.label.totpQr')} />
      <p className="quiet">
        {t('work.label.byHand')} <code className="long">{secret.replace(/(.{4})/g, '$1 ').trim()}</code>
      </p>
      <form {...form.props}>
        <Field
          {...form.field('totp')}
          label={t('work.field.firstTotp')}
          required
          pattern="\d{6}"
          inputMode="numeric"
          maxLength={6}
          autoComplete="one-time-code"
        />
        <IdentityProblem problem={form.problem} />
        <ActButton type="submit" kind="main" busy={form.busy}>
          {t('work.label.confirmTotp')}
        </ActButton>
      </form>
    </>
  )
}

/** The second factor: scan, type the first six figures, done. */
export const TotpSlip = () => {
  const t = useT()
  const { data: session } = useSession()
  const begin = useAct('identity.begin-totp', { refresh: [] })
  const [uri, setUri] = useState<string>()
  const needs = session?.needsTotp === true
  return (
    <Slip title={t('work.label.totp')}>
      {uri ? (
        <Confirm uri={uri} onDone={() => setUri(undefined)} />
      ) : (
        <>
          <p>{t(needs ? 'work.note.totpMissing' : 'work.note.totpSet')}</p>
          <IdentityProblem problem={begin.error} />
          <ActButton
            kind={needs ? 'main' : 'plain'}
            busy={begin.isPending}
            onAct={() => begin.mutate({}, { onSuccess: (made) => setUri(made.uri) })}
          >
            {t('work.label.setUpTotp')}
          </ActButton>
        </>
      )}
    </Slip>
  )
}
