import { Page } from '@gongzhi/kernel/web/kit/index.ts'
import { useLocation } from 'wouter'
import { PlanForm } from './plan-form.tsx'
import { useWords } from './words.ts'

/** 召集: when, where, which topics. Nobody is told before notice is given. */
export const NewMeetingPage = ({ unit, back }: { unit: string; back: { href: string; label: string } }) => {
  const say = useWords()
  const [, go] = useLocation()
  return (
    <Page title={say('new.title')} back={back}>
      <PlanForm unit={unit} onDone={(id) => go(`/meetings/${id}?county=${unit.slice(0, 6)}`)} />
    </Page>
  )
}
