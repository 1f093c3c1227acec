import { formatDay } from '@gongzhi/kernel/web/day.ts'
import {
  ActButton,
  Acts,
  DataTable,
  Empty,
  ErrorNotice,
  Field,
  Loading,
  SearchBox,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { type RollView, useAct, useMore } from './api.ts'
import { useWords } from './words.ts'

type Member = RollView['list'][number]

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

/** How many members make a search worth its place. */
const MANY = 20
/** How many are shown at once. */
const WHOLE = 120

/** Who stands on a roll: looked through by name, page by page; those who keep it suspend and restore. */
export const RollList = ({ roll }: { roll: RollView }) => {
  const say = useWords()
  const [typed, type] = useState('')
  const [q, search] = useState('')
  const [chosen, choose] = useState('')
  const restore = useAct('people.restore')
  // a council or the representatives stand on one page, and on one paper
  const limit = roll.members > WHOLE ? 50 : 200
  const list = useMore(
    'people.body',
    { params: { body: roll.body }, query: { ...(q ? { q } : {}), limit } },
    ({ next }) => (next === null ? undefined : { after: next }),
  )
  const rows = list.data?.pages.flatMap((page) => page.list) ?? []
  const titles = new Map(roll.classes.map(({ code, title }) => [code, title]))
  const acts = (row: Member) =>
    row.state === 'suspended' ? (
      <ActButton onAct={() => restore.mutate({ params: { id: row.member }, body: {} })}>
        {say('roll.restore')}
      </ActButton>
    ) : row.state === 'on-roll' ? (
      <ActButton onAct={() => choose(row.member)}>{say('roll.suspend')}</ActButton>
    ) : null
  return (
    <>
      {(roll.members > MANY || roll.keeps || q !== '') && (
        <SearchBox
          label={say(roll.keeps ? 'roll.search' : 'roll.searchMasked')}
          value={typed}
          onChange={type}
          onSearch={() => search(typed.trim())}
          button={say('roll.find')}
        />
      )}
      <ErrorNotice problem={list.error} onAgain={list.refetch} />
      <ErrorNotice problem={restore.error} />
      {list.isPending && <Loading />}
      {list.data && rows.length === 0 && <Empty>{say(q ? 'roll.notFound' : 'roll.empty')}</Empty>}
      {rows.length > 0 && (
        <DataTable
          caption={say('roll.title')}
          rows={rows}
          rowKey={(row) => row.member}
          columns={[
            { id: 'name', head: say('roll.name'), cell: (row) => row.name ?? row.shown },
            { id: 'class', head: say('roll.class'), cell: (row) => titles.get(row.class ?? '') ?? '—' },
            {
              id: 'until',
              head: say('roll.until'),
              cell: (row) => (row.state === 'on-roll' ? formatDay(row.until) : say(`roll.${row.state}`)),
            },
            ...(roll.keeps ? [{ id: 'acts', head: say('meeting.acts'), cell: acts }] : []),
          ]}
          {...(list.hasNextPage
            ? { more: { n: limit, busy: list.isFetchingNextPage, onMore: () => list.fetchNextPage() } }
            : {})}
        />
      )}
      {roll.keeps && chosen !== '' && <Suspend key={chosen} member={chosen} onDone={() => choose('')} />}
    </>
  )
}
