import { Slip } from '@gongzhi/kernel/web/kit/index.ts'
import type { MeetingView } from './api.ts'
import { useWords } from './words.ts'

/** What a meeting of the representatives was called for (D08). */
export const ElectionItem = ({ view }: { view: MeetingView }) => {
  const say = useWords()
  const { election } = view
  if (!election) return null
  return (
    <Slip
      title={election.title}
      number={election.number}
      href={`/${election.kind}s/${election.id}?county=${view.unit.code.slice(0, 6)}`}
      level={3}
    >
      <p className="standing">
        <b>{say(`${election.kind}.state.${election.state}`)}</b>
      </p>
    </Slip>
  )
}
