import { useLocale } from '@gongzhi/kernel/web/i18n.ts'
import { Verdict } from '@gongzhi/kernel/web/kit/index.ts'
import { citeOf, shareWords, useLaw, useLawWords, verdictOn } from '@gongzhi/law/web'
import { decidingSum } from './why.ts'
import { useWords } from './words.ts'

type Member = { readonly class: string | null; readonly woman: boolean; readonly state: string }

/** Whether a representatives' body is put together as the law has it (R1): enough representatives, enough women among them. */
export const Composition = ({ unit, list }: { unit: string; list: readonly Member[] }) => {
  const say = useWords()
  const tell = useLawWords()
  const english = useLocale() === 'en'
  const law = useLaw(unit)
  const here = list.filter(({ state }) => state === 'on-roll')
  if (!law || here.length === 0) return null
  const representatives = here.filter((one) => one.class !== 'committee')
  const numbers = {
    members: here.length,
    representatives: representatives.length,
    womenRepresentatives: representatives.filter(({ woman }) => woman).length,
  }
  return (
    <section className="stack">
      {(['representatives', 'women'] as const).map((rule) => {
        const verdict = verdictOn(law, `villagerReps.${rule}`, numbers)
        const found = decidingSum(verdict)
        if (!found) return null
        const { clause, sum } = found
        const { law: of, article, mark } = clause.source
        return (
          <Verdict
            key={rule}
            level={2}
            title={say(`composition.${rule}`)}
            total={sum.of}
            count={sum.count}
            need={sum.need ?? 0}
            totalLabel={say('composition.members')}
            countLabel={say(`composition.count.${rule}`)}
            rule={shareWords(sum.share, english)}
            met={verdict.met}
            result={say(verdict.met ? 'composition.met' : 'composition.unmet')}
            basis={`${citeOf({ law: of, article })}${mark === 'found' ? '' : ` · ${tell(`mark.${mark}`)}`}`}
          />
        )
      })}
    </section>
  )
}
