import { ErrorNotice } from '@gongzhi/kernel/web/kit/index.ts'
import { type Names, useGet } from './api.ts'
import { inForce, OwnRule } from './own-rule.tsx'
import { useLawWords } from './words.ts'

/** 本县、本村自己定的: what holds or soon will, and what held before, for everybody. */
export const OwnRules = ({ place, names }: { place: string; names: Names }) => {
  const say = useLawWords()
  const { data, error, refetch } = useGet('law.local-rules', { query: { place } })
  const held = data?.rows.filter(inForce) ?? []
  const past = data?.rows.filter((row) => row.state !== 'drafted' && !inForce(row)) ?? []
  return (
    <section className="stack" aria-labelledby="own-rules">
      <h2 id="own-rules">{say('own.title')}</h2>
      <p className="quiet">{say('own.who')}</p>
      <ErrorNotice problem={error} onAgain={() => refetch()} />
      {data && held.length === 0 && <p className="quiet">{say('own.none')}</p>}
      {held.map((row) => (
        <OwnRule key={row.id} row={row} names={names} />
      ))}
      {past.length > 0 && (
        <details>
          <summary>
            {say('own.past')} <span className="num">{past.length}</span>
          </summary>
          <div className="stack">
            {past.map((row) => (
              <OwnRule key={row.id} row={row} names={names} />
            ))}
          </div>
        </details>
      )}
    </section>
  )
}
