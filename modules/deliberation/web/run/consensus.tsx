import { ActButton, ErrorNotice, RadioCards, TextArea, toast } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { type Item, type MeetingView, useAct } from '../api.ts'
import { useDraft } from '../draft.ts'
import { useGrantsSaid } from '../grants.tsx'
import { useWhy } from '../why.ts'
import { useWords } from '../words.ts'

const MOST = 20
const empty = { text: '', clauses: [''] as readonly string[], mode: 'open' }

/** 共识稿: the text and its clauses, kept as they are typed; put to the vote, open or secret (D14). */
export const Consensus = ({ view, item }: { view: MeetingView; item: Item }) => {
  const say = useWords()
  const why = useWhy()
  const put = useAct('deliberation.put-to-vote')
  const sentence = useGrantsSaid()
  const given = item.grants && sentence(item.grants)
  const { values, change, drop } = useDraft(
    `${view.id}.${item.id}.consensus`,
    given ? { ...empty, text: given, clauses: [given] } : empty,
  )
  const [tried, setTried] = useState(false)
  const found = view.prospects.find(({ act }) => act === 'put-to-vote')
  if (!found || found.unmet.includes('state')) return null
  const clauses = values.clauses.map((clause) => clause.trim()).filter((clause) => clause.length >= 2)
  const lacks = [
    ...(values.text.trim().length < 2 ? ['text-stated'] : []),
    ...(clauses.length === 0 ? ['clauses-stated'] : []),
  ]
  const send = () => {
    setTried(true)
    if (lacks.length > 0) return
    put.mutate(
      {
        params: { id: view.id },
        body: {
          mode: values.mode === 'secret' ? 'secret' : 'open',
          text: values.text.trim(),
          clauses: clauses.map((text) => ({ text })),
        },
      },
      {
        onSuccess: () => {
          drop()
          toast(`${say('meeting.act.put-to-vote')} · ${say('done')}`, 2_500)
        },
      },
    )
  }
  const set = (at: number, text: string) => change({ clauses: values.clauses.map((one, n) => (n === at ? text : one)) })
  return (
    <section className="section" aria-labelledby="consensus">
      <h3 id="consensus">{say('run.consensusTitle')}</h3>
      <p className="quiet">{say('run.kept')}</p>
      <TextArea
        name="text"
        label={say('run.consensusText')}
        required
        rows={3}
        maxLength={2000}
        value={values.text}
        onChange={(text) => change({ text })}
      />
      {values.clauses.map((clause, at) => (
        <div key={at} className="clause">
          <TextArea
            name={`clause${at}`}
            label={say('resolution.clause', { n: at + 1 })}
            hint={at === 0 ? say('run.clauseHint') : undefined}
            required={at === 0}
            rows={2}
            maxLength={500}
            value={clause}
            onChange={(text) => set(at, text)}
          />
          {values.clauses.length > 1 && (
            <button
              type="button"
              className="worded"
              onClick={() => change({ clauses: values.clauses.filter((_, n) => n !== at) })}
            >
              {say('run.dropClause', { n: at + 1 })}
            </button>
          )}
        </div>
      ))}
      {values.clauses.length < MOST && (
        <button type="button" className="more" onClick={() => change({ clauses: [...values.clauses, ''] })}>
          {say('run.addClause')}
        </button>
      )}
      <RadioCards
        name="mode"
        label={say('field.mode')}
        required
        value={values.mode}
        onChange={(mode) => change({ mode })}
        choices={['open', 'secret'].map((value) => ({
          value,
          label: say(`mode.${value}`),
          note: say(`run.mode.${value}`),
        }))}
      />
      {tried && lacks.length > 0 && (
        <p className="error" role="alert">
          {lacks.map(why).join('；')}
        </p>
      )}
      <ErrorNotice problem={put.error} unmetWords={why} />
      <ActButton kind="main" missing={found.unmet.map(why)} busy={put.isPending} onAct={send}>
        {say('meeting.act.put-to-vote')}
      </ActButton>
    </section>
  )
}
