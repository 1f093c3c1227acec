import { address } from '@gongzhi/kernel/web/call.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'

const source = (subject: string, id: string, size: 'thumb' | 'full') =>
  address('files.photo', { params: { subject, id }, query: { size } })[1]

/** Photos of a subject, small; each leads to the whole picture. */
export const Thumbs = ({ subject, photos }: { subject: string; photos: readonly string[] }) => {
  const t = useT()
  if (photos.length === 0) return null
  return (
    <div className="thumbs">
      {photos.map((photo, at) => (
        <a key={photo} href={source(subject, photo, 'full')}>
          <img src={source(subject, photo, 'thumb')} alt={t('kit.label.photo', { n: at + 1 })} loading="lazy" />
        </a>
      ))}
    </div>
  )
}
