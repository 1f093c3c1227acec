import { useT } from '@gongzhi/kernel/web/i18n.ts'
import {
  ActButton,
  ErrorNotice,
  Field,
  Loading,
  Notice,
  RadioCards,
  SearchBox,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import type { Delivered } from '@gongzhi/kernel/web/outbox/outbox.ts'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { useGet, type View } from '../api.ts'
import { unmetWords } from '../matter-words.tsx'
import { nearWords } from '../near-words.ts'
import { useSend } from './use-send.ts'

/** 并案: into one that is near and alike, or one found by its number; every reporter keeps clock, answer and rating. */
export const MergeForm = ({ view, onDone }: { view: View; onDone: (done: Delivered) => void }) => {
  const t = useT()
  const send = useSend('merge', view)
  // the way here may have named the other one already
  const [search] = useSearchParams()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const similar = useGet('matters.similar', { params: { id: view.id } })
  const found = useGet('matters.list', asked.length >= 2 ? { query: { q: asked, open: 'yes', size: 10 } } : undefined)
  const near = (similar.data ?? []).map((one) => ({
    value: one.id,
    label: `${one.number} ${one.title}`,
    note: nearWords(one, t),
  }))
  const others = (found.data?.rows ?? [])
    .filter(({ id }) => id !== view.id && !near.some(({ value }) => value === id))
    .map((one) => ({ value: one.id, label: `${one.number} ${one.title}`, note: one.unit.name }))
  const form = useForm({
    initial: { into: search.get('into') ?? '', reason: '' },
    submit: async ({ into, reason }) => {
      onDone(await send({ into, reason: reason.trim() || undefined }))
    },
  })
  const choices = [...near, ...others]
  return (
    <>
      <Notice>{t('work.note.merge')}</Notice>
      {similar.isPending && <Loading />}
      <SearchBox
        label={t('work.label.findOther')}
        button={t('kit.label.search')}
        value={typed}
        onChange={setTyped}
        onSearch={() => setAsked(typed.trim())}
      />
      {found.data && others.length === 0 && <p className="quiet">{t('work.empty.search')}</p>}
      {choices.length === 0 ? (
        similar.data && <p className="quiet">{t('work.empty.similar')}</p>
      ) : (
        <form {...form.props}>
          <RadioCards {...form.field('into')} label={t('work.field.into')} required choices={choices} />
          <Field {...form.field('reason')} label={t('work.field.reason')} maxLength={300} />
          <ErrorNotice problem={form.problem} unmetWords={(id) => unmetWords(id, t)} />
          <ActButton type="submit" kind="main" busy={form.busy}>
            {t('work.label.confirm', { act: t('matters.act.merge') })}
          </ActButton>
        </form>
      )}
    </>
  )
}
