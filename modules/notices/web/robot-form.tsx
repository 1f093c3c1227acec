import { formatTime } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, ErrorNotice, Field, Notice, Slip, toast, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { useAct, useGet } from './api.ts'

const refresh = { refresh: ['notices.robot'] }

const AddressForm = ({ org }: { org: string }) => {
  const t = useT()
  const set = useAct('notices.set-robot', refresh)
  const form = useForm({
    initial: { url: '' },
    submit: async ({ url }) => {
      await set.mutateAsync({ body: { org, url: url.trim() } })
      toast(t('notices.label.robotOn'))
    },
    errorWords: (code) => (code === 'not-a-robot' || code === 'robot-silent' ? t(`notices.error.${code}`) : undefined),
  })
  return (
    <form {...form.props}>
      <Field
        {...form.field('url')}
        required
        maxLength={300}
        label={t('notices.field.robot')}
        hint={t('notices.hint.robot')}
      />
      <ErrorNotice problem={form.problem} />
      <ActButton type="submit" busy={form.busy}>
        {t('notices.act.setRobot')}
      </ActButton>
    </form>
  )
}

/** 工作群: whether a unit's orders and reminders also stand in its work group; number, category and deadline only. */
export const RobotSlip = ({ org, name }: { org: string; name: string }) => {
  const t = useT()
  const { data, error } = useGet('notices.robot', { query: { org } })
  const set = useAct('notices.set-robot', refresh)
  return (
    <Slip title={t('notices.label.robot', { org: name })}>
      <ErrorNotice problem={error ?? set.error} />
      {data?.fault && (
        <Notice>{t('notices.label.robotFault', { time: formatTime(data.fault.at), code: data.fault.code })}</Notice>
      )}
      {data && (
        <p>{data.on ? t('notices.label.robotIsOn', { host: data.host ?? '' }) : t('notices.label.robotIsOff')}</p>
      )}
      {data?.mayChange && !data.on && <AddressForm org={org} />}
      {data?.mayChange && data.on && (
        <ActButton onAct={() => set.mutate({ body: { org, url: null } })}>{t('notices.act.dropRobot')}</ActButton>
      )}
    </Slip>
  )
}
