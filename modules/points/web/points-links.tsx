import { Link } from 'wouter'
import { useWords } from './words.ts'

/** From a council's roll to its rule, one's own ledger, and at the desk the work on it. */
export const PointsLinks = ({ body, desk }: { body: string; desk?: boolean }) => {
  const say = useWords()
  if (!body.endsWith('.council')) return null
  return (
    <section className="section screen-only" aria-labelledby="points">
      <h2 id="points">{say('rule.title')}</h2>
      <p>
        <Link className="tall" href={`/rules-of-council/${body}`}>
          {say('mine.rule')}
        </Link>
      </p>
      <p>
        <Link className="tall" href={desk ? `/points/${body}` : '/points'}>
          {say(desk ? 'work.link' : 'mine.link')}
        </Link>
      </p>
    </section>
  )
}
