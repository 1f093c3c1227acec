import { createHash } from 'node:crypto'
import { Problem } from '@gongzhi/kernel/problem.ts'
import sharp from 'sharp'
import { PRINT_SIDE, printOf } from '../rules/print.ts'

const MEGABYTE = 1024 * 1024
/** 12 MB as sent, 40 megapixels as opened: one photo of a phone, not a bomb. */
const MOST_BYTES = 12 * MEGABYTE
const MOST_PIXELS = 40_000_000
const FORMATS = ['jpeg', 'png', 'webp']

export type Redrawn = {
  readonly id: string
  readonly width: number
  readonly height: number
  /** What it looks like, in 64 bits. */
  readonly print: string | undefined
  readonly full: Buffer
  readonly thumb: Buffer
}

/**
 * A photo drawn anew: turned upright, at most 2000 px, JPEG; nothing but the pixels is left, so neither place nor device
 * (P2). 413 `too-large`, 413 `too-many-pixels`, 415 `not-a-picture`.
 */
export const redraw = async (bytes: Buffer): Promise<Redrawn> => {
  if (bytes.length > MOST_BYTES) throw new Problem(413, 'too-large')
  const {
    format,
    width = 0,
    height = 0,
  } = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => ({ format: undefined, width: 0, height: 0 }))
  if (format === undefined || !FORMATS.includes(format)) throw new Problem(415, 'not-a-picture')
  if (width * height > MOST_PIXELS) throw new Problem(413, 'too-many-pixels')
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 })
      .autoOrient()
      .resize({ width: 2000, height: 2000, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 80, mozjpeg: false })
      .toBuffer({ resolveWithObject: true })
    const thumb = await sharp(data)
      .resize({ width: 320, height: 320, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 75, mozjpeg: false })
      .toBuffer()
    const dots = await sharp(data).greyscale().resize(PRINT_SIDE, PRINT_SIDE, { fit: 'fill' }).raw().toBuffer()
    const id = createHash('sha256').update(data).digest('hex')
    return { id, width: info.width, height: info.height, print: printOf(dots), full: data, thumb }
  } catch {
    // cut short or damaged: begins like a picture and is none
    throw new Problem(415, 'not-a-picture')
  }
}
