import { useReadAbout } from '@gongzhi/notices/web'
import { useSearchParams } from 'wouter'
import { useGet } from './api.ts'
import { MeetingPage } from './meeting-page.tsx'
import { RunTalk } from './run/run-talk.tsx'
import { useLive } from './use-live.ts'

type Props = { id: string; back: { href: string; label: string } }

/** A talk at the desk: whoever runs it gets the evening step by step, everybody else the page that all see. */
export const DeskMeetingPage = ({ id, back }: Props) => {
  const [search] = useSearchParams()
  const county = search.get('county') ?? undefined
  const found = useGet('deliberation.meeting', { params: { id }, query: { county } })
  const view = found.data
  const runs = view?.prospects.some(({ act }) => act === 'notify') === true
  const on = runs && ['notified', 'sitting'].includes(view.state)
  const live = useLive(id, county ?? view?.unit.code.slice(0, 6) ?? '', on, found.refetch)
  useReadAbout(id, runs)
  return view && runs ? <RunTalk view={view} live={live} back={back} /> : <MeetingPage id={id} back={back} />
}
