import { Slip } from '@gongzhi/kernel/web/kit/index.ts'
import type { MeetingView } from './api.ts'
import { Do } from './do.tsx'
import { useWords } from './words.ts'

/** What members hold against the minutes, each answered in its place. */
export const Objections = ({ view }: { view: MeetingView }) => {
  const say = useWords()
  if (view.objections.length === 0) return null
  return (
    <section className="section" aria-labelledby="objections">
      <h2 id="objections">{say('meeting.objections')}</h2>
      {view.objections.map((one) => (
        <Slip key={one.member} title={one.shown} level={3}>
          <p className="own">{one.text}</p>
          {one.answer ? (
            <p>
              <b>{say('meeting.answer')}</b> {one.answer}
            </p>
          ) : (
            <div className="acts">
              <Do
                of="meeting.answer-objection"
                endpoint="deliberation.answer-objection"
                id={view.id}
                prospects={view.prospects}
                draft={one.member}
                asks={[{ name: 'text', label: say('meeting.answer'), kind: 'area' }]}
                body={({ text }) => ({ member: one.member, text })}
              />
            </div>
          )}
        </Slip>
      ))}
    </section>
  )
}
