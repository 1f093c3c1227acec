/** A photo ready to send: jpeg, its longer side at most 1600 px, with nothing of the camera's own data left in it. */
export type Photo = { id: string; blob: Blob; url: string; width: number; height: number }

const read = (file: Blob): Promise<HTMLImageElement> =>
  new Promise((done, fail) => {
    const url = URL.createObjectURL(file)
    const image = new Image()
    image.onload = () => {
      URL.revokeObjectURL(url)
      done(image)
    }
    image.onerror = () => {
      URL.revokeObjectURL(url)
      fail(new Error('not a picture'))
    }
    image.src = url
  })

/**
 * Shrinks a picture on the device to at most `side` px (default 1600) and writes it anew as jpeg: small enough for a
 * slow network, and where it was taken (EXIF) never leaves the phone. Throws when it is not a picture.
 */
export const shrinkPhoto = async (file: Blob, id: string, side = 1600): Promise<Photo> => {
  const image = await read(file)
  const scale = Math.min(1, side / Math.max(image.naturalWidth, image.naturalHeight))
  const width = Math.max(1, Math.round(image.naturalWidth * scale))
  const height = Math.max(1, Math.round(image.naturalHeight * scale))
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, width, height)
  pen.drawImage(image, 0, 0, width, height)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.82))
  if (!blob) throw new Error('no picture came out')
  return { id, blob, url: URL.createObjectURL(blob), width, height }
}
