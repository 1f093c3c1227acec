import { formatHour } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, Dialog, ErrorNotice, Notice, Slip, TextArea, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { useEffect, useState } from 'react'
import { useLook } from './acts/use-send.ts'
import { useGet, type View } from './api.ts'
import { unmetWords } from './matter-words.tsx'

const TEN_MINUTES = 600_000

const LookForm = ({ view, onDone }: { view: View; onDone: () => void }) => {
  const t = useT()
  const look = useLook(view.id)
  const form = useForm({
    initial: { reason: '' },
    submit: async (values) => {
      await look(values)
      onDone()
    },
  })
  return (
    <form {...form.props}>
      <Notice>{t('work.note.look')}</Notice>
      <TextArea {...form.field('reason')} label={t('work.field.lookReason')} required minLength={2} maxLength={500} />
      <ErrorNotice problem={form.problem} unmetWords={(id) => unmetWords(id, t)} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {t('matters.act.look')}
      </ActButton>
    </form>
  )
}

const Shown = ({ view, onOver }: { view: View; onOver: () => void }) => {
  const t = useT()
  const { data, error } = useGet('matters.reporter', { params: { id: view.id } })
  const until = data?.until
  useEffect(() => {
    if (!until) return
    const timer = setTimeout(onOver, Math.max(0, Date.parse(until) - Date.now()))
    return () => clearTimeout(timer)
  }, [until, onOver])
  if (error) return <ErrorNotice problem={error} />
  if (!data) return null
  return (
    <div aria-live="polite">
      <p>
        <b>{data.name ?? t('work.label.noName')}</b>
      </p>
      {data.phone ? (
        <p>
          <a className="call num" href={`tel:${data.phone}`}>
            {data.phone}
          </a>
        </p>
      ) : (
        <p>{t('work.label.noPhone')}</p>
      )}
      <p className="quiet num">{t('work.label.shownUntil', { hour: formatHour(data.until) })}</p>
    </div>
  )
}

/** Who reported it, masked; name and phone only after a reason, for ten minutes, and the reporter sees that (P7). */
export const ReporterBox = ({ view }: { view: View }) => {
  const t = useT()
  const [asking, ask] = useState(false)
  const last = [...view.timeline].reverse().find(({ act, by }) => act === 'look' && by.kind === 'you')
  const fresh = last !== undefined && Date.parse(last.at) > Date.now() - TEN_MINUTES
  const [over, setOver] = useState(false)
  const look = view.prospects.find(({ act }) => act === 'look')
  const { shown, sealed } = view.reporter
  return (
    <Slip title={t('work.label.reporter')} level={2}>
      {fresh && !over ? (
        <Shown view={view} onOver={() => setOver(true)} />
      ) : (
        <>
          <p>{sealed ? t('work.label.sealed') : (shown ?? t('work.label.anonymous'))}</p>
          {look && !look.unmet.includes('state') && (
            <ActButton onAct={() => ask(true)} missing={look.unmet.map((id) => unmetWords(id, t, look.from))}>
              {t('matters.act.look')}
            </ActButton>
          )}
        </>
      )}
      <Dialog open={asking} title={t('matters.act.look')} onClose={() => ask(false)}>
        <LookForm
          view={view}
          onDone={() => {
            setOver(false)
            ask(false)
          }}
        />
      </Dialog>
    </Slip>
  )
}
