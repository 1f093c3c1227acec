import { useTalkWords } from '@gongzhi/deliberation/web'
import { type LeafText, useRecordWords, VerifyView } from '@gongzhi/record/web'
import { useRollFacts } from '@gongzhi/voters/web'
import { useSearchParams } from 'wouter'
import { formatDay } from '../../../../kernel/web/day.ts'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Page } from '../../../../kernel/web/kit/index.ts'
import { PageTools } from '../../../../kernel/web/kit/page-tools.tsx'
import { useGet } from '../../resident/api.ts'
import { countyOf, usePlace } from '../../resident/place.ts'
import { useCategories } from '../../resident/words.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const clausesOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((one: { text?: unknown }, at) => `${at + 1}. ${text(one.text)}`) : []

/** Checks a public record: of a code that was scanned, or a proof that somebody keeps. */
const VerifyPage = ({ code }: { code?: string }) => {
  const t = useT()
  const say = useRecordWords()
  const place = usePlace()
  const [search] = useSearchParams()
  const { named } = useCategories()
  const talk = useTalkWords()
  const rollFacts = useRollFacts()
  const countsOf = (value: unknown): string =>
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([choice, n]) => `${talk(`choice.${choice}`)} ${String(n)}`)
          .join(' · ')
      : ''
  const known = useGet('territory.counties', {})
  const asked = search.get('county') ?? (place && countyOf(place.code))
  const all = known.data?.map((one) => countyOf(one.code))
  // a code is short: the county on the paper or of one's own village is asked first, then the others
  const counties = all ? [...all.filter((one) => one === asked), ...all.filter((one) => one !== asked)] : undefined
  const factsOf = ({ number, kind, body }: LeafText): [string, string][] => [
    [say('number'), number],
    ...rollFacts(kind, body),
    [t('resident.matter.kind'), named(text(body.category))],
    [t('resident.matter.place'), text(body.unitName)],
    [t('resident.matter.lead'), text(body.orgName)],
    [t('resident.matter.result'), body.outcome ? t(`matters.outcome.${text(body.outcome)}`) : ''],
    ['', text(body.outcomeText)],
    ['', body.openedOn ? `${formatDay(text(body.openedOn), 0)} – ${formatDay(text(body.closedOn), 0)}` : ''],
    // a resolution (D14): its words and how it was voted on
    ['', text(body.title)],
    ['', text(body.text)],
    ...clausesOf(body.clauses).map((clause): [string, string] => ['', clause]),
    ['', countsOf(body.counts)],
    ['', typeof body.satisfied === 'boolean' ? t(`resident.village.${body.satisfied ? 'content' : 'notContent'}`) : ''],
  ]
  return (
    <Page title={say('title')} back={{ href: '/', label: t('kit.label.home') }}>
      <PageTools paper />
      <VerifyView
        code={code}
        counties={known.error ? (asked ? [asked] : []) : counties}
        countyName={(county) => known.data?.find((one) => countyOf(one.code) === county)?.name ?? county}
        factsOf={factsOf}
      />
    </Page>
  )
}

export default VerifyPage
