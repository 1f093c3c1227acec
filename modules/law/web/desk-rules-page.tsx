import { ActButton, Acts, Empty, ErrorNotice, Loading, Page } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { scopeOfPlace } from '../rules/settable.ts'
import { type OwnReply, useGet } from './api.ts'
import { inForce, OwnRule } from './own-rule.tsx'
import { RuleActs } from './rule-acts.tsx'
import { SetRule } from './set-rule.tsx'
import { useNames } from './use-law.ts'
import { useLawWords } from './words.ts'

type Back = { href: string; label: string }

const Rules = ({ own }: { own: OwnReply }) => {
  const say = useLawWords()
  const names = useNames(scopeOfPlace(own.place.code))
  const [open, setOpen] = useState(false)
  if (!names) return <Loading />
  const drafts = own.rows.filter(({ state }) => state === 'drafted')
  const held = own.rows.filter(inForce)
  const past = own.rows.filter((row) => row.state !== 'drafted' && !inForce(row))
  const shown = (rows: OwnReply['rows']) =>
    rows.map((row) => (
      <OwnRule key={row.id} row={row} names={names}>
        <RuleActs row={row} />
      </OwnRule>
    ))
  return (
    <>
      {own.keeps && !open && (
        <Acts>
          <ActButton kind="main" onAct={() => setOpen(true)}>
            {say('own.set')}
          </ActButton>
        </Acts>
      )}
      {open && (
        <section className="slip" aria-label={say('own.set')}>
          <h2>{say('own.set')}</h2>
          <SetRule own={own} onDone={() => setOpen(false)} />
        </section>
      )}
      {drafts.length > 0 && (
        <section className="stack" aria-labelledby="rule-drafts">
          <h2 id="rule-drafts">{say('own.drafts')}</h2>
          {shown(drafts)}
        </section>
      )}
      <section className="stack" aria-labelledby="rules-held">
        <h2 id="rules-held">{say('own.held')}</h2>
        {held.length === 0 && <Empty>{say('own.none')}</Empty>}
        {shown(held)}
        {own.keeps && held.length > 0 && <p className="quiet">{say('own.change')}</p>}
      </section>
      {past.length > 0 && (
        <details>
          <summary>
            {say('own.past')} <span className="num">{past.length}</span>
          </summary>
          <div className="stack">{shown(past)}</div>
        </details>
      )}
    </>
  )
}

/** 自己定的规则 of a county or a village: read by whoever works there, set by those who keep them. */
export const DeskRulesPage = ({ place, back }: { place: string; back: Back }) => {
  const say = useLawWords()
  const { data, error, refetch } = useGet('law.local-rules', { query: { place } })
  return (
    <Page title={say('own.deskTitle', { place: data?.place.name ?? '' })} back={back}>
      <p className="quiet">{say('own.who')}</p>
      <ErrorNotice problem={error} onAgain={() => refetch()} />
      {!data && !error && <Loading />}
      {data && <Rules own={data} />}
    </Page>
  )
}
