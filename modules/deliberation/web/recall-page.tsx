import { formatTime } from '@gongzhi/kernel/web/day.ts'
import { ActButton, ErrorNotice, Loading, Page } from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import { RecordSeal } from '@gongzhi/record/web'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { type RecallView, useGet } from './api.ts'
import { Do } from './do.tsx'
import { CallRepresentatives } from './election-call.tsx'
import { History, More } from './pieces.tsx'
import { VerdictOf } from './verdict-of.tsx'
import { decidingSum } from './why.ts'
import { useWords } from './words.ts'

type Props = { view: RecallView }
const NUMBERS = ['given', 'returned', 'valid', 'invalid', 'yes', 'no', 'abstain'] as const

/** What is to be done next, by those who keep the papers; the member’s own word. */
const RecallActs = ({ view }: Props) => {
  const say = useWords()
  const [calling, call] = useState(false)
  const common = { id: view.id, prospects: view.prospects }
  const keeps = view.prospects.some(({ act }) => act === 'decide-recall')
  const called = view.meeting !== null && ['convened', 'notified', 'sitting'].includes(view.meeting.state)
  const tellers = view.present.map(({ member, name }) => ({ value: member, label: name }))
  if (calling) return <CallRepresentatives view={view} title={say('recall.meetingTitle')} onDone={() => call(false)} />
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one
    <div className="acts" role="group" aria-label={say('meeting.acts')}>
      <Do
        of="recall.note-hearing"
        endpoint="deliberation.note-hearing"
        {...common}
        main={view.heard === null}
        {...(view.mine ? { label: say('recall.say') } : {})}
        asks={[{ name: 'text', label: say('recall.heard'), kind: 'area', most: 2000 }]}
      />
      {keeps && view.state === 'proposed' && !called && (
        <ActButton kind="main" onAct={() => call(true)}>
          {say('election.call')}
        </ActButton>
      )}
      {called && (
        <Do
          of="recall.decide-recall"
          endpoint="deliberation.decide-recall"
          {...common}
          main
          asks={[
            ...NUMBERS.map((name) => ({
              name,
              label: say(['yes', 'no', 'abstain'].includes(name) ? `recall.${name}` : `election.${name}`),
              kind: 'number' as const,
              initial: name === 'invalid' || name === 'abstain' ? '0' : '',
            })),
            ...(['teller1', 'teller2'] as const).map((name) => ({
              name,
              label: say(`recall.${name}`),
              kind: 'select' as const,
              choices: [{ value: '', label: '—' }, ...tellers],
            })),
          ]}
          body={(values) => ({
            ...Object.fromEntries(NUMBERS.map((name) => [name, Number(values[name])])),
            tellers: [values.teller1, values.teller2].filter(Boolean),
          })}
        />
      )}
      <Do
        of="recall.withdraw-recall"
        endpoint="deliberation.withdraw-recall"
        {...common}
        asks={[{ name: 'reason', label: say('field.why'), kind: 'area', most: 500 }]}
      />
    </div>
  )
}

const Called = ({ view }: Props) => {
  const say = useWords()
  const found = decidingSum(view.call)
  if (!found) return null
  const { law, article } = found.clause.source
  return (
    <div>
      <dt>{say('recall.call')}</dt>
      <dd className="num">
        {say('recall.callOf', { of: found.sum.of, count: found.sum.count, need: found.sum.need ?? 0 })}{' '}
        <small>
          {law} {article} · {say('recall.byAnalogy')}
        </small>
      </dd>
    </div>
  )
}

/** One recall (D08): about whom and why, what the member says, and how the representatives decided. */
export const RecallPage = ({ id, back }: { id: string; back: { href: string; label: string } }) => {
  const say = useWords()
  const [search] = useSearchParams()
  const county = search.get('county') ?? undefined
  const found = useGet('deliberation.recall', { params: { id }, query: { county } })
  const view = found.data
  if (!view)
    return (
      <Page title={say('kind.recall')} back={back}>
        <ErrorNotice problem={found.error} onAgain={found.refetch} />
        {found.isPending && <Loading />}
      </Page>
    )
  const here = view.unit.code.slice(0, 6)
  const { meeting, ballot } = view
  return (
    <Page title={view.title} note={`${view.number} · ${view.unit.name}`} back={back}>
      <PageTools paper />
      <p className="standing">
        <b>{say(`recall.state.${view.state}`)}</b>
      </p>
      <dl className="facts">
        <div>
          <dt>{say('recall.member')}</dt>
          <dd>{view.member}</dd>
        </div>
        <div>
          <dt>{say('recall.reason')}</dt>
          <dd>{view.reason}</dd>
        </div>
        <Called view={view} />
        <div>
          <dt>{say('recall.heard')}</dt>
          <dd>{view.heard ?? say('recall.notHeard')}</dd>
        </div>
      </dl>
      <RecallActs view={view} />
      {meeting && (
        <section className="section" aria-labelledby="meeting">
          <h2 id="meeting">{say('election.meeting')}</h2>
          <p className="standing">
            <b>{say(`meeting.state.${meeting.state}`)}</b>
            <span className="num">{formatTime(meeting.startsAt)}</span>
          </p>
          {view.quorum && meeting.state === 'sitting' && <VerdictOf verdict={view.quorum} kind="quorum" />}
          {(meeting.state !== 'convened' || view.present.length > 0 || view.prospects.length > 0) && (
            <More href={`/meetings/${meeting.id}?county=${here}`}>{say('topic.toMeeting')}</More>
          )}
        </section>
      )}
      {ballot && (
        <section className="section" aria-labelledby="ballot">
          <h2 id="ballot">{say('recall.result')}</h2>
          <p className="num">
            {say('election.papers', {
              given: ballot.given,
              returned: ballot.returned,
              valid: ballot.valid,
              invalid: ballot.invalid,
            })}
          </p>
          {ballot.verdicts.map((verdict, at) => (
            <VerdictOf key={verdict.rule} verdict={verdict} kind={at === 0 ? 'quorum' : 'pass'} />
          ))}
          {view.record && <RecordSeal county={here} record={view.record} />}
        </section>
      )}
      <details>
        <summary>{say('topic.history')}</summary>
        <History kind="recall" entries={view.entries} />
      </details>
    </Page>
  )
}
