import { Link } from 'wouter'
import { useWords } from './words.ts'

/** From a village’s bodies, or the villagers’ roll, to the roll of its election. */
export const VotersLink = ({ unit }: { unit: string }) => {
  const say = useWords()
  return (
    <section className="section screen-only" aria-labelledby="voters">
      <h2 id="voters">{say('link.title')}</h2>
      <p className="quiet">{say('link.note')}</p>
      <p>
        <Link className="tall" href={`/rolls/${unit}.voters`}>
          {say('link.go')}
        </Link>
      </p>
    </section>
  )
}
