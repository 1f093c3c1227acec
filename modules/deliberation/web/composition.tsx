import { useLocale } from '@gongzhi/kernel/web/i18n.ts'
import { Verdict } from '@gongzhi/kernel/web/kit/index.ts'
import { citeOf, shareWords, useLaw, useLawWords, verdictOn } from '@gongzhi/law/web'
import { decidingSum } from './why.ts'
import { useWords } from './words.ts'

type Count = { readonly class: string | null; readonly members: number; readonly women: number }

const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0)

/** Whether a representatives' body is put together as the law has it (R1): enough representatives, enough women among them. */
export const Composition = ({ unit, byClass }: { unit: string; byClass: readonly Count[] }) => {
  const say = useWords()
  const tell = useLawWords()
  const english = useLocale() === 'en'
  const law = useLaw(unit)
  const members = sum(byClass.map((of) => of.members))
  if (!law || members === 0) return null
  const representatives = byClass.filter((of) => of.class !== 'committee')
  const numbers = {
    members,
    representatives: sum(representatives.map((of) => of.members)),
    womenRepresentatives: sum(representatives.map((of) => of.women)),
  }
  return (
    <section className="stack">
      {(['representatives', 'women'] as const).map((rule) => {
        const verdict = verdictOn(law, `villagerReps.${rule}`, numbers)
        const found = decidingSum(verdict)
        if (!found) return null
        const { clause, sum: counted } = found
        const { law: of, article, mark } = clause.source
        return (
          <Verdict
            key={rule}
            level={2}
            title={say(`composition.${rule}`)}
            total={counted.of}
            count={counted.count}
            need={counted.need ?? 0}
            totalLabel={say('composition.members')}
            countLabel={say(`composition.count.${rule}`)}
            rule={shareWords(counted.share, english)}
            met={verdict.met}
            result={say(verdict.met ? 'composition.met' : 'composition.unmet')}
            basis={`${citeOf({ law: of, article })}${mark === 'found' ? '' : ` · ${tell(`mark.${mark}`)}`}`}
          />
        )
      })}
    </section>
  )
}
