import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import {
  ActButton,
  Acts,
  Checkbox,
  DataTable,
  Empty,
  ErrorNotice,
  Field,
  Loading,
  Page,
  Select,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import { isProblem } from '@gongzhi/kernel/web/web-problem.ts'
import type { BodyKind } from '@gongzhi/people/rules'
import { type ReactNode, useState } from 'react'
import { useAct, useGet } from './api.ts'
import { Composition } from './composition.tsx'
import { useWords } from './words.ts'

const AddMember = ({ body, classes }: { body: string; classes: readonly { code: string; title: string }[] }) => {
  const say = useWords()
  const t = useT()
  const enter = useAct('people.enter')
  const form = useForm({
    initial: { name: '', phone: '', class: classes[0]?.code ?? '', woman: false, from: '', until: '' },
    submit: async ({ name, phone, class: of, woman, from, until }) => {
      const said = { name, woman, from, until, ...(phone ? { phone } : {}), ...(of ? { class: of } : {}) }
      await enter.mutateAsync({ params: { body }, body: said })
      form.set('name', '')
      form.set('phone', '')
      toast(say('roll.entered'))
    },
    errorWords: (code) => (code === 'before-from' ? t('people.error.before-from') : undefined),
  })
  return (
    <section className="section screen-only" aria-labelledby="add">
      <h2 id="add">{say('roll.add')}</h2>
      <form {...form.props}>
        <Field {...form.field('name')} label={say('roll.name')} required minLength={2} maxLength={40} />
        <Field {...form.field('phone')} label={say('roll.phone')} type="tel" pattern="1[0-9]{10}" maxLength={11} />
        {classes.length > 0 && (
          <Select
            {...form.field('class')}
            label={say('roll.class')}
            required
            choices={classes.map(({ code, title }) => ({ value: code, label: title }))}
          />
        )}
        <Checkbox {...form.check('woman')} label={say('roll.woman')} />
        <Field {...form.field('from')} label={say('roll.from')} type="date" required />
        <Field {...form.field('until')} label={say('roll.until')} type="date" required />
        <ErrorNotice problem={form.problem} />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy}>
            {say('roll.add')}
          </ActButton>
        </Acts>
      </form>
    </section>
  )
}

/** 暂停: the reason is kept, and shown to those who keep the roll only. */
const Suspend = ({ member, onDone }: { member: string; onDone: () => void }) => {
  const say = useWords()
  const suspend = useAct('people.suspend')
  const form = useForm({
    initial: { reason: '' },
    submit: async (body) => {
      await suspend.mutateAsync({ params: { id: member }, body })
      onDone()
    },
  })
  return (
    <section className="slip plain screen-only">
      <form {...form.props}>
        <Field {...form.field('reason')} label={say('field.why')} required minLength={2} maxLength={300} />
        <ErrorNotice problem={form.problem} />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy}>
            {say('roll.suspend')}
          </ActButton>
          <ActButton onAct={onDone}>{say('cancel')}</ActButton>
        </Acts>
      </form>
    </section>
  )
}

type Props = {
  body: string
  back: { href: string; label: string }
  /** What later mechanisms say of this body. */
  below?: ReactNode
}

/** A body's roll: who is entitled, which classes are missing; those who keep it add and suspend. */
export const RollPage = ({ body, back, below }: Props) => {
  const say = useWords()
  const found = useGet('people.body', { params: { body } })
  const [chosen, choose] = useState('')
  const restore = useAct('people.restore')
  const found_ = useAct('people.found-body')
  const roll = found.data
  const kind = body.slice(13) as BodyKind
  if (!roll) {
    const none = isProblem(found.error) && found.error.status === 404
    return (
      <Page title={say('roll.title')} back={back}>
        {found.isPending && <Loading />}
        {!none && <ErrorNotice problem={found.error} onAgain={found.refetch} />}
        {none && (
          <>
            <Empty>{say('roll.none')}</Empty>
            <ErrorNotice problem={found_.error} />
            <Acts>
              <ActButton
                kind="main"
                busy={found_.isPending}
                onAct={() =>
                  found_.mutate(
                    {
                      body: {
                        unit: body.slice(0, 12),
                        kind,
                        title: say(`bodies.kind.${kind}`),
                      },
                    },
                    { onSuccess: () => found.refetch() },
                  )
                }
              >
                {say(`bodies.found.${kind}`)}
              </ActButton>
            </Acts>
          </>
        )}
      </Page>
    )
  }
  const titles = new Map(roll.classes.map(({ code, title }) => [code, title]))
  return (
    <Page title={roll.title} note={roll.unit.name} back={back}>
      <PageTools paper />
      <p className="num">{say('roll.members', { n: roll.members, women: roll.women })}</p>
      {roll.missing.length > 0 && (
        <p className="late">
          {say('roll.missing', { what: roll.missing.map(({ title, missing }) => `${title} ${missing}`).join('、') })}
        </p>
      )}
      {kind === 'representatives' && <Composition unit={roll.unit.code} list={roll.list} />}
      <DataTable
        caption={say('roll.title')}
        rows={roll.list}
        rowKey={(row) => row.member}
        empty={say('roll.empty')}
        columns={[
          { id: 'name', head: say('roll.name'), cell: (row) => row.name ?? row.shown },
          { id: 'class', head: say('roll.class'), cell: (row) => titles.get(row.class ?? '') ?? '—' },
          {
            id: 'until',
            head: say('roll.until'),
            cell: (row) => (row.state === 'on-roll' ? formatDay(row.until) : say(`roll.${row.state}`)),
          },
          ...(roll.keeps
            ? [
                {
                  id: 'acts',
                  head: say('meeting.acts'),
                  cell: (row: (typeof roll.list)[number]) =>
                    row.state === 'suspended' ? (
                      <ActButton onAct={() => restore.mutate({ params: { id: row.member }, body: {} })}>
                        {say('roll.restore')}
                      </ActButton>
                    ) : row.state === 'on-roll' ? (
                      <ActButton onAct={() => choose(row.member)}>{say('roll.suspend')}</ActButton>
                    ) : null,
                },
              ]
            : []),
        ]}
      />
      {roll.keeps && chosen !== '' && <Suspend key={chosen} member={chosen} onDone={() => choose('')} />}
      {roll.keeps && <AddMember body={body} classes={roll.classes} />}
      {below}
    </Page>
  )
}
