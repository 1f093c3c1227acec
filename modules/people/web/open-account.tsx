import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, ErrorNotice, Field, Slip, toast, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { useAct } from './api.ts'
import { unmetWords } from './unmet-words.ts'

export type Opened = { name: string; account: string; login: string; password: string | null; until: string | null }

/** The slip that is handed over: what to type the first time, and until when. */
export const AccountSlip = ({ opened }: { opened: Opened }) => {
  const t = useT()
  return (
    <Slip title={t('work.label.accountSlip', { name: opened.name })}>
      <dl className="facts">
        <div>
          <dt>{t('work.label.login')}</dt>
          <dd className="num">{opened.login}</dd>
        </div>
        {opened.password && (
          <div>
            <dt>{t('work.label.firstPassword')}</dt>
            <dd className="num">{opened.password}</dd>
          </div>
        )}
      </dl>
      {opened.until && <p className="quiet">{t('work.note.openAccount', { until: formatDay(opened.until) })}</p>}
      <ActButton onAct={() => window.print()}>{t('work.label.printSlip')}</ActButton>
    </Slip>
  )
}

/** Opens the account of somebody who comes to work here and has none. */
export const OpenAccount = ({ onOpened }: { onOpened: (opened: Opened) => void }) => {
  const t = useT()
  const { mutateAsync } = useAct('people.open-account', { refresh: ['people.'] })
  const form = useForm({
    initial: { name: '', phone: '' },
    submit: async ({ name, phone }) => {
      const made = await mutateAsync({ body: { name: name.trim(), phone: phone.trim() } })
      toast(t('work.toast.accountOpened'))
      form.set('name', '')
      form.set('phone', '')
      onOpened({ ...made, name: name.trim() })
    },
  })
  return (
    <details>
      <summary>{t('work.label.openAccount')}</summary>
      <form {...form.props}>
        <p className="quiet">{t('work.hint.openAccount')}</p>
        <Field {...form.field('name')} label={t('work.field.staffName')} required minLength={2} maxLength={40} />
        <Field
          {...form.field('phone')}
          label={t('work.field.staffPhone')}
          required
          inputMode="numeric"
          pattern="1\d{10}"
          maxLength={11}
        />
        <ErrorNotice problem={form.problem} unmetWords={(id) => unmetWords(id, '', '', t)} />
        <ActButton type="submit" busy={form.busy}>
          {t('work.label.openAccountNow')}
        </ActButton>
      </form>
    </details>
  )
}
