import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, ErrorNotice, Loading, Select, toast, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { useAct, useGet, type Wish } from './api.ts'
import { MailForm } from './mail-form.tsx'

type Way = Wish['due']
const SORTS = ['due', 'result', 'news'] as const
const QUIET = ['21-8', '22-7', '20-9', '0-0']
const DIGEST = ['none', '8', '12', '18']

const hour = (n: number) => `${n}:00`

const WishForm = ({ wish }: { wish: Wish }) => {
  const t = useT()
  const prefer = useAct('notices.prefer', { refresh: ['notices.preference'] })
  const hours = `${wish.quietFrom}-${wish.quietTo}`
  const form = useForm({
    initial: {
      due: wish.due as string,
      result: wish.result as string,
      news: wish.news as string,
      quiet: wish.quietFrom === wish.quietTo ? '0-0' : hours,
      digest: wish.digestAt === null ? 'none' : String(wish.digestAt),
      lang: wish.lang as string,
    },
    submit: async (said) => {
      const [from = 21, to = 8] = said.quiet.split('-').map(Number)
      await prefer.mutateAsync({
        body: {
          due: said.due as Way,
          result: said.result as Way,
          news: said.news as Way,
          quietFrom: from,
          quietTo: to,
          digestAt: said.digest === 'none' ? null : Number(said.digest),
          lang: said.lang as Wish['lang'],
        },
      })
      toast(t('notices.label.kept'))
    },
  })
  // a way is offered when it leads somewhere, or stands as it was chosen
  const mail = wish.ways.mail && wish.mail.address !== null
  const waysFor = (chosen: string) =>
    (['app', 'sms', 'mail', 'both'] as const)
      .filter(
        (way) =>
          way === chosen ||
          way === 'app' ||
          (way === 'sms' ? wish.ways.sms : mail && (way === 'mail' || wish.ways.sms)),
      )
      .map((value) => ({ value, label: t(`notices.way.${value}`) }))
  const quiet = QUIET.indexOf(form.values.quiet) < 0 ? [form.values.quiet, ...QUIET] : QUIET
  const digest = DIGEST.indexOf(form.values.digest) < 0 ? [form.values.digest, ...DIGEST] : DIGEST
  return (
    <form {...form.props}>
      {SORTS.map((sort) => (
        <Select
          key={sort}
          {...form.field(sort)}
          required
          label={t(`notices.sort.${sort}`)}
          hint={t(`notices.hint.${sort}`)}
          choices={waysFor(form.values[sort])}
        />
      ))}
      <Select
        {...form.field('quiet')}
        required
        label={t('notices.field.quiet')}
        hint={t('notices.hint.quiet')}
        choices={quiet.map((value) => {
          const [from = 0, to = 0] = value.split('-').map(Number)
          return {
            value,
            label:
              from === to ? t('notices.label.noQuiet') : t('notices.label.quiet', { from: hour(from), to: hour(to) }),
          }
        })}
      />
      <Select
        {...form.field('digest')}
        required
        label={t('notices.field.digest')}
        choices={digest.map((value) => ({
          value,
          label:
            value === 'none' ? t('notices.label.noDigest') : t('notices.label.digestAt', { at: hour(Number(value)) }),
        }))}
      />
      <Select
        {...form.field('lang')}
        required
        label={t('notices.field.lang')}
        choices={[
          { value: 'zh-CN', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
      />
      <ErrorNotice problem={form.problem} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {t('notices.act.keep')}
      </ActButton>
    </form>
  )
}

/** 怎么通知我: ways for three sorts of messages, quiet hours, one message a day; my mail. The app always has all of it. */
export const NoticeSettings = () => {
  const t = useT()
  const { data, error, refetch } = useGet('notices.preference', {})
  if (error && !data) return <ErrorNotice problem={error} onAgain={() => refetch()} />
  if (!data) return <Loading />
  return (
    <>
      <p className="quiet">{t('notices.label.always')}</p>
      {data.ways.mail && <MailForm mail={data.mail} />}
      {/* a proven address opens a choice more: the form begins anew with it */}
      <WishForm key={data.mail.address ?? ''} wish={data} />
    </>
  )
}
