import { address } from '@gongzhi/kernel/web/call.ts'
import { type T, useT } from '@gongzhi/kernel/web/i18n.ts'
import { Link } from 'wouter'

type File = {
  id: string
  kind: string
  bytes: number
  held: 'waiting' | 'found' | null
  redacted: boolean
  version: string
}

/** The address of a photo or document of a subject. */
export const fileAddress = (
  subject: string,
  { id, version }: Pick<File, 'id' | 'version'>,
  size: 'thumb' | 'full' = 'full',
): string => address('files.photo', { params: { subject, id }, query: { size, version: version || undefined } })[1]

const sizeWords = (bytes: number, t: T): string =>
  bytes < 1024 * 1024
    ? t('matters.file.kilobytes', { n: Math.max(1, Math.round(bytes / 1024)) })
    : t('matters.file.megabytes', { n: (bytes / 1024 / 1024).toFixed(1) })

type Photos = {
  subject: string
  photos: readonly string[]
  files: readonly File[]
  /** Where a photo leads; without it, to the whole picture. */
  pageOf?: (photo: string) => string
}

/** Photos of a subject, small, each leading on; in the place of one that may not be opened stands why. */
export const Thumbs = ({ subject, photos, files, pageOf }: Photos) => {
  const t = useT()
  if (photos.length === 0) return null
  return (
    <div className="thumbs">
      {photos.map((photo, at) => {
        const file = files.find(({ id }) => id === photo)
        const name = t(file?.redacted ? 'matters.file.redacted' : 'kit.label.photo', { n: at + 1 })
        if (file?.held)
          return (
            <span key={photo} className="held">
              {name}
              <b>{t(`matters.held.${file.held}`)}</b>
            </span>
          )
        const shown = file ?? { id: photo, version: '' }
        const picture = <img src={fileAddress(subject, shown, 'thumb')} alt={name} loading="lazy" />
        return pageOf ? (
          <Link key={photo} href={pageOf(photo)}>
            {picture}
          </Link>
        ) : (
          <a key={photo} href={fileAddress(subject, shown)}>
            {picture}
          </a>
        )
      })}
    </div>
  )
}

type Documents = { subject: string; attachments: readonly { id: string; name: string }[]; files: readonly File[] }

/** Documents of a subject, each to be saved; why not, where it may not. */
export const Attachments = ({ subject, attachments, files }: Documents) => {
  const t = useT()
  if (attachments.length === 0) return null
  return (
    <ul className="papers">
      {attachments.map(({ id, name }) => {
        const file = files.find((one) => one.id === id)
        return (
          <li key={id}>
            {file?.held ? (
              <>
                {name} <b>{t(`matters.held.${file.held}`)}</b>
              </>
            ) : (
              <a href={fileAddress(subject, { id, version: '' })} download={name}>
                {name}
              </a>
            )}
            {file && (
              <span className="quiet num">
                {' '}
                {file.kind.toUpperCase()} {sizeWords(file.bytes, t)}
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
