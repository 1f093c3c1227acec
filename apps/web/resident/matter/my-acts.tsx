import { useState } from 'react'
import type { T } from '../../../../kernel/web/i18n.ts'
import { t, useT } from '../../../../kernel/web/i18n.ts'
import {
  ActButton,
  Acts,
  Dialog,
  ErrorNotice,
  type Photo,
  PhotoPicker,
  TextArea,
  toast,
  useForm,
} from '../../../../kernel/web/kit/index.ts'
import type { Delivered } from '../../../../kernel/web/outbox/outbox.ts'
import { type Matter, useDeliver } from '../api.ts'
import { said } from '../words.ts'

/** What an act of mine is about: those on one matter go out one after the other. */
const about = ({ id, title, number }: Matter) => ({ params: { id }, subject: id, title, number })

/** Says that it is done, or that it is kept until there is a signal. */
const say = ({ arrived }: Delivered, words: string) => toast(arrived ? words : t('kit.outbox.kept'))

const unmetWords = (t: T) => (id: string) => said(t, `matters.unmet.${id}`, id)

/** Whether the server says that I may do this now; what the form itself asks does not stand in the way. */
export const mayDo = (matter: Matter, act: string): boolean => {
  const prospect = matter.prospects.find((one) => one.act === act)
  return prospect?.unmet.every((id) => prospect.asks.includes(id)) ?? false
}

/** The question put to me, and my answer to it. */
export const ReplyForm = ({ matter }: { matter: Matter }) => {
  const t = useT()
  const reply = useDeliver('matters.reply')
  const [photos, setPhotos] = useState<Photo[]>([])
  const question = matter.timeline.filter((entry) => entry.act === 'ask').pop()?.text
  const form = useForm({
    initial: { text: '' },
    submit: async ({ text }) => {
      say(await reply.mutateAsync({ ...about(matter), body: { text }, photos }), t('resident.reply.done'))
    },
  })
  return (
    <section className="section" aria-labelledby="asked">
      <h2 id="asked">{t('resident.reply.title')}</h2>
      {question && <p className="notice ask-back own">{question}</p>}
      <form {...form.props} className="screen-only">
        <TextArea {...form.field('text')} required label={t('resident.reply.text')} maxLength={2000} minLength={2} />
        <PhotoPicker label={t('resident.report.photos')} photos={photos} onChange={setPhotos} />
        <ErrorNotice problem={form.problem} unmetWords={unmetWords(t)} />
        <ActButton type="submit" kind="main" busy={form.busy}>
          {t('resident.reply.send')}
        </ActButton>
      </form>
    </section>
  )
}

const AgainForm = ({ matter, onDone }: { matter: Matter; onDone: () => void }) => {
  const t = useT()
  const rate = useDeliver('matters.rate')
  const form = useForm({
    initial: { text: '' },
    submit: async ({ text }) => {
      const done = await rate.mutateAsync({
        ...about(matter),
        body: { satisfied: false, text: text.trim() || undefined },
      })
      onDone()
      say(done, t('resident.rate.againDone'))
    },
  })
  return (
    <form {...form.props}>
      <TextArea
        {...form.field('text')}
        label={t('resident.rate.what')}
        hint={t('resident.rate.whatHint')}
        maxLength={1000}
      />
      <ErrorNotice problem={form.problem} unmetWords={unmetWords(t)} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {t('resident.rate.again')}
      </ActButton>
    </form>
  )
}

/** Is it solved? Content closes it after the visit; not content has it done once more, then a level higher. */
export const Rating = ({ matter }: { matter: Matter }) => {
  const t = useT()
  const rate = useDeliver('matters.rate')
  const [open, setOpen] = useState(false)
  const content = () =>
    rate
      .mutateAsync({ ...about(matter), body: { satisfied: true } })
      .then((done) => say(done, t('resident.rate.thanks')))
      .catch(() => undefined)
  return (
    <section className="section screen-only" aria-labelledby="rating">
      <h2 id="rating">{t('resident.rate.title')}</h2>
      <p className="quiet">{t(matter.round > 1 ? 'resident.rate.noteLast' : 'resident.rate.note')}</p>
      <ErrorNotice problem={rate.error} unmetWords={unmetWords(t)} />
      <Acts>
        <ActButton kind="main" busy={rate.isPending} onAct={content}>
          {t('resident.rate.content')}
        </ActButton>
        <ActButton onAct={() => setOpen(true)}>{t('resident.rate.again')}</ActButton>
      </Acts>
      <Dialog open={open} title={t('resident.rate.again')} onClose={() => setOpen(false)}>
        <AgainForm matter={matter} onDone={() => setOpen(false)} />
      </Dialog>
    </section>
  )
}

/** Taking it back, asked twice. */
export const Withdraw = ({ matter }: { matter: Matter }) => {
  const t = useT()
  const withdraw = useDeliver('matters.withdraw')
  const [open, setOpen] = useState(false)
  const form = useForm({
    initial: { text: '' },
    submit: async ({ text }) => {
      const done = await withdraw.mutateAsync({ ...about(matter), body: { text: text.trim() || undefined } })
      setOpen(false)
      say(done, t('resident.withdraw.done'))
    },
  })
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {t('resident.withdraw.title')}
      </button>
      <Dialog open={open} title={t('resident.withdraw.title')} onClose={() => setOpen(false)}>
        <p>{t('resident.withdraw.note')}</p>
        <form {...form.props}>
          <TextArea {...form.field('text')} label={t('resident.withdraw.why')} rows={3} maxLength={500} />
          <ErrorNotice problem={form.problem} unmetWords={unmetWords(t)} />
          <Acts>
            <ActButton type="submit" kind="main" busy={form.busy}>
              {t('resident.withdraw.sure')}
            </ActButton>
            <ActButton onAct={() => setOpen(false)}>{t('resident.withdraw.keep')}</ActButton>
          </Acts>
        </form>
      </Dialog>
    </>
  )
}
