import { useLocale } from '@gongzhi/kernel/web/i18n.ts'
import { Verdict } from '@gongzhi/kernel/web/kit/index.ts'
import type { Verdict as Told } from '@gongzhi/law/rules'
import { citeOf, shareWords, useLawWords } from '@gongzhi/law/web'
import { decidingSum } from './why.ts'
import { useWords } from './words.ts'

/** A verdict with its sum, its notch and its article; the clause that decides, when there are several. */
export const VerdictOf = ({
  verdict,
  kind,
  title,
  level = 3,
  open,
}: {
  verdict: Told
  kind: 'quorum' | 'pass'
  /** What is counted, when it is not ballots. */
  title?: string
  level?: 2 | 3
  /** Still being counted: how many are missing, no result. */
  open?: boolean
}) => {
  const say = useWords()
  const tell = useLawWords()
  const english = useLocale() === 'en'
  const found = decidingSum(verdict)
  if (!found) return null
  const { clause, sum } = found
  const missing = Math.max(0, (sum.need ?? 0) - sum.count)
  const { law, article, mark } = clause.source
  const basis = `${citeOf({ law, article })}${mark === 'found' ? '' : ` · ${tell(`mark.${mark}`)}`}`
  return (
    <Verdict
      level={level}
      title={title ?? say(kind === 'quorum' ? 'meeting.quorum' : 'vote.pass')}
      total={sum.of}
      count={sum.count}
      need={sum.need ?? 0}
      totalLabel={say(kind === 'quorum' ? 'meeting.entitled' : 'meeting.present')}
      countLabel={say(kind === 'quorum' ? 'meeting.present' : 'choice.yes')}
      rule={shareWords(sum.share, english)}
      met={verdict.met}
      result={
        open
          ? say(verdict.met ? 'run.enoughYes' : 'run.shortYes', { n: missing })
          : say(
              kind === 'quorum'
                ? verdict.met
                  ? 'meeting.enough'
                  : 'meeting.notEnough'
                : `vote.result.${verdict.met ? 'passed' : 'lost'}`,
            )
      }
      basis={basis}
    />
  )
}
