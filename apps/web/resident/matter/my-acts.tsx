import { useState } from 'react'
import type { T } from '../../../../kernel/web/i18n.ts'
import { useT } from '../../../../kernel/web/i18n.ts'
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
import { type Matter, useAct } from '../api.ts'
import { sendPhotos } from '../send-photos.ts'
import { said } from '../words.ts'

const unmetWords = (t: T) => (id: string) => said(t, `matters.unmet.${id}`, id)

/** Whether the server says that I may do this now; what the form itself asks does not stand in the way. */
export const mayDo = (matter: Matter, act: string): boolean => {
  const prospect = matter.prospects.find((one) => one.act === act)
  return prospect?.unmet.every((id) => prospect.asks.includes(id)) ?? false
}

/** The question put to me, and my answer to it. */
export const ReplyForm = ({ matter }: { matter: Matter }) => {
  const t = useT()
  const reply = useAct('matters.reply')
  const [photos, setPhotos] = useState<Photo[]>([])
  const question = matter.timeline.filter((entry) => entry.act === 'ask').pop()?.text
  const form = useForm({
    initial: { text: '' },
    submit: async ({ text }) => {
      await reply.mutateAsync({ params: { id: matter.id }, body: { text, photos: await sendPhotos(photos) } })
      toast(t('resident.reply.done'))
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

const AgainForm = ({ id, onDone }: { id: string; onDone: () => void }) => {
  const t = useT()
  const rate = useAct('matters.rate')
  const form = useForm({
    initial: { text: '' },
    submit: async ({ text }) => {
      await rate.mutateAsync({ params: { id }, body: { satisfied: false, text: text.trim() || undefined } })
      onDone()
      toast(t('resident.rate.againDone'))
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
  const rate = useAct('matters.rate')
  const [open, setOpen] = useState(false)
  const content = () =>
    rate
      .mutateAsync({ params: { id: matter.id }, body: { satisfied: true } })
      .then(() => toast(t('resident.rate.thanks')))
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
        <AgainForm id={matter.id} onDone={() => setOpen(false)} />
      </Dialog>
    </section>
  )
}

/** Taking it back, asked twice. */
export const Withdraw = ({ matter }: { matter: Matter }) => {
  const t = useT()
  const withdraw = useAct('matters.withdraw')
  const [open, setOpen] = useState(false)
  const form = useForm({
    initial: { text: '' },
    submit: async ({ text }) => {
      await withdraw.mutateAsync({ params: { id: matter.id }, body: { text: text.trim() || undefined } })
      setOpen(false)
      toast(t('resident.withdraw.done'))
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
