import { ActButton, Acts, ErrorNotice, Notice, RadioCards, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { useEffect, useState } from 'react'
import type { Choice } from '../rules/rows.ts'
import { useAct, useGet, type VoteView } from './api.ts'
import { dropSlip, fetchSlip, keptSlip } from './secret-slip.ts'
import type { Live } from './use-live.ts'
import { VerdictOf } from './verdict-of.tsx'
import { useWords } from './words.ts'

const choices = ['yes', 'no', 'abstain'] as const

const Choose = ({ onChoose, busy }: { onChoose: (choice: Choice) => void; busy: boolean }) => {
  const say = useWords()
  const [chosen, choose] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen !== '') onChoose(chosen as Choice)
      }}
    >
      <RadioCards
        name="choice"
        label={say('vote.yours')}
        value={chosen}
        required
        onChange={choose}
        choices={choices.map((value) => ({ value, label: say(`choice.${value}`) }))}
      />
      <Acts>
        <ActButton type="submit" kind="main" busy={busy} missing={chosen === '' ? [say('vote.yours')] : []}>
          {say('vote.cast', { choice: chosen === '' ? '…' : say(`choice.${chosen}`) })}
        </ActButton>
      </Acts>
    </form>
  )
}

const Open = ({ vote }: { vote: VoteView }) => {
  const say = useWords()
  const cast = useAct('deliberation.cast')
  if (vote.me?.mine) return <Notice>{say('vote.done', { choice: say(`choice.${vote.me.mine}`) })}</Notice>
  return (
    <>
      <Choose busy={cast.isPending} onChoose={(choice) => cast.mutate({ params: { id: vote.id }, body: { choice } })} />
      <ErrorNotice problem={cast.error} unmetWords={(id) => say(`unmet.${id}`)} />
    </>
  )
}

type Stage = 'preparing' | 'ready' | 'again' | 'sending' | 'dropped' | 'before' | 'paper' | 'lost' | 'failed'

const Secret = ({ vote, county, account }: { vote: VoteView; county: string; account: string }) => {
  const say = useWords()
  const [stage, setStage] = useState<Stage>('preparing')
  const [problem, setProblem] = useState<unknown>()
  const { id, publicKey } = vote
  const slip = vote.me?.slip ?? null
  useEffect(() => {
    const of = { vote: id, account }
    const kept = keptSlip(of)
    if (kept?.dropped) return setStage('dropped')
    if (slip === 'paper') return setStage('paper')
    if (slip === 'phone' && kept === undefined) return setStage('lost')
    if (kept?.proof) return setStage(kept.sent ? 'again' : 'ready')
    if (publicKey === null) return undefined
    let gone = false
    fetchSlip(of, publicKey)
      .then(() => !gone && setStage('ready'))
      .catch((thrown: unknown) => {
        if (gone) return
        setProblem(thrown)
        setStage('failed')
      })
    return () => {
      gone = true
    }
  }, [id, account, publicKey, slip])
  const drop = async (choice: Choice) => {
    setStage('sending')
    setProblem(undefined)
    try {
      setStage((await dropSlip({ vote: id, account }, county, choice)) === 'now' ? 'dropped' : 'before')
    } catch (thrown) {
      setProblem(thrown)
      setStage('again')
    }
  }
  return (
    <>
      <p className="quiet">{say('vote.secretNote')}</p>
      <div role="status">
        {stage === 'preparing' && <p>{say('vote.preparing')}</p>}
        {stage === 'sending' && <p>{say('vote.sending')}</p>}
        {stage === 'dropped' && <Notice>{say('vote.dropped')}</Notice>}
        {stage === 'before' && <Notice>{say('vote.before')}</Notice>}
        {stage === 'again' && <Notice>{say('vote.again')}</Notice>}
        {stage === 'paper' && <Notice>{say('vote.paper')}</Notice>}
        {stage === 'lost' && <Notice>{say('vote.lost')}</Notice>}
      </div>
      {(stage === 'ready' || stage === 'again') && <Choose busy={false} onChoose={drop} />}
      {problem !== undefined && <ErrorNotice problem={problem} unmetWords={(one) => say(`unmet.${one}`)} />}
    </>
  )
}

/** Whose slip this is comes from the session, so that two members can vote on one telephone. */
const Own = (of: { vote: VoteView; county: string }) => {
  const { data: session } = useGet('identity.session', {})
  return session?.account ? <Secret key={session.account} {...of} account={session.account} /> : null
}

/** A vote: the text, one's own ballot, how it stands, and what came of it. */
export const VoteCard = ({
  vote,
  county,
  live,
  children,
}: {
  vote: VoteView
  county: string
  live?: Live | undefined
  children?: React.ReactNode
}) => {
  const say = useWords()
  const open = vote.state === 'open'
  const now = open ? live?.tallies.get(vote.id) : undefined
  const counts = now?.counts ?? vote.counts
  return (
    <Slip title={`${say('vote.title')} · ${say(`mode.${vote.mode}`)}`} number={vote.number} level={3}>
      <p className="standing">
        <b>{say(`vote.state.${vote.state}`)}</b>
        <span className="num" role="status">
          {say('vote.in', { n: now?.in ?? vote.in, all: vote.voters })}
        </span>
      </p>
      <p className="own">{vote.text}</p>
      <ol className="numbered">
        {vote.clauses.map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
      </ol>
      {open && vote.me?.voter && (vote.mode === 'open' ? <Open vote={vote} /> : <Own vote={vote} county={county} />)}
      {counts && (
        <p className="num">{choices.map((choice) => `${say(`choice.${choice}`)} ${counts[choice]}`).join(' · ')}</p>
      )}
      {vote.verdicts?.map((verdict, at) => (
        <VerdictOf key={verdict.rule} verdict={verdict} kind={at === 0 ? 'quorum' : 'pass'} />
      ))}
      {vote.annulled && <p>{say('vote.annulled', { why: vote.annulled })}</p>}
      {vote.ballots && (
        <small>
          {say('vote.hash')} <code>{vote.ballots.slice(0, 16)}</code>
        </small>
      )}
      {children}
    </Slip>
  )
}
