import { Field } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import type { MeetingView } from '../api.ts'
import { useWords } from '../words.ts'

/** More than this and a name is looked for, not seen: a meeting of households, no council. */
export const MANY = 24

type Row = MeetingView['roll'][number]
/** A member as whoever runs the meeting reads them. */
export const nameOf = ({ name, shown }: Pick<Row, 'name' | 'shown'>): string => name ?? shown

const byName = new Intl.Collator('zh').compare

/** A long roll by name with a field to find somebody in; a short one as it is. */
export const useFoundIn = <R extends Row>(rows: readonly R[]) => {
  const say = useWords()
  const [typed, type] = useState('')
  if (rows.length <= MANY) return { rows, field: null }
  const wanted = typed.trim()
  return {
    rows: rows.filter((row) => nameOf(row).includes(wanted)).sort((a, b) => byName(nameOf(a), nameOf(b))),
    field: <Field name="find" label={say('run.find')} value={typed} onChange={type} autoComplete="off" />,
  }
}
