import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useT } from '../i18n.ts'

type Props = {
  /** Two or four characters on the stamp: `已公开`, `村务公开`. */
  words: string
  /** The day under them, already said: `至12月10日`. */
  day?: string
  children?: ReactNode
  /** Its place in the public record and the code to check it. */
  recordNo?: number
  code?: string
  href?: string
  /** What stands at its other side, such as a QR of the same. */
  aside?: ReactNode
}

/** 公示: a stamp saying published when and until when, its place in the public record, the code to check it. */
export const Seal = ({ words, day, children, recordNo, code, href, aside }: Props) => {
  const t = useT()
  // Four characters stand two over two, as on a carved seal.
  const lines = [...words].length === 4 ? [words.slice(0, 2), words.slice(2)] : [words]
  const top = lines.length === 1 ? (day ? 51 : 59) : day ? 39 : 48
  return (
    <div className="seal">
      <svg
        className="stamp"
        viewBox="0 0 104 104"
        role="img"
        aria-label={t('kit.label.seal', { words: [words, day].filter(Boolean).join(' ') })}
      >
        <circle cx="52" cy="52" r="50" strokeWidth="2.5" />
        <circle cx="52" cy="52" r="45" strokeWidth="1" />
        {lines.map((line, at) => (
          <text key={line} className="carved" x="52" y={top + at * 21}>
            {line}
          </text>
        ))}
        {day && (
          <text x="52" y={lines.length === 1 ? 73 : 81}>
            {day}
          </text>
        )}
      </svg>
      <div className="sealed">
        {children}
        {recordNo !== undefined && <p>{t('kit.label.recordNo', { n: recordNo.toLocaleString('en') })}</p>}
        {code && (
          <p>
            {t('kit.label.checkCode')}{' '}
            {href ? (
              <Link href={href}>
                <code>{code}</code>
              </Link>
            ) : (
              <code>{code}</code>
            )}
          </p>
        )}
      </div>
      {aside}
    </div>
  )
}
