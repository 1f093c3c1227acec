import { useSearchParams } from 'wouter'
import { ReportForm } from '../../resident/report/report-form.tsx'

/** 向代表提建议: the same form; the answer comes through a studio (B06). */
const SuggestPage = () => {
  const [search] = useSearchParams()
  return <ReportForm variant="suggestion" studio={search.get('studio') ?? undefined} />
}

export default SuggestPage
