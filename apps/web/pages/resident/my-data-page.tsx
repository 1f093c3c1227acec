import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { address } from '../../../../kernel/web/call.ts'
import { formatTime } from '../../../../kernel/web/day.ts'
import { useT } from '../../../../kernel/web/i18n.ts'
import {
  ActButton,
  Acts,
  Checkbox,
  Dialog,
  Empty,
  ErrorNotice,
  Field,
  Loading,
  Page,
  toast,
  useForm,
} from '../../../../kernel/web/kit/index.ts'
import { type ReplyOf, useAct, useGet } from '../../resident/api.ts'
import { PlacePicker } from '../../resident/place-picker.tsx'
import { useForget, useSession } from '../../resident/session.ts'
import { SignInFirst } from '../../resident/sign-in-first.tsx'
import { said } from '../../resident/words.ts'

type Held = ReplyOf<'identity.my-data'>['held'][number]

const NameForm = ({ onDone }: { onDone: () => void }) => {
  const t = useT()
  const correct = useAct('identity.correct-my-data', { refresh: ['identity.'] })
  const form = useForm({
    initial: { name: '' },
    submit: async ({ name }) => {
      await correct.mutateAsync({ body: { name: name.trim() } })
      onDone()
    },
  })
  return (
    <form {...form.props}>
      <Field {...form.field('name')} required autoComplete="name" maxLength={40} label={t('resident.report.name')} />
      <ErrorNotice problem={form.problem} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {t('resident.data.save')}
      </ActButton>
    </form>
  )
}

/** One thing held: what, why, on which basis, until when; correct it or have it removed. */
const HeldRow = ({ held, mine }: { held: Held; mine: boolean }) => {
  const t = useT()
  const [open, setOpen] = useState(false)
  const withdraw = useAct('identity.withdraw-consent', { refresh: ['identity.'] })
  const correct = useAct('identity.correct-my-data', { refresh: ['identity.'] })
  const field = held.field === 'name' || held.field === 'village' ? held.field : undefined
  const label = said(t, `identity.field.${held.field}`, said(t, `resident.field.${held.field}`, held.field))
  const saved = () => {
    setOpen(false)
    toast(t('resident.data.saved'))
  }
  return (
    <li className="held">
      <p>
        <b>{label}</b>
        <span>{held.value ?? t('resident.data.notGiven')}</span>
      </p>
      <p className="quiet">
        {[said(t, held.why, held.why), said(t, held.basis, held.basis), said(t, held.until, held.until)].join(' · ')}
      </p>
      {mine && field && (
        <p>
          <button type="button" className="plain-button" onClick={() => setOpen(true)}>
            {t('resident.data.correct')}
            <span className="unseen">{label}</span>
          </button>{' '}
          {held.optional && held.value !== null && (
            <button
              type="button"
              className="plain-button"
              onClick={() => withdraw.mutate({ body: { field } }, { onSuccess: saved })}
            >
              {t('resident.data.remove')}
              <span className="unseen">{label}</span>
            </button>
          )}
        </p>
      )}
      <ErrorNotice problem={withdraw.error ?? correct.error} />
      <Dialog open={open} title={t('resident.data.correct')} onClose={() => setOpen(false)}>
        {field === 'village' ? (
          <PlacePicker onPick={(place) => correct.mutate({ body: { village: place.code } }, { onSuccess: saved })} />
        ) : (
          <NameForm onDone={saved} />
        )}
      </Dialog>
    </li>
  )
}

const Looks = ({ looks }: { looks: ReplyOf<'identity.my-data'>['looks'] }) => {
  const t = useT()
  return (
    <section className="section" aria-labelledby="looks">
      <h2 id="looks">{t('resident.home.whoLooked')}</h2>
      {looks.length === 0 && <Empty>{t('resident.data.nobodyLooked')}</Empty>}
      <ul className="row-list">
        {looks.map((look) => (
          <li key={`${look.at}${look.field}`}>
            <span>
              {look.org} {look.who}{' '}
              {t('resident.data.looked', { field: said(t, `identity.field.${look.field}`, look.field) })}
              <small className="block">{t('resident.data.reason', { reason: look.reason })}</small>
            </span>
            <small className="num">
              {look.matter ? <Link href={`/m/${look.matter}`}>{formatTime(look.at)}</Link> : formatTime(look.at)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Sessions = () => {
  const t = useT()
  const { data, error } = useGet('identity.sessions', {})
  const end = useAct('identity.end-session', { refresh: ['identity.'] })
  return (
    <section className="section" aria-labelledby="sessions">
      <h2 id="sessions">{t('resident.data.sessions')}</h2>
      <ErrorNotice problem={error ?? end.error} />
      <ul className="row-list">
        {data?.map((one) => (
          <li key={one.id}>
            <span>
              {one.device || t('resident.data.unknownDevice')}
              <small className="block num">{t('resident.data.seen', { time: formatTime(one.seenAt) })}</small>
            </span>
            {one.current ? (
              <small>{t('resident.data.thisOne')}</small>
            ) : (
              <button type="button" className="plain-button" onClick={() => end.mutate({ params: { id: one.id } })}>
                {t('resident.data.end')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

const Closing = () => {
  const t = useT()
  const [, go] = useLocation()
  const forget = useForget()
  const [open, setOpen] = useState(false)
  const close = useAct('identity.close-account')
  const form = useForm({
    initial: { sure: false },
    submit: async () => {
      await close.mutateAsync({ body: { sure: true } })
      sessionStorage.clear()
      go('/')
      await forget()
      toast(t('resident.data.closed'))
    },
  })
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {t('resident.data.close')}
      </button>
      <Dialog open={open} title={t('resident.data.close')} onClose={() => setOpen(false)}>
        <p>{t('resident.data.closeNote')}</p>
        <form {...form.props}>
          <Checkbox {...form.check('sure')} required label={t('resident.data.closeSure')} />
          <ErrorNotice problem={form.problem} />
          <Acts>
            <ActButton type="submit" busy={form.busy}>
              {t('resident.data.close')}
            </ActButton>
            <ActButton kind="main" onAct={() => setOpen(false)}>
              {t('resident.data.keep')}
            </ActButton>
          </Acts>
        </form>
      </Dialog>
    </>
  )
}

const Mine = () => {
  const t = useT()
  const { session } = useSession()
  const { data, error, isPending, refetch } = useGet('identity.my-data', {})
  if (isPending) return <Loading />
  if (error) return <ErrorNotice problem={error} onAgain={() => refetch()} />
  return (
    <>
      <section className="section" aria-labelledby="held">
        <h2 id="held">{t('resident.data.held')}</h2>
        <ul className="held-list">
          {data.held.map((held) => (
            <HeldRow key={held.field} held={held} mine={session?.kind === 'resident'} />
          ))}
        </ul>
        <p className="quiet">{t('resident.data.matters', { n: data.matters })}</p>
      </section>
      <Looks looks={data.looks} />
      <Sessions />
      <ul className="links">
        <li>
          <a href={address('identity.export-my-data')[1]} download={t('resident.data.file')}>
            {t('resident.data.export')}
          </a>
        </li>
        {session?.kind === 'resident' && (
          <li>
            <Closing />
          </li>
        )}
      </ul>
    </>
  )
}

/** What is held about me and who looked at it (R18, I7). */
const MyDataPage = () => {
  const t = useT()
  return (
    <Page title={t('resident.data.title')} back={{ href: '/', label: t('kit.label.home') }}>
      <SignInFirst byCode>
        <Mine />
      </SignInFirst>
    </Page>
  )
}

export default MyDataPage
