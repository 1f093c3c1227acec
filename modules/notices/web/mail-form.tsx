import { formatTime } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, ErrorNotice, Field, Notice, toast, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { useAct, type Wish } from './api.ts'

const refresh = { refresh: ['notices.preference', 'identity.my-data'] }

const AddressForm = ({ onSent }: { onSent: () => void }) => {
  const t = useT()
  const add = useAct('notices.add-mail', refresh)
  const form = useForm({
    initial: { mail: '' },
    submit: async ({ mail }) => {
      await add.mutateAsync({ body: { mail: mail.trim() } })
      onSent()
    },
    errorWords: (code) => (code === 'refused' ? t('notices.error.refused') : undefined),
  })
  return (
    <form {...form.props}>
      <Field
        {...form.field('mail')}
        type="email"
        required
        maxLength={120}
        autoComplete="email"
        label={t('notices.field.mail')}
        hint={t('notices.hint.mail')}
      />
      <ErrorNotice problem={form.problem} />
      <ActButton type="submit" busy={form.busy}>
        {t('notices.act.sendCode')}
      </ActButton>
    </form>
  )
}

const CodeForm = ({ to, onOther }: { to: string; onOther: () => void }) => {
  const t = useT()
  const prove = useAct('notices.prove-mail', refresh)
  const form = useForm({
    initial: { code: '' },
    submit: async ({ code }) => {
      await prove.mutateAsync({ body: { code } })
      toast(t('notices.label.mailKept'))
    },
    errorWords: (code) => (code === 'wrong-code' ? t('notices.error.wrong-code') : undefined),
  })
  return (
    <form {...form.props}>
      <Field
        {...form.field('code')}
        required
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="\d{6}"
        maxLength={6}
        label={t('notices.field.code')}
        hint={t('notices.hint.code', { to })}
      />
      <ErrorNotice problem={form.problem} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {t('notices.act.prove')}
      </ActButton>
      <ActButton onAct={onOther}>{t('notices.act.otherMail')}</ActButton>
    </form>
  )
}

/** My mail address: typed once, proven by a code, shown masked, gone by one press. */
export const MailForm = ({ mail }: { mail: Wish['mail'] }) => {
  const t = useT()
  const drop = useAct('notices.drop-mail', refresh)
  const [other, setOther] = useState(false)
  const asking = mail.pending !== null && !other
  return (
    <section className="section stack tight" aria-labelledby="my-mail">
      <h2 id="my-mail">{t('notices.label.mail')}</h2>
      {mail.fault && (
        <Notice>{t('notices.label.cameBack', { time: formatTime(mail.fault.at), code: mail.fault.code })}</Notice>
      )}
      {mail.address && (
        <p>
          <b>{mail.address}</b>{' '}
          <button type="button" className="more" onClick={() => drop.mutate({})}>
            {t('notices.act.dropMail')}
          </button>
        </p>
      )}
      <ErrorNotice problem={drop.error} />
      {asking ? (
        <CodeForm to={mail.pending ?? ''} onOther={() => setOther(true)} />
      ) : (
        !mail.address && <AddressForm onSent={() => setOther(false)} />
      )}
    </section>
  )
}
