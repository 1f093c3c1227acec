import type { ReactNode } from 'react'
import { useT } from '../i18n.ts'

type Props = {
  title: string
  /** The denominator: who should be there, who may vote. */
  total: number
  count: number
  /** The least count that is enough, worked out by the law module. */
  need: number
  totalLabel: string
  countLabel: string
  /** The rule as it is spoken: `三分之二以上`. */
  rule: string
  met: boolean
  /** `可以开会` / `未通过`. */
  result: string
  basis?: string
  level?: 2 | 3
  children?: ReactNode
}

const percent = (part: number, whole: number) => (whole > 0 ? Math.min(100, Math.max(0, (part / whole) * 100)) : 0)

/** 依据: met or not, as a bar with its notch, the sum in words, and the article it comes from. */
export const Verdict = (props: Props) => {
  const t = useT()
  const Heading = props.level === 3 ? 'h3' : 'h2'
  const notch = percent(props.need, props.total)
  const { total, count, need, totalLabel, countLabel } = props
  return (
    <section className={props.met ? 'verdict met' : 'verdict unmet'}>
      <Heading>{props.title}</Heading>
      {/* Drawn as SVG: widths in style attributes would need an exception in the content security policy. */}
      <svg
        className="meter"
        role="img"
        aria-label={t('kit.verdict.meter', { total, count, need, totalLabel, countLabel })}
      >
        <text x={`${Math.min(90, Math.max(10, notch))}%`} y="1em" textAnchor="middle">
          {t('kit.verdict.need', { n: need })}
        </text>
        <rect className="ground" x="0" y="1.75em" width="100%" height="1em" />
        <rect className="fill" x="0" y="1.75em" width={`${percent(count, total)}%`} height="1em" />
        <rect className="notch" x={`${notch}%`} y="1.4em" width="2" height="1.7em" />
      </svg>
      <p className="num">
        {totalLabel} {total} · {countLabel} {count} · {t('kit.verdict.sum', { rule: props.rule, need })}{' '}
        <b className="result">{props.result}</b>
      </p>
      {props.basis && <small>{t('kit.label.basis', { basis: props.basis })}</small>}
      {props.children}
    </section>
  )
}
