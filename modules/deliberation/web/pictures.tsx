import { address } from '@gongzhi/kernel/web/call.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { useGet } from './api.ts'
import { useWords } from './words.ts'

/** The address of a picture that hangs on a topic or a promise. */
const pictureOf = (subject: string, id: string, size: 'thumb' | 'full'): string =>
  address('files.photo', { params: { subject, id }, query: { size } })[1]

/** Pictures of a topic or a promise, for whoever is signed in; everybody else reads that there are some. */
export const Pictures = ({ subject, photos }: { subject: string; photos: readonly string[] }) => {
  const say = useWords()
  const t = useT()
  const { data: session } = useGet('identity.session', {})
  if (photos.length === 0 || !session) return null
  if (!session.account) return <p className="quiet">{say('task.photosThere', { n: photos.length })}</p>
  return (
    <div className="thumbs">
      {photos.map((photo, at) => (
        <a key={photo} href={pictureOf(subject, photo, 'full')}>
          <img src={pictureOf(subject, photo, 'thumb')} alt={t('kit.label.photo', { n: at + 1 })} loading="lazy" />
        </a>
      ))}
    </div>
  )
}
