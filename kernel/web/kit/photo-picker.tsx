import { useId, useState } from 'react'
import { newId } from '../call.ts'
import { useT } from '../i18n.ts'
import { type Photo, shrinkPhoto } from './shrink-photo.ts'

type Props = {
  label: string
  photos: readonly Photo[]
  onChange: (photos: Photo[]) => void
  max?: number
  hint?: string
}

/** Photos from the camera or the album, shrunk on the device, shown small, each removable. */
export const PhotoPicker = ({ label, photos, onChange, max = 6, hint }: Props) => {
  const t = useT()
  const id = useId()
  const [broken, setBroken] = useState(false)
  const [busy, setBusy] = useState(false)
  const left = max - photos.length

  const add = async (files: FileList | null) => {
    setBroken(false)
    setBusy(true)
    const added: Photo[] = []
    // One after the other: an old phone has no memory for six camera pictures at once.
    for (const file of [...(files ?? [])].slice(0, left)) {
      try {
        added.push(await shrinkPhoto(file, newId()))
      } catch {
        setBroken(true)
      }
    }
    setBusy(false)
    onChange([...photos, ...added])
  }

  const remove = (photo: Photo) => {
    URL.revokeObjectURL(photo.url)
    onChange(photos.filter((one) => one.id !== photo.id))
  }

  return (
    <fieldset className="photos" aria-describedby={`${id}-left`}>
      <legend>
        {label} <span className="quiet">{t('kit.label.optional')}</span>
      </legend>
      {hint && <p className="quiet">{hint}</p>}
      <ul>
        {photos.map((photo, at) => (
          <li key={photo.id}>
            <img src={photo.url} alt={t('kit.label.photo', { n: at + 1 })} />
            <button type="button" aria-label={t('kit.label.removePhoto', { n: at + 1 })} onClick={() => remove(photo)}>
              ×
            </button>
          </li>
        ))}
        {left > 0 && (
          <li className="adder">
            <input
              id={id}
              type="file"
              accept="image/*"
              multiple
              disabled={busy}
              onChange={(event) => {
                const input = event.currentTarget
                add(input.files).then(() => {
                  input.value = ''
                })
              }}
            />
            <label htmlFor={id}>{busy ? t('kit.label.loading') : t('kit.label.addPhoto')}</label>
          </li>
        )}
      </ul>
      <p className="quiet num" id={`${id}-left`}>
        {t('kit.label.photosLeft', { max, left })}
      </p>
      <p className="error" role="alert">
        {broken && t('kit.label.photoBroken')}
      </p>
    </fieldset>
  )
}
