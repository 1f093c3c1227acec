import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { Slip } from '@gongzhi/kernel/web/kit/index.ts'
import type { ReactNode } from 'react'
import { citeOf } from '../rules/pack.ts'
import type { Names, OwnRow } from './api.ts'
import { useRuleWords } from './rule-words.ts'
import { useLawWords } from './words.ts'

/** Where a place's own rule stands today: `soon`, `now`, `over`, `never`, or the state of what was not published. */
const standOf = ({ state, from, until }: Pick<OwnRow, 'state' | 'from' | 'until'>): string => {
  if (state === 'drafted') return 'drafted'
  const today = isoDay(dayOf(Date.now()))
  if (until !== null && until < from) return 'never'
  if (until !== null && until < today) return 'over'
  return from > today ? 'soon' : 'now'
}

/** Whether it holds or will. */
export const inForce = (row: OwnRow): boolean => ['soon', 'now'].includes(standOf(row))

/** One rule a place set for itself: what it asks for, the document, its days, who published it, what became of it. */
export const OwnRule = ({ row, names, children }: { row: OwnRow; names: Names; children?: ReactNode }) => {
  const t = useT()
  const say = useLawWords()
  const { nameOf, asked, days } = useRuleWords(names)
  return (
    <Slip title={nameOf(row.rule)} level={3}>
      <div className="stack tight">
        <p>
          <b>{row.place.name} </b>
          {asked(row.said)}
        </p>
        <small>
          {t('kit.label.basis', { basis: citeOf(row.said.source) })}
          {' · '}
          {say('mark.local')}
        </small>
        <p className="quiet">
          {days(row.from, row.until)} · {say(`own.stand.${standOf(row)}`)}
          {row.replaced && ` · ${say('own.replaced')}`}
          {row.reason && ` · ${say('own.withdrawn', { reason: row.reason })}`}
        </p>
        {row.publishedAt && (
          <small>
            {say('own.published', {
              by: row.publishedBy ?? row.place.name,
              day: formatDay(row.publishedAt),
              number: row.number,
            })}
          </small>
        )}
      </div>
      {children}
    </Slip>
  )
}
