import { encode } from 'uqr'
import { useT } from '../i18n.ts'

/** A QR code as one SVG path; kept out of `kit/index.ts` so that only pages that show one carry its 5 KB. */
export const Qr = ({ text, label }: { text: string; label?: string }) => {
  const t = useT()
  const { data, size } = encode(text, { border: 2, ecc: 'M' })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label ?? t('kit.label.qr', { text })}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  )
}
