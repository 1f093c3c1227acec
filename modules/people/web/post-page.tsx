import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import {
  ActButton,
  Dialog,
  Empty,
  ErrorNotice,
  Loading,
  Page,
  Slip,
  TextArea,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { useAct, useGet } from './api.ts'
import { AppointForm } from './appoint-form.tsx'
import { AccountSlip, type Opened } from './open-account.tsx'
import { unmetWords } from './unmet-words.ts'

const EndForm = ({ holding, onDone }: { holding: string; onDone: () => void }) => {
  const t = useT()
  const { mutateAsync } = useAct('people.end-term', { refresh: ['people.', 'identity.'] })
  const form = useForm({
    initial: { reason: '' },
    submit: async (body) => {
      await mutateAsync({ params: { id: holding }, body })
      toast(t('work.toast.ended'))
      onDone()
    },
  })
  return (
    <form {...form.props}>
      <TextArea {...form.field('reason')} label={t('work.field.reason')} required minLength={2} maxLength={200} />
      <ErrorNotice problem={form.problem} unmetWords={(id) => unmetWords(id, '', '', t)} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {t('work.label.endNow')}
      </ActButton>
    </form>
  )
}

/** A post with those who hold and held it; appointing and ending a term. */
export const PostPage = ({ id }: { id: string }) => {
  const t = useT()
  const found = useGet('people.post', { params: { id } })
  const [ending, end] = useState<string>()
  const [appointing, appoint] = useState(false)
  // the slip stays when the appointment is made: it still has to be handed over
  const [opened, setOpened] = useState<Opened>()
  const session = useGet('identity.session', {})
  const may = session.data?.may ?? []
  const post = found.data
  if (!post)
    return (
      <Page title={t('work.label.posts')} back={{ href: '/places' }}>
        <ErrorNotice problem={found.error} onAgain={found.refetch} />
        {found.isPending && <Loading />}
      </Page>
    )
  return (
    <Page
      title={post.title}
      note={post.orgName}
      back={{ href: `/places/${post.prefix.padEnd(12, '0')}`, label: t('work.title.places') }}
    >
      {post.holders.length === 0 && <Empty>{t('work.empty.holders')}</Empty>}
      {post.holders.map((one) => (
        <Slip
          key={one.id}
          title={one.name}
          number={one.ended ? t('work.label.ended', { day: formatDay(one.ended) }) : t('work.label.inPost')}
        >
          <p>
            {t('work.label.term', {
              from: formatDay(one.from),
              until: one.until ? formatDay(one.until) : t('work.label.noEnd'),
            })}
          </p>
          {!one.ended && may.includes('people.end-term') && (
            <ActButton onAct={() => end(one.id)}>{t('work.label.endTerm')}</ActButton>
          )}
        </Slip>
      ))}
      {opened && <AccountSlip opened={opened} />}
      {appointing ? (
        <Slip title={t('work.label.appoint')}>
          <AppointForm
            post={id}
            role={post.role}
            county={post.prefix.slice(0, 6)}
            onDone={() => appoint(false)}
            onOpened={setOpened}
          />
        </Slip>
      ) : (
        may.includes('people.appoint') && <ActButton onAct={() => appoint(true)}>{t('work.label.appoint')}</ActButton>
      )}
      <Dialog open={ending !== undefined} title={t('work.label.endTerm')} onClose={() => end(undefined)}>
        {ending && <EndForm holding={ending} onDone={() => end(undefined)} />}
      </Dialog>
    </Page>
  )
}
