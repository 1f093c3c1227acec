import { formatTime } from '@gongzhi/kernel/web/day.ts'
import { citeOf } from '@gongzhi/law/web'
import type { MeetingView } from './api.ts'
import { Papers, readsPapers } from './papers.tsx'
import { useWords } from './words.ts'

/** When, where, how to get in, and what is asked of the notice. */
export const PlanFacts = ({ view }: { view: MeetingView }) => {
  const say = useWords()
  const { notice } = view
  return (
    <dl className="facts">
      <div>
        <dt>{say('meeting.when')}</dt>
        <dd className="num">{formatTime(view.startsAt)}</dd>
      </div>
      <div>
        <dt>{say('meeting.where')}</dt>
        <dd>
          {view.venue}（{say(`venue.${view.venueKind}`)}）{view.venueNotes && <small> {view.venueNotes}</small>}
        </dd>
      </div>
      {notice && (
        <div>
          <dt>{say('meeting.act.notify')}</dt>
          <dd className={notice.met ? '' : 'late'}>
            {say('meeting.notice', {
              given: notice.given,
              bar: notice.bar,
              basis: citeOf(notice.source),
            })}
            {!notice.met && view.urgent && <small> {view.urgent}</small>}
          </dd>
        </div>
      )}
      {view.materials.length > 0 && readsPapers(view) && (
        <div>
          <dt>{say('meeting.materials')}</dt>
          <dd>
            <Papers view={view} files={view.materials} />
          </dd>
        </div>
      )}
      {view.cancelled && (
        <div>
          <dt>{say('meeting.cancelled')}</dt>
          <dd>{view.cancelled}</dd>
        </div>
      )}
    </dl>
  )
}
