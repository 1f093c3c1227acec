import type { ReactNode } from 'react'
import { Link } from 'wouter'

/** A way in from a first page. `first`: the one that matters most, in the accent, over the whole width. */
export const Door = (props: { href: string; title: string; note?: ReactNode; first?: boolean }) => (
  <li className={props.first ? 'door first' : 'door'}>
    <Link href={props.href}>
      <strong>{props.title}</strong>
      {props.note && <small>{props.note}</small>}
    </Link>
  </li>
)

/** The doors of a first page, two by two. */
export const Doors = ({ label, children }: { label?: string; children: ReactNode }) => (
  <ul className="doors" aria-label={label}>
    {children}
  </ul>
)
