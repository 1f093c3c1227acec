import { formatTime } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, ErrorNotice, Notice, Slip, toast } from '@gongzhi/kernel/web/kit/index.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { unmetWords, useAct, type Webhook } from './api.ts'
import { DeliveryLog } from './delivery-log.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { useEventWords } from './webhook-form.tsx'

const SENDING = ['connections.webhooks', 'connections.deliveries']
type Ending = 'disable-webhook' | 'remove-webhook'

/** One system that is told, with what can be done about it. */
export const WebhookSlip = ({ one, onSecret }: { one: Webhook; onSecret: (secret: string) => void }) => {
  const t = useT()
  const eventWords = useEventWords()
  const [ending, end] = useState<Ending>()
  const [open, setOpen] = useState(false)
  const client = useQueryClient()
  const trial = useAct('connections.try-webhook')
  const enable = useAct('connections.enable-webhook')
  const rotate = useAct('connections.rotate-secret')
  const disable = useAct('connections.disable-webhook')
  const remove = useAct('connections.remove-webhook')
  const press = { params: { id: one.id }, body: {} }
  const active = one.state === 'active'
  const sent = () => {
    toast(t('work.toast.trial'))
    // by then the sender has come round
    setTimeout(
      () => client.invalidateQueries({ predicate: ({ queryKey: [of] }) => SENDING.includes(String(of)) }),
      3_000,
    )
  }
  const send = async (reason: string) => {
    const act = ending === 'remove-webhook' ? remove : disable
    await act.mutateAsync({ params: { id: one.id }, body: { reason } })
    end(undefined)
  }
  return (
    <Slip title={one.name} number={`${one.number} · ${t(`connections.state.${one.state}`)}`}>
      <dl className="facts">
        <div>
          <dt>{t('work.field.hookUrl')}</dt>
          <dd className="num">{one.url}</dd>
        </div>
        <div>
          <dt>{t('work.field.answers')}</dt>
          <dd>{one.orgName}</dd>
        </div>
        <div>
          <dt>{t('work.field.events')}</dt>
          <dd>{one.events.map(eventWords).join('、')}</dd>
        </div>
        <div>
          <dt>{t('work.field.reach')}</dt>
          <dd>{one.place}</dd>
        </div>
        <div>
          <dt>{t('work.field.sent')}</dt>
          <dd className="num">
            {one.deliveredAt ? t('work.label.lastSent', { at: formatTime(one.deliveredAt) }) : t('work.label.noneSent')}
            {one.waiting > 0 && ` · ${t('work.label.waitingN', { n: one.waiting })}`}
          </dd>
        </div>
      </dl>
      {one.failingSince && (
        <Notice>{t(active ? 'work.note.failing' : 'work.note.gaveUp', { at: formatTime(one.failingSince) })}</Notice>
      )}
      {one.oldSecretUntil && Date.parse(one.oldSecretUntil) > Date.now() && (
        <p className="quiet num">{t('work.note.oldSecret', { at: formatTime(one.oldSecretUntil) })}</p>
      )}
      <div className="acts pairs">
        {active && (
          <ActButton busy={trial.isPending} onAct={() => trial.mutate(press, { onSuccess: sent })}>
            {t('connections.act.try-webhook')}
          </ActButton>
        )}
        {!active && (
          <ActButton kind="main" busy={enable.isPending} onAct={() => enable.mutate(press)}>
            {t('connections.act.enable-webhook')}
          </ActButton>
        )}
        <ActButton
          busy={rotate.isPending}
          onAct={() => rotate.mutate(press, { onSuccess: ({ secret }) => onSecret(secret) })}
        >
          {t('connections.act.rotate-secret')}
        </ActButton>
        {active && <ActButton onAct={() => end('disable-webhook')}>{t('connections.act.disable-webhook')}</ActButton>}
        <ActButton onAct={() => end('remove-webhook')}>{t('connections.act.remove-webhook')}</ActButton>
      </div>
      <ErrorNotice problem={trial.error ?? enable.error ?? rotate.error} unmetWords={unmetWords(t)} />
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('work.label.deliveries')}</summary>
        {open && <DeliveryLog webhook={one.id} active={active} />}
      </details>
      <ReasonDialog
        open={ending !== undefined}
        title={t(`connections.act.${ending ?? 'disable-webhook'}`)}
        note={t(ending === 'remove-webhook' ? 'work.note.removeHook' : 'work.note.disableHook')}
        onClose={() => end(undefined)}
        onSend={send}
      />
    </Slip>
  )
}
