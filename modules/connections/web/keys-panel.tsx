import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, Dialog, Empty, ErrorNotice, Loading, Slip, toast } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { type Key, useAct, useGet } from './api.ts'
import { KeyForm } from './key-form.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { SecretOnce } from './secret-once.tsx'

const KeySlip = ({ one, onRevoke }: { one: Key; onRevoke: () => void }) => {
  const t = useT()
  const state = t(`connections.state.${one.state}`)
  return (
    <Slip title={one.name} number={`${one.number} · ${state}`}>
      <p>{one.purpose}</p>
      <dl className="facts">
        <div>
          <dt>{t('work.field.answers')}</dt>
          <dd>{one.orgName}</dd>
        </div>
        <div>
          <dt>{t('work.field.scopes')}</dt>
          <dd>{one.scopes.map((scope) => t(`work.scope.${scope}`)).join('、')}</dd>
        </div>
        <div>
          <dt>{t('work.field.reach')}</dt>
          <dd>
            {one.place} <small className="num">{t('work.label.perMinuteN', { n: one.perMinute })}</small>
          </dd>
        </div>
        <div>
          <dt>{t('work.field.expiresOn')}</dt>
          <dd className="num">{formatDay(one.expiresOn)}</dd>
        </div>
        <div>
          <dt>{t('work.field.usedOn')}</dt>
          <dd className="num">{one.usedOn ? formatDay(one.usedOn) : t('work.label.neverUsed')}</dd>
        </div>
        <div>
          <dt>{t('work.field.issued')}</dt>
          <dd className="num">
            {formatDay(one.madeAt)} {one.madeBy} · {t('work.label.endingWith', { ending: one.ending })}
          </dd>
        </div>
        {one.endedOn && (
          <div>
            <dt>{state}</dt>
            <dd className="num">
              {formatDay(one.endedOn)} {one.reason}
            </dd>
          </div>
        )}
      </dl>
      {one.state === 'valid' && <ActButton onAct={onRevoke}>{t('connections.act.revoke-key')}</ActButton>}
    </Slip>
  )
}

/** Keys of other systems: issue, see, revoke. */
export const KeysPanel = ({ county }: { county: string }) => {
  const t = useT()
  const found = useGet('connections.keys', {})
  const revoke = useAct('connections.revoke-key')
  const [issuing, issue] = useState(false)
  const [secret, show] = useState<string>()
  const [ending, end] = useState<Key>()
  const close = () => {
    issue(false)
    show(undefined)
  }
  const send = async (reason: string) => {
    if (!ending) return
    await revoke.mutateAsync({ params: { id: ending.id }, body: { reason } })
    toast(t('work.toast.revoked', { name: ending.name }))
    end(undefined)
  }
  return (
    <div className="stack">
      <ActButton onAct={() => issue(true)}>{t('connections.act.issue-key')}</ActButton>
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      {found.isPending && <Loading />}
      {found.data?.length === 0 && <Empty>{t('work.empty.keys')}</Empty>}
      <div className="columns">
        {found.data?.map((one) => (
          <KeySlip key={one.id} one={one} onRevoke={() => end(one)} />
        ))}
      </div>
      <Dialog open={issuing} title={t('connections.act.issue-key')} onClose={close}>
        {secret ? (
          <SecretOnce title={t('work.label.keyIs')} secret={secret} onDone={close} />
        ) : (
          <KeyForm county={county} onDone={show} />
        )}
      </Dialog>
      <ReasonDialog
        open={ending !== undefined}
        title={t('connections.act.revoke-key')}
        note={t('work.note.revoke', { name: ending?.name ?? '' })}
        onClose={() => end(undefined)}
        onSend={send}
      />
    </div>
  )
}
