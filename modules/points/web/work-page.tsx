import { PaperButtons } from '@gongzhi/documents/web'
import {
  ActButton,
  Acts,
  Empty,
  ErrorNotice,
  Loading,
  Page,
  Select,
  TextArea,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { Link } from 'wouter'
import { actCodes } from '../rules/index.ts'
import { type Line, useAct, useGet } from './api.ts'
import { Do } from './do.tsx'
import { PaperMembers } from './paper-members.tsx'
import { ExchangeSlip, LineSlip } from './slips.tsx'
import { useWords } from './words.ts'

/** 登记书面意见: what the house cannot see for itself; somebody else reviews it. */
const RecordForm = ({ body, members }: { body: string; members: readonly { member: string; shown: string }[] }) => {
  const say = useWords()
  const record = useAct('points.record-entry')
  const form = useForm({
    initial: { member: '', reference: '' },
    submit: async ({ member, reference }) => {
      await record.mutateAsync({ body: { body, member, reference, act: 'opinion-given' } })
      form.set('reference', '')
      toast(say('work.recorded'))
    },
  })
  return (
    <section className="section" aria-labelledby="record">
      <h2 id="record">{say('work.record')}</h2>
      {members.length === 0 ? (
        <Empty>{say('work.noMembers')}</Empty>
      ) : (
        <form {...form.props}>
          <Select
            {...form.field('member')}
            label={say('field.member')}
            required
            choices={members.map(({ member, shown }) => ({ value: member, label: shown }))}
          />
          <TextArea
            {...form.field('reference')}
            label={say('field.reference')}
            required
            minLength={2}
            maxLength={120}
            rows={2}
          />
          <ErrorNotice problem={form.problem} unmetWords={(id) => say(`unmet.${id}`)} />
          <Acts>
            <ActButton type="submit" kind="main" busy={form.busy}>
              {say('work.record')}
            </ActButton>
          </Acts>
        </form>
      )}
    </section>
  )
}

const Decide = ({ line }: { line: Line }) => {
  const say = useWords()
  const why = [{ name: 'reason', label: say('field.reason') }]
  const at = { id: line.id, prospects: line.prospects }
  const acts = actCodes.map((value) => ({ value, label: say(`did.${value}`) }))
  return (
    <>
      <Do of="points-entry.review-entry" endpoint="points.review-entry" {...at} main />
      <Do of="points-entry.turn-down-entry" endpoint="points.turn-down-entry" {...at} asks={why} />
      <Do of="points-entry.uphold-entry" endpoint="points.uphold-entry" {...at} asks={why} main />
      <Do
        of="points-entry.set-aside"
        endpoint="points.set-aside"
        {...at}
        asks={[...why, { name: 'act', label: say('field.instead'), optional: true, choices: acts }]}
      />
    </>
  )
}

/** 履职积分办理: for those who keep a council's papers. */
export const PointsWorkPage = ({ body, back }: { body: string; back: { href: string; label: string } }) => {
  const say = useWords()
  const found = useGet('points.work', { query: { body } })
  const work = found.data
  return (
    <Page title={say('work.title')} note={work?.village} back={back}>
      <p className="quiet">{say('work.note')}</p>
      {found.isPending && <Loading />}
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      {work && (
        <>
          <section className="section" aria-labelledby="entries">
            <h2 id="entries">{say('work.entries')}</h2>
            {work.entries.length === 0 && <Empty>{say('work.noEntries')}</Empty>}
            {work.entries.map((line) => (
              <LineSlip key={line.id} line={line}>
                <Decide line={line} />
              </LineSlip>
            ))}
          </section>
          <section className="section" aria-labelledby="exchanges">
            <h2 id="exchanges">{say('work.exchanges')}</h2>
            {work.exchanges.length === 0 && <Empty>{say('work.noExchanges')}</Empty>}
            {work.exchanges.map((row) => (
              <ExchangeSlip key={row.id} row={row}>
                <Do
                  of="points-exchange.hand-over-goods"
                  endpoint="points.hand-over-goods"
                  id={row.id}
                  prospects={row.prospects}
                  main
                />
                <Do
                  of="points-exchange.decline-exchange"
                  endpoint="points.decline-exchange"
                  id={row.id}
                  prospects={row.prospects}
                  asks={[{ name: 'reason', label: say('field.reason') }]}
                />
                {row.letter && <PaperButtons paper="points-letter" id={row.id} name={say('work.letter')} />}
              </ExchangeSlip>
            ))}
          </section>
          {work.onPaper.length > 0 && <PaperMembers body={body} members={work.onPaper} />}
          <RecordForm body={body} members={work.members} />
          <p>
            <Link className="tall" href={`/rules-of-council/${body}`}>
              {say('mine.rule')}
            </Link>
          </p>
        </>
      )}
    </Page>
  )
}
