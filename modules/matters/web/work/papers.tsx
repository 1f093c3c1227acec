import { Attachments, Thumbs } from '../files.tsx'
import type { View } from './api.ts'

type Props = {
  view: View
  /** The matter itself, or what runs beside it. */
  subject: string
  photos: readonly string[]
  attachments?: readonly { id: string; name: string }[]
}

/** Photos and documents of a matter at the desk: a photo leads to the page on which faces and plates are covered. */
export const Papers = ({ view, subject, photos, attachments = [] }: Props) => (
  <>
    <Thumbs
      subject={subject}
      photos={photos}
      files={view.files}
      pageOf={(photo) => `/m/${view.id}/photos/${photo}${subject === view.id ? '' : `?of=${subject}`}`}
    />
    <Attachments subject={subject} attachments={attachments} files={view.files} />
  </>
)
