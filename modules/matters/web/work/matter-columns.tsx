import type { T } from '@gongzhi/kernel/web/i18n.ts'
import type { Column } from '@gongzhi/kernel/web/kit/index.ts'
import type { Row } from './api.ts'
import { DueWords, holderOf, isBeside, StepsOf } from './matter-words.tsx'

/** What stands small under a title: category, how many reported the same. */
export const noteOf = (row: Row, category: (id: string | null) => string, t: T): string =>
  [
    isBeside(row) ? t(`matters.child.${row.kind}`) : category(row.category),
    row.level && row.level !== 'normal' ? t(`matters.level.${row.level}`) : '',
    row.joined > 0 ? t('work.label.joined', { n: row.joined + 1 }) : '',
  ]
    .filter(Boolean)
    .join(' · ')

/** The columns of every list of matters. */
export const matterColumns = (t: T, category: (id: string | null) => string): Column<Row>[] => [
  {
    id: 'title',
    head: t('work.column.matter'),
    cell: (row) => (
      <>
        {row.title}
        <small className="num">
          {noteOf(row, category, t)} · <span className="keep">{row.number}</span>
        </small>
      </>
    ),
  },
  { id: 'unit', head: t('work.column.unit'), cell: (row) => <span className="keep">{row.unit.name}</span> },
  { id: 'step', head: t('work.column.step'), cell: (row) => <StepsOf row={row} mini t={t} /> },
  { id: 'holder', head: t('work.column.holder'), cell: (row) => holderOf(row, t) },
  { id: 'due', head: t('work.column.due'), cell: (row) => <DueWords row={row} t={t} /> },
]
