import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, ErrorNotice, Field, Notice, RadioCards, TextArea, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import type { Delivered } from '@gongzhi/kernel/web/outbox/outbox.ts'
import type { View } from '../api.ts'
import { unmetWords } from '../matter-words.tsx'
import { useSend } from './use-send.ts'

const GROUNDS = [
  'not-a-public-matter',
  'not-our-area',
  'already-decided',
  'no-facts',
  'petition',
  'discipline',
  'litigation',
]
// 信访, 纪检, 诉讼 are routed to their own channel, never handled or profiled here (I3, R15).
const CHANNELS = ['petition', 'discipline', 'litigation']

/** 不予受理: a coded ground, the reason in words, and where the reporter can go instead. */
export const DeclineForm = ({ view, onDone }: { view: View; onDone: (done: Delivered) => void }) => {
  const t = useT()
  const send = useSend('decline', view)
  const form = useForm({
    initial: { ground: '', text: '', channel: '' },
    submit: async ({ ground, text, channel }) => {
      onDone(await send({ ground, text, channel: channel.trim() || undefined }))
    },
  })
  const { ground } = form.values
  const routed = CHANNELS.includes(ground)
  const choose = (value: string) => {
    form.set('ground', value)
    form.set('channel', CHANNELS.includes(value) ? t(`work.channel.${value}`) : '')
  }
  return (
    <form {...form.props}>
      <Notice>{t('work.note.decline')}</Notice>
      <RadioCards
        {...form.field('ground')}
        onChange={choose}
        label={t('work.field.ground')}
        required
        choices={GROUNDS.map((value) => ({ value, label: t(`matters.ground.${value}`) }))}
      />
      <TextArea
        {...form.field('text')}
        label={t('work.field.declineText')}
        hint={t('work.hint.decline')}
        required
        minLength={2}
        maxLength={2000}
      />
      {routed && (
        <Field
          {...form.field('channel')}
          label={t('work.field.channel')}
          hint={t('work.hint.channel')}
          required
          maxLength={200}
        />
      )}
      <ErrorNotice problem={form.problem} unmetWords={(id) => unmetWords(id, t)} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {t('work.label.confirm', { act: t('matters.act.decline') })}
      </ActButton>
    </form>
  )
}
