import { useState } from 'react'
import { Link } from 'wouter'
import { formatTime } from '../day.ts'
import { hasWords, type T, useT } from '../i18n.ts'
import { ActButton, Acts, Dialog, Slip, toast } from '../kit/index.ts'
import { aheadOf, type Item } from './item.ts'
import { MendForm } from './mend-form.tsx'
import { theOutbox } from './outbox.ts'
import { useSign } from './sign.ts'

/** How a face goes on from an item. */
export type Ways = {
  /** Where the matter of an item is shown; undefined while it is not on the server. */
  readonly matter: (item: Item) => string | undefined
  /** Where the receipt of a report is shown. */
  readonly receipt?: (item: Item) => string | undefined
  /** Takes an item back into the form it was written in; undefined where it is mended on the spot. */
  readonly rewrite?: ((item: Item) => (() => Promise<void>) | undefined) | undefined
}

const actOf = ({ endpoint }: Item) => endpoint.split('.')

/** What an item is, in the words of its act: 接办, 记进展, 我要反映. */
export const actWords = (item: Item, t: T): string => {
  const [module, act] = actOf(item)
  // what is written down for a resident is a report like any other
  const key = `${module}.act.${act === 'report-for' ? 'report' : act}`
  return hasWords(key) ? t(key) : t('kit.outbox.something')
}

/** Why it was refused, one sentence each. */
export const refusalWords = (item: Item, t: T): string[] => {
  const { refusal } = item
  if (!refusal) return []
  const [module] = actOf(item)
  const unmet = refusal.unmet.map((id) =>
    id === 'state' ? t('kit.outbox.moved') : hasWords(`${module}.unmet.${id}`) ? t(`${module}.unmet.${id}`) : id,
  )
  const fields = refusal.errors.map(({ pointer }) => {
    const name = pointer.replace(/^\/(body\/)?/, '').split('/')[0] ?? ''
    const key = `kit.outbox.field.${name}`
    return t('kit.outbox.wrongField', { field: hasWords(key) ? t(key) : name })
  })
  if (unmet.length + fields.length > 0) return [...unmet, ...fields]
  const type = `kit.outbox.problem.${refusal.type.replace(/^.*\//, '')}`
  const known = `kit.problem.${refusal.status}`
  return [t(hasWords(type) ? type : hasWords(known) ? known : 'kit.problem.400')]
}

// no longer at this step, no longer mine to do, or no longer mine to see
const movedOn = ({ refusal }: Item) => [403, 404, 409].includes(refusal?.status ?? 0)

const stateWords = (item: Item, ahead: Item | undefined, sending: boolean, t: T): string => {
  if (item.state === 'done') return t('kit.outbox.state.done', { at: formatTime(item.doneAt ?? item.madeAt) })
  if (item.state === 'refused') return t(`kit.outbox.state.${movedOn(item) ? 'conflict' : 'refused'}`)
  if (sending) return t('kit.outbox.state.sending')
  if (ahead) return t('kit.outbox.state.behind', { what: actWords(ahead, t) })
  return t(item.tries > 0 ? 'kit.outbox.state.tried' : 'kit.outbox.state.waiting')
}

const TakeBack = ({ item, onBack }: { item: Item; onBack?: (() => Promise<void>) | undefined }) => {
  const t = useT()
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const take = async () => {
    setBusy(true)
    const taken = await (await theOutbox()).takeBack(item.id)
    setBusy(false)
    setOpen(false)
    toast(t(taken ? 'kit.outbox.tookBack' : 'kit.outbox.tooLate'))
  }
  return (
    <>
      <ActButton onAct={() => setOpen(true)}>{t('kit.outbox.takeBack')}</ActButton>
      <Dialog open={open} title={t('kit.outbox.takeBack')} onClose={() => setOpen(false)}>
        <p>{t(item.tries > 0 ? 'kit.outbox.maybeSent' : 'kit.outbox.takeBackNote')}</p>
        <Acts>
          <ActButton kind="main" busy={busy} onAct={take}>
            {t('kit.outbox.takeBackSure')}
          </ActButton>
          {onBack && <ActButton onAct={() => void onBack()}>{t('kit.outbox.rewrite')}</ActButton>}
          <ActButton onAct={() => setOpen(false)}>{t('kit.outbox.leave')}</ActButton>
        </Acts>
      </Dialog>
    </>
  )
}

/** One item: what it is, when it was made, where it stands, and what can be done about it. */
export const ItemSlip = ({ item, items, ways }: { item: Item; items: readonly Item[]; ways: Ways }) => {
  const t = useT()
  const [mending, mend] = useState(false)
  const { sending } = useSign()
  const ahead = item.state === 'waiting' ? aheadOf(items, item) : undefined
  const refused = item.state === 'refused'
  const matter = ways.matter(item)
  const receipt = item.state === 'done' ? ways.receipt?.(item) : undefined
  const rewrite = ways.rewrite?.(item)
  const reasons = refusalWords(item, t)
  return (
    <Slip
      title={t('kit.outbox.titleOf', { act: actWords(item, t), title: item.title })}
      number={item.number ?? item.receipt?.number}
      level={3}
    >
      <p className="quiet">
        {[
          t('kit.outbox.madeAt', { at: formatTime(item.madeAt) }),
          item.photos.length > 0 ? t('kit.outbox.photos', { n: item.photos.length }) : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className={refused ? 'error' : undefined}>
        <b>{stateWords(item, ahead, sending === item.id, t)}</b>
      </p>
      {reasons.length > 0 && (
        <ul className="plain-list">
          {reasons.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {item.receipt?.code && (
        <p>
          {t('kit.outbox.code')} <code>{item.receipt.code}</code>
        </p>
      )}
      {mending ? (
        <MendForm item={item} onDone={() => mend(false)} />
      ) : (
        <div className="acts pairs">
          {refused && !movedOn(item) && (
            <ActButton kind="main" onAct={() => (rewrite ? void rewrite() : mend(true))}>
              {t('kit.outbox.mend')}
            </ActButton>
          )}
          {receipt && (
            <Link className="act" href={receipt}>
              {t('kit.outbox.receipt')}
            </Link>
          )}
          {matter && !receipt && (
            <Link className={movedOn(item) ? 'act main' : 'act'} href={matter}>
              {t('kit.outbox.matter')}
            </Link>
          )}
          {movedOn(item) && (
            <ActButton onAct={() => void theOutbox().then((outbox) => outbox.mend(item.id, item.body))}>
              {t('kit.outbox.sendAgain')}
            </ActButton>
          )}
          {item.state === 'done' ? (
            <ActButton onAct={() => void theOutbox().then((outbox) => outbox.forget(item.id))}>
              {t('kit.outbox.forget')}
            </ActButton>
          ) : (
            <TakeBack item={item} onBack={rewrite} />
          )}
        </div>
      )}
    </Slip>
  )
}
