import type { ReactNode } from 'react'
import { Link } from 'wouter'

type Props = {
  title: string
  href?: string
  number?: ReactNode
  late?: boolean
  level?: 2 | 3
  className?: string
  children?: ReactNode
}

/** A paper slip: a heading (a link if it leads somewhere), its number, and what is on it. `late` colours its clock. */
export const Slip = ({ title, href, number, late, level = 2, className = '', children }: Props) => {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <article className={`slip ${late ? 'late' : ''} ${className}`}>
      <header>
        <Heading>{href ? <Link href={href}>{title}</Link> : title}</Heading>
        {number && <span className="quiet num">{number}</span>}
      </header>
      {children}
    </article>
  )
}
