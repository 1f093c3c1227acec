import { type MouseEvent, type ReactNode, useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useT } from '../i18n.ts'
import { Empty } from './notice.tsx'

export type Column<Row> = {
  id: string
  head: string
  cell: (row: Row) => ReactNode
  /** Figures stand to the right, under each other. */
  figure?: boolean
  /** Said in red: only for what is late. */
  late?: (row: Row) => boolean
}
type Props<Row> = {
  /** What the table is, for people who hear it. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Where a row leads: the first column becomes a link, and a press anywhere on the row follows it. */
  href?: (row: Row) => string
  empty?: ReactNode
  /** Few short columns: a table on a phone too. */
  short?: boolean
  more?: { n?: number; busy?: boolean; onMore: () => void }
}

const narrow = '(max-width: 639.98px)'

/** Whether the screen is a phone's. */
export const useNarrow = (): boolean => {
  const [is, set] = useState(() => matchMedia(narrow).matches)
  useEffect(() => {
    const query = matchMedia(narrow)
    const listen = () => set(query.matches)
    query.addEventListener('change', listen)
    return () => query.removeEventListener('change', listen)
  }, [])
  return is
}

const lateClass = <Row,>(column: Column<Row>, row: Row) =>
  [column.figure && 'figure', column.late?.(row) && 'late'].filter(Boolean).join(' ') || undefined

const Slips = <Row,>({ caption, columns, rows, rowKey, href }: Props<Row>) => {
  const [first, ...rest] = columns
  return (
    <ul className="slips" aria-label={caption}>
      {rows.map((row) => (
        <li key={rowKey(row)} className="slip">
          {first && (
            <div className="lead">{href ? <Link href={href(row)}>{first.cell(row)}</Link> : first.cell(row)}</div>
          )}
          <dl>
            {rest.map((column) => (
              <div key={column.id}>
                <dt>{column.head}</dt>
                <dd className={lateClass(column, row)}>{column.cell(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}

const Rows = <Row,>({ caption, columns, rows, rowKey, href }: Props<Row>) => {
  const [, go] = useLocation()
  const follow = (event: MouseEvent<HTMLElement>, row: Row) => {
    const inner = event.target instanceof Element && event.target.closest('a,button,input,select,label')
    if (!href || inner || String(getSelection() ?? '') !== '') return
    go(href(row))
  }
  return (
    <table className={href ? 'data leading' : 'data'}>
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col" className={column.figure ? 'figure' : undefined}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          // The link in the first cell is the way for the keyboard; the press on the row is for the mouse only.
          <tr key={rowKey(row)} onClick={(event) => follow(event, row)}>
            {columns.map((column, at) => (
              <td key={column.id} className={lateClass(column, row)}>
                {at === 0 && href ? <Link href={href(row)}>{column.cell(row)}</Link> : column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A list of things: a table on a wide screen, slips on a phone; pages by keyset with `再看 20 条`. */
export const DataTable = <Row,>(props: Props<Row>) => {
  const t = useT()
  const slips = useNarrow() && !props.short
  if (props.rows.length === 0) return props.empty ? <Empty>{props.empty}</Empty> : null
  return (
    <div className="listing">
      {slips ? <Slips {...props} /> : <Rows {...props} />}
      {props.more && (
        <button type="button" className="more" aria-busy={props.more.busy || undefined} onClick={props.more.onMore}>
          {props.more.busy ? t('kit.label.loading') : t('kit.label.more', { n: props.more.n ?? 20 })}
        </button>
      )}
    </div>
  )
}
