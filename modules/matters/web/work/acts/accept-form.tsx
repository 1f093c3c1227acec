import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, ErrorNotice, Select, TextArea, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import type { Delivered } from '@gongzhi/kernel/web/outbox/outbox.ts'
import { useRef } from 'react'
import type { View } from '../api.ts'
import { unmetWords } from '../matter-words.tsx'
import { useCategories } from '../use-categories.ts'
import { useSend } from './use-send.ts'

const LEVELS = ['consult', 'normal', 'urgent', 'critical']

/** 受理: one press; a word to the reporter, another category or level only when needed; at once to the level above (C01). */
export const AcceptForm = ({ view, onDone }: { view: View; onDone: (done: Delivered) => void }) => {
  const t = useT()
  const send = useSend('accept', view)
  const { choices } = useCategories()
  // Which of the two buttons was pressed belongs to the press, not to what is filled in.
  const refer = useRef(false)
  const form = useForm({
    initial: { text: '', category: view.category ?? '', level: view.level ?? '' },
    submit: async ({ text, category, level }) => {
      onDone(
        await send({
          text: text.trim() || undefined,
          category: category && category !== view.category ? category : undefined,
          level: level && level !== view.level ? level : undefined,
          refer: refer.current,
        }),
      )
    },
  })
  const press = (up: boolean) => {
    refer.current = up
    form.submit()
  }
  return (
    <form
      {...form.props}
      onSubmit={(event) => {
        refer.current = false
        form.props.onSubmit(event)
      }}
    >
      <TextArea
        {...form.field('text')}
        label={t('work.field.toReporter')}
        hint={t('work.hint.accept')}
        rows={2}
        maxLength={2000}
      />
      <details>
        <summary>{t('work.label.changeKind')}</summary>
        <div className="stack">
          <Select {...form.field('category')} label={t('work.field.category')} choices={choices} />
          <Select
            {...form.field('level')}
            label={t('work.field.level')}
            choices={LEVELS.map((value) => ({ value, label: t(`matters.level.${value}`) }))}
          />
        </div>
      </details>
      <ErrorNotice problem={form.problem} unmetWords={(id) => unmetWords(id, t)} />
      <div className="acts">
        <ActButton type="submit" kind="main" busy={form.busy}>
          {t('work.label.confirm', { act: t('matters.act.accept') })}
        </ActButton>
        <ActButton onAct={() => press(true)} busy={form.busy}>
          {t('work.label.acceptAndRefer')}
        </ActButton>
      </div>
    </form>
  )
}
