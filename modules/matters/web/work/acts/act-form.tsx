import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { toast } from '@gongzhi/kernel/web/kit/index.ts'
import type { Delivered } from '@gongzhi/kernel/web/outbox/outbox.ts'
import { useEffect, useRef } from 'react'
import type { View } from '../api.ts'
import { AcceptForm } from './accept-form.tsx'
import { AskedForm } from './asked-form.tsx'
import { forms } from './asks.ts'
import { DeclineForm } from './decline-form.tsx'
import { DispatchForm } from './dispatch-form.tsx'
import { MergeForm } from './merge-form.tsx'
import { WhistleForm } from './whistle-form.tsx'

const own = {
  accept: AcceptForm,
  decline: DeclineForm,
  dispatch: DispatchForm,
  merge: MergeForm,
  whistle: WhistleForm,
}
const isOwn = (act: string): act is keyof typeof own => act in own

type Props = { act: string; subject: string; number: string; view: View; onClose: () => void }

/** The form of an act in the place where its button was. It stays, with all that was typed, until the act is done or safely kept. */
export const ActForm = ({ act, subject, number, view, onClose }: Props) => {
  const t = useT()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
  }, [])
  const done = ({ arrived }: Delivered) => {
    toast(t(arrived ? 'work.toast.done' : 'kit.outbox.keptAct', { act: t(`matters.act.${act}`), number }))
    onClose()
  }
  const Own = isOwn(act) ? own[act] : undefined
  const form = forms[act]
  return (
    <section className="slip">
      <header>
        <h2 ref={heading} tabIndex={-1}>
          {t(`matters.act.${act}`)}
        </h2>
        <button type="button" className="worded" onClick={onClose}>
          {t('work.label.cancel')}
        </button>
      </header>
      {Own ? (
        <Own view={view} onDone={done} />
      ) : (
        form && <AskedForm act={act} subject={subject} view={view} form={form} onDone={done} />
      )}
    </section>
  )
}

/** Whether this face has a form for the act. */
export const hasForm = (act: string): boolean => isOwn(act) || act in forms
