import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { citeOf, useLawWords } from '@gongzhi/law/web'
import { RecordSeal } from '@gongzhi/record/web'
import type { ReactNode } from 'react'
import type { Found, RollView } from './api.ts'
import { useWords } from './words.ts'

type Source = Found['law']['posted']['source']
/** An article, with how sure we are of it. */
export const useBasis = () => {
  const tell = useLawWords()
  return ({ law, article, mark }: Source): string =>
    `${citeOf({ law, article })}${mark === 'found' ? '' : ` · ${tell(`mark.${mark}`)}`}`
}
export const personOf = ({ name, shown }: { name: string | null; shown: string }): string => name ?? shown

const Fact = ({ head, children }: { head: string; children: ReactNode }) => (
  <div>
    <dt>{head}</dt>
    <dd>{children}</dd>
  </div>
)

/** Where the roll stands: its day, its committee, until when one may object, by which articles. */
export const Standing = ({ found, roll }: { found: Found; roll: RollView }) => {
  const say = useWords()
  const basis = useBasis()
  const { posted, settled } = roll
  const [chair, ...others] = roll.committee
  const seal = settled?.record ?? posted?.record
  return (
    <>
      <p className="standing">
        <b>{say(`voter-roll.state.${roll.state}`)}</b>
        <span className="quiet num">{roll.number}</span>
      </p>
      <dl className="facts">
        <Fact head={say('roll.day')}>
          <span className="num">{say('roll.dayOf', { day: formatDay(roll.electionDay), seats: roll.seats })}</span>
        </Fact>
        <Fact head={say('roll.committee')}>
          {chair && say('roll.chair', { name: personOf(chair) })}
          {others.length > 0 && `、${others.map(personOf).join('、')}`}{' '}
          <small>{say(`chosen.${roll.chosenBy}`, { day: formatDay(roll.chosenOn) })}</small>
        </Fact>
        {roll.voters !== null && (
          <Fact head={say('roll.voters')}>
            <span className="num">{say('roll.votersOf', { n: roll.voters, women: roll.women ?? 0 })}</span>
          </Fact>
        )}
        {posted && (
          <Fact head={say('roll.posted')}>
            <span className="num">{formatDay(posted.at)}</span>
            {posted.verdict && (
              <>
                {' '}
                {say('roll.given', { given: posted.verdict.given, bar: posted.verdict.bar })}{' '}
                <small>{basis(posted.verdict.source)}</small>
              </>
            )}
          </Fact>
        )}
        {posted && (
          <Fact head={say('roll.until')}>
            <span className={posted.over ? 'quiet num' : 'num'}>
              {say(posted.over ? 'roll.over' : 'roll.untilDay', { day: formatDay(posted.until) })}
            </span>{' '}
            <small>
              {say('roll.untilWhy', { days: found.law.objection.amount, decide: found.law.decision.amount })}{' '}
              {basis(found.law.objection.source)}
            </small>
          </Fact>
        )}
        {settled && (
          <Fact head={say('roll.settled')}>
            <span className="num">{formatDay(settled.at)}</span>
          </Fact>
        )}
      </dl>
      {posted && (
        <p className="quiet">
          {say('roll.digest')} <code>{(settled?.digest ?? posted.digest).slice(0, 16)}</code> {say('roll.digestWhy')}
        </p>
      )}
      {seal && <RecordSeal county={found.unit.code.slice(0, 6)} record={seal} />}
    </>
  )
}
