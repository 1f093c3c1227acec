import { ActButton, Acts, ErrorNotice, Select, Slip, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { type Paper, type RuleView, useAct, useGet } from './api.ts'
import { LineSlip } from './slips.tsx'
import { useWords } from './words.ts'

/** One member without a phone: in, out, and what is exchanged, by their word (P13). */
const OnPaper = ({ one, body, rule }: { one: Paper; body: string; rule: RuleView | undefined }) => {
  const say = useWords()
  const [join, leave, again, exchange] = [
    useAct('points.join-points'),
    useAct('points.leave-points'),
    useAct('points.rejoin-points'),
    useAct('points.exchange'),
  ]
  const form = useForm({
    initial: { item: '' },
    submit: ({ item }) =>
      exchange.mutateAsync({ params: { id: rule?.id ?? '' }, body: { item: Number(item), member: one.member } }),
  })
  const at = { params: { id: one.book ?? '' }, body: {} }
  const problem = join.error ?? leave.error ?? again.error
  const words = (id: string) => say(`unmet.${id}`)
  return (
    <Slip title={one.shown} level={3}>
      <ErrorNotice problem={problem} unmetWords={words} />
      <Acts>
        {one.joined ? (
          <ActButton busy={leave.isPending} onAct={() => leave.mutate(at)}>
            {say('points-book.act.leave-points')}
          </ActButton>
        ) : (
          <ActButton
            busy={join.isPending || again.isPending}
            onAct={() => (one.book ? again.mutate(at) : join.mutate({ body: { body, member: one.member } }))}
          >
            {say(one.book ? 'points-book.act.rejoin-points' : 'points-book.act.join-points')}
          </ActButton>
        )}
      </Acts>
      {one.joined && rule && rule.goods.length > 0 && (
        <form {...form.props}>
          <Select
            {...form.field('item')}
            label={say('field.item')}
            required
            choices={rule.goods.map(({ name, points, left }, at) => ({
              value: String(at),
              label: `${name} ${say('goods.left', { points, left })}`,
            }))}
          />
          <ErrorNotice problem={form.problem} unmetWords={words} />
          <Acts>
            <ActButton type="submit" busy={form.busy}>
              {say('points-rule.act.exchange')}
            </ActButton>
          </Acts>
        </form>
      )}
    </Slip>
  )
}

/** What members without a phone say: the secretary writes it down. */
export const PaperMembers = ({ body, members }: { body: string; members: readonly Paper[] }) => {
  const say = useWords()
  const rules = useGet('points.rules', { query: { body } })
  const posted = useGet('points.posted', { query: { body } })
  const rule = rules.data?.rules.find(({ state }) => state === 'in-force')
  const who = members.map(({ member, shown }) => ({ value: member, label: shown }))
  return (
    <section className="section" aria-labelledby="paper">
      <h2 id="paper">{say('work.paper')}</h2>
      <p className="quiet">{say('work.paperNote')}</p>
      {members.map((one) => (
        <OnPaper key={one.member} one={one} body={body} rule={rule} />
      ))}
      {posted.data && posted.data.length > 0 && <p>{say('work.posted')}</p>}
      {posted.data?.map((line) => (
        <LineSlip key={line.id} line={line} members={who} />
      ))}
    </section>
  )
}
