import { Notice, Page } from '@gongzhi/kernel/web/kit/index.ts'
import { useLocation, useSearchParams } from 'wouter'
import { type BodyKind, bodyKinds } from '../rules/bodies.ts'
import { useGet } from './api.ts'
import { More } from './pieces.tsx'
import { PlanForm } from './plan-form.tsx'
import { useWords } from './words.ts'

/** 召集 a body, `?body=representatives`; without it the council: when, where, which topics. Nobody is told before notice is given. */
export const NewMeetingPage = ({ unit, back }: { unit: string; back: { href: string; label: string } }) => {
  const say = useWords()
  const [, go] = useLocation()
  const [search] = useSearchParams()
  const bodies = useGet('people.bodies', { query: { unit } })
  const asked = search.get('body') as BodyKind | null
  const kind = asked && bodyKinds.includes(asked) ? asked : 'council'
  return (
    <Page
      title={kind === 'council' ? say('new.title') : say('new.titleOf', { body: say(`bodies.kind.${kind}`) })}
      back={back}
    >
      {bodies.data && !bodies.data.some((one) => one.kind === kind) && (
        <Notice>
          <p>{say('new.noRoll', { body: say(`bodies.kind.${kind}`) })}</p>
          <More href={`/rolls/${unit}.${kind}`}>{say(`bodies.found.${kind}`)}</More>
        </Notice>
      )}
      <PlanForm unit={unit} kind={kind} onDone={(id) => go(`/meetings/${id}?county=${unit.slice(0, 6)}`)} />
    </Page>
  )
}
