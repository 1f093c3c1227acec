import { Link } from 'wouter'

export type Figure = { id: string; value: string | number; label: string; note?: string; late?: boolean; href?: string }

/** A row of large figures under the ink rule, each with what it counts and out of how many. */
export const Figures = ({ figures, label }: { figures: readonly Figure[]; label?: string }) => (
  <dl className="figures" aria-label={label}>
    {figures.map((figure) => (
      <div key={figure.id}>
        <dt>
          {figure.href ? <Link href={figure.href}>{figure.label}</Link> : figure.label}
          {figure.note && <span className="num"> {figure.note}</span>}
        </dt>
        <dd className={figure.late ? 'num late' : 'num'}>{figure.value}</dd>
      </div>
    ))}
  </dl>
)
