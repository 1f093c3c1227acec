import { formatDay, formatTime } from '@gongzhi/kernel/web/day.ts'
import { ActButton, Acts, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { useEffect, useRef } from 'react'
import type { LeafText } from '../rules/index.ts'
import { type Checked, trust } from './checked.ts'
import { RecordSeal } from './record-seal.tsx'
import { useWords } from './words.ts'

/** A fact of a leaf in words: its name, what it says. */
export type Fact = readonly [name: string, value: string]

type Props = {
  readonly result: Checked
  readonly countyName: (county: string) => string
  /** What a leaf says, by its kind. */
  readonly factsOf: (leaf: LeafText) => readonly Fact[]
  readonly onTrusted: () => void
}

const save = (text: string, name: string) => {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <dl className="facts">
    {facts
      .filter(([, value]) => value)
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
)

/** What was proved, in words, or what does not fit and what to do about it. */
export const CheckResult = ({ result, countyName, factsOf, onTrusted }: Props) => {
  const say = useWords()
  const top = useRef<HTMLDivElement>(null)
  const { found, wrong, text, county, seen } = result
  const mayTrust = wrong.length === 1 && (wrong[0] === 'other-key' || wrong[0] === 'rewritten')
  const { leaf } = found
  useEffect(() => top.current?.focus(), [result])
  const number = (n: number | undefined) => (n ?? 0).toLocaleString('en')
  const print = found.keyPrint && (
    <>
      <Facts
        facts={[
          [say('print'), found.keyPrint],
          [say('sm2Print'), found.sm2Print ?? ''],
        ]}
      />
      {!wrong.includes('other-key') && <p className="quiet">{say(seen ? 'keyKnown' : 'keyFirst')}</p>}
    </>
  )
  if (wrong.length > 0)
    return (
      <div ref={top} tabIndex={-1} role="alert" className="section checked">
        <Slip title={`✗ ${say('refused')}`} late>
          {wrong.map((one) => (
            <p key={one}>{say(one)}</p>
          ))}
          {!wrong.includes('unreadable') && <p className="quiet">{say('whatNow')}</p>}
          {print}
          {mayTrust && (
            <ActButton
              onAct={() => {
                trust(result)
                onTrusted()
              }}
            >
              {say(wrong[0] === 'rewritten' ? 'trustHead' : 'trust')}
            </ActButton>
          )}
        </Slip>
      </div>
    )
  const time = found.signedAt ? formatTime(found.signedAt, 0) : ''
  return (
    <div ref={top} tabIndex={-1} role="status" className="section checked">
      <Slip title={`✓ ${say('holds')}`} number={leaf?.number}>
        {leaf ? (
          <p>
            {say('proved', {
              county: countyName(county),
              no: number(found.no),
              day: formatDay(leaf.at, 0),
              time,
              size: number(found.size),
            })}
          </p>
        ) : (
          <p>{say('chained', { size: number(found.size), earlier: number(found.earlierSize) })}</p>
        )}
        {leaf && (
          <>
            <h3>{say('says')}</h3>
            <Facts facts={factsOf(leaf)} />
            <RecordSeal county={county} record={{ no: found.no ?? 0, code: found.code ?? '', at: leaf.at }} />
          </>
        )}
        {print}
      </Slip>
      {leaf && (
        <Acts>
          <ActButton onAct={() => save(text, `proof-${leaf.number}.json`)}>{say('save')}</ActButton>
        </Acts>
      )}
    </div>
  )
}
