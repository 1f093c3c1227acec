import { SaveButton } from '@gongzhi/documents/web'
import { formatDay, formatHour } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import {
  ActButton,
  Dialog,
  Empty,
  ErrorNotice,
  Field,
  Loading,
  Page,
  Select,
  Slip,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { Link } from 'wouter'
import { type Reception, useAct, useGet } from './api.ts'
import { unmetWords } from './matter-words.tsx'
import { useReach } from './use-reach.ts'

const china = (local: string) => `${local}:00+08:00`

const AnnounceForm = ({ county, onDone }: { county: string; onDone: () => void }) => {
  const t = useT()
  const { prefix } = useReach()
  const studios = useGet('territory.studios', { query: { county } })
  const { mutateAsync } = useAct('matters.announce')
  const form = useForm({
    initial: { studio: '', from: '', to: '', delegates: '', capacity: '20' },
    submit: async ({ studio, from, to, delegates, capacity }) => {
      const names = delegates.split(/[、，,\s]+/).filter(Boolean)
      const receipt = await mutateAsync({
        body: { studio, from: china(from), to: china(to), delegates: names, capacity: Number(capacity) },
      })
      toast(t('work.toast.announced', { number: receipt.number }))
      onDone()
    },
  })
  return (
    <form {...form.props}>
      <Select
        {...form.field('studio')}
        label={t('work.field.studio')}
        required
        choices={(studios.data?.studios ?? [])
          .filter(({ seat }) => seat.startsWith(prefix))
          .map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Field {...form.field('from')} label={t('work.field.receptionFrom')} required type="datetime-local" />
      <Field {...form.field('to')} label={t('work.field.receptionTo')} required type="datetime-local" />
      <Field
        {...form.field('delegates')}
        label={t('work.field.delegates')}
        hint={t('work.hint.delegates')}
        required
        maxLength={200}
      />
      <Field
        {...form.field('capacity')}
        label={t('work.field.capacity')}
        required
        type="number"
        inputMode="numeric"
        min={1}
        max={200}
      />
      <ErrorNotice problem={form.problem} unmetWords={(id) => unmetWords(id, t)} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {t('work.label.announceNow')}
      </ActButton>
    </form>
  )
}

const ReceptionSlip = ({ one, closes }: { one: Reception; closes: boolean }) => {
  const t = useT()
  const close = useAct('matters.close-reception')
  const over = one.state === 'closed'
  const press = () =>
    close.mutate(
      { params: { id: one.id }, body: {} },
      { onSuccess: () => toast(t('work.toast.receptionClosed', { number: one.number })) },
    )
  return (
    <Slip title={one.studioName} number={one.number}>
      <p className="num">
        {formatDay(one.from)} {formatHour(one.from)}–{formatHour(one.to)} · {one.place}
      </p>
      <p>{t('work.label.delegatesOf', { names: one.delegates.join('、') })}</p>
      <p className="quiet num">
        {t('work.label.receptionCounts', { booked: one.booked, capacity: one.capacity, items: one.items })} ·{' '}
        {t(`matters.state.${one.state}`)}
      </p>
      {!over && (
        <div className="acts">
          <Link className="act main" href={`/register?reception=${one.id}`}>
            {t('work.label.registerAt')}
          </Link>
          {closes && (
            <ActButton onAct={press} busy={close.isPending}>
              {t('matters.act.close-reception')}
            </ActButton>
          )}
        </div>
      )}
      <ErrorNotice problem={close.error} unmetWords={(id) => unmetWords(id, t)} />
    </Slip>
  )
}

/** 组团接访: sessions of delegates, coming and past (B04). */
const ReceptionsPage = () => {
  const t = useT()
  const { county, may } = useReach()
  const [open, setOpen] = useState(false)
  const found = useGet('matters.receptions', county ? { query: { county } } : undefined)
  return (
    <Page title={t('work.title.receptions')}>
      {may.includes('matters.announce') && (
        <ActButton onAct={() => setOpen(true)}>{t('work.label.announce')}</ActButton>
      )}
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      {found.isPending && <Loading />}
      {found.data?.length === 0 && <Empty>{t('work.empty.receptions')}</Empty>}
      <div className="columns">
        {found.data?.map((one) => (
          <ReceptionSlip key={one.id} one={one} closes={may.includes('matters.close-reception')} />
        ))}
      </div>
      {(found.data?.length ?? 0) > 0 && <SaveButton list="receptions" query={{ county }} />}
      <Dialog open={open} title={t('work.label.announce')} onClose={() => setOpen(false)}>
        <AnnounceForm county={county} onDone={() => setOpen(false)} />
      </Dialog>
    </Page>
  )
}

export default ReceptionsPage
