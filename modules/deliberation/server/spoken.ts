import type { Verdict } from '@gongzhi/law/rules'
import type * as z from 'zod'
import type { verdict as shape } from '../contract/shapes.ts'

/** A verdict as replies carry it: the same, with lists that may be changed. */
export const spoken = ({ rule, met, clauses }: Verdict): z.output<typeof shape> => ({
  rule,
  met,
  clauses: clauses.map((clause) => ({
    ...clause,
    sums: clause.sums.map((sum) => ({ ...sum, share: [...sum.share] as [number, number, 'inclusive' | 'strict'] })),
  })),
})
