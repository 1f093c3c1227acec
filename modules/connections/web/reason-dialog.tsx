import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, Dialog, ErrorNotice, TextArea, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { unmetWords } from './api.ts'

type Props = {
  open: boolean
  title: string
  note: string
  onClose: () => void
  onSend: (reason: string) => Promise<unknown>
}

const Form = ({ title, note, onSend }: Pick<Props, 'title' | 'note' | 'onSend'>) => {
  const t = useT()
  const form = useForm({ initial: { reason: '' }, submit: ({ reason }) => onSend(reason) })
  return (
    <form {...form.props}>
      <p>{note}</p>
      <TextArea {...form.field('reason')} label={t('work.field.reason')} required minLength={2} maxLength={200} />
      <ErrorNotice problem={form.problem} unmetWords={unmetWords(t)} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {title}
      </ActButton>
    </form>
  )
}

/** Asks why, and says what will follow, before something is ended. */
export const ReasonDialog = ({ open, title, note, onClose, onSend }: Props) => (
  <Dialog open={open} title={title} onClose={onClose}>
    <Form title={title} note={note} onSend={onSend} />
  </Dialog>
)
