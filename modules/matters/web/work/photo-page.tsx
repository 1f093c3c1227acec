import type { Box } from '@gongzhi/files/rules'
import { address } from '@gongzhi/kernel/web/call.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import {
  ActButton,
  Dialog,
  ErrorNotice,
  Loading,
  Notice,
  Page,
  TextArea,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { useEffect, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { fileAddress } from '../files.tsx'
import { useAct, useGet, type View } from './api.ts'
import { sortProspects, unmetWords } from './matter-words.tsx'
import { Redactor } from './redactor.tsx'

const TEN_MINUTES = 600_000
// both need their answer now, so they never wait on the device
const REFRESH = { refresh: ['matters.', 'notices.'] }

/** Until when this person may look beneath the boxes of a photo, ms; undefined when not now. */
const lookingUntil = (view: View, photo: string): number | undefined => {
  const mine = view.timeline.filter(
    ({ act, by, facts }) => act === 'look-photo' && by.kind === 'you' && facts.photo === photo,
  )
  const until = Date.parse(mine[mine.length - 1]?.at ?? '') + TEN_MINUTES
  return until > Date.now() ? until : undefined
}

const LookForm = ({ view, photo, onDone }: { view: View; photo: string; onDone: () => void }) => {
  const t = useT()
  const { mutateAsync } = useAct('matters.look-photo', REFRESH)
  const form = useForm({
    initial: { reason: '' },
    submit: async (values) => {
      await mutateAsync({ params: { id: view.id }, body: { ...values, photo } })
      onDone()
    },
  })
  return (
    <form {...form.props}>
      <Notice>{t('work.note.lookPhoto')}</Notice>
      <TextArea {...form.field('reason')} label={t('work.field.lookReason')} required minLength={2} maxLength={500} />
      <ErrorNotice problem={form.problem} unmetWords={(id) => unmetWords(id, t)} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {t('matters.act.look-photo')}
      </ActButton>
    </form>
  )
}

type Props = { view: View; photo: string; src: string; boxes: readonly Box[] }

const RedactForm = ({ view, photo, src, boxes: before }: Props) => {
  const t = useT()
  const [, go] = useLocation()
  const { mutateAsync } = useAct('matters.redact', REFRESH)
  const [boxes, set] = useState(before)
  const form = useForm({
    initial: { reason: '' },
    submit: async ({ reason }) => {
      await mutateAsync({ params: { id: view.id }, body: { photo, boxes: [...boxes], reason } })
      toast(t('work.photo.done'))
      go(`/m/${view.id}`)
    },
  })
  return (
    <form {...form.props}>
      <Redactor src={src} alt={t('work.photo.alt')} boxes={boxes} onChange={set} />
      <TextArea
        {...form.field('reason')}
        label={t('work.field.redactReason')}
        hint={t('work.photo.reasonHint')}
        required
        minLength={2}
        maxLength={500}
      />
      <ErrorNotice problem={form.problem} unmetWords={(id) => unmetWords(id, t)} />
      <ActButton type="submit" kind="main" busy={form.busy} missing={boxes.length === 0 ? [t('work.photo.noBox')] : []}>
        {t('work.label.confirm', { act: t('matters.act.redact') })}
      </ActButton>
    </form>
  )
}

/** One photo of a matter, whole; whoever may covers faces, plates and door numbers on it. */
const Photo = ({ view, photo, subject }: { view: View; photo: string; subject: string }) => {
  const t = useT()
  const file = view.files.find(({ id }) => id === photo)
  const [asking, ask] = useState(false)
  const [, again] = useState(0)
  const until = lookingUntil(view, photo)
  useEffect(() => {
    if (until === undefined) return
    const timer = setTimeout(() => again((n) => n + 1), until - Date.now())
    return () => clearTimeout(timer)
  }, [until])
  if (file?.kind !== 'photo') return <p className="quiet">{t('work.photo.none')}</p>
  if (file.held) return <Notice>{t(`matters.held.${file.held}`)}</Notice>
  const { ready } = sortProspects(view.prospects)
  const may = (act: string) => ready.some((one) => one.act === act)
  const src = until ? address('files.original', { params: { subject, id: photo } })[1] : fileAddress(subject, file)
  return (
    <>
      {file.redacted && <Notice>{t(until ? 'work.photo.beneath' : 'work.photo.isRedacted')}</Notice>}
      {may('redact') ? (
        <RedactForm key={until ? 'beneath' : 'shown'} view={view} photo={photo} src={src} boxes={file.boxes ?? []} />
      ) : (
        <img className="whole" src={src} alt={t('work.photo.alt')} />
      )}
      {file.redacted && !until && may('look-photo') && (
        <ActButton onAct={() => ask(true)}>{t('matters.act.look-photo')}</ActButton>
      )}
      <Dialog open={asking} title={t('matters.act.look-photo')} onClose={() => ask(false)}>
        <LookForm view={view} photo={photo} onDone={() => ask(false)} />
      </Dialog>
    </>
  )
}

/** A photo of a matter at the desk, with what can be done to it. */
const PhotoPage = ({ id, photo }: { id: string; photo: string }) => {
  const t = useT()
  const [search] = useSearchParams()
  const found = useGet('matters.matter', { params: { id } })
  return (
    <Page
      title={t('work.title.photo')}
      note={found.data?.number ?? ''}
      back={{ href: `/m/${id}`, label: found.data?.title ?? t('work.title.matter') }}
    >
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      {found.isPending && <Loading />}
      {found.data && <Photo view={found.data} photo={photo} subject={search.get('of') ?? id} />}
    </Page>
  )
}

export default PhotoPage
