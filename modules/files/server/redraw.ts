import { createHash } from 'node:crypto'
import { Problem } from '@gongzhi/kernel/problem.ts'
import sharp from 'sharp'
import limits from '../data/limits.json' with { type: 'json' }
import { type Box, dotsOf } from '../rules/boxes.ts'
import { isHeic } from '../rules/kind.ts'
import { PRINT_SIDE, printOf } from '../rules/print.ts'

const { photo } = limits
const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'heif']

export type Redrawn = {
  readonly id: string
  readonly width: number
  readonly height: number
  /** What it looks like, in 64 bits. */
  readonly print: string | undefined
  readonly full: Buffer
  readonly thumb: Buffer
}

/** SHA-256 in hex. */
export const idOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Which boxes lie over a photo, in 16 hex digits: another drawing has another address. */
export const versionOf = (boxes: readonly Box[]): string => idOf(Buffer.from(JSON.stringify(boxes))).slice(0, 16)

const jpeg = { quality: 80, mozjpeg: false }

/** The small one of a picture. */
const thumbOf = (full: Buffer): Promise<Buffer> =>
  sharp(full)
    .resize({ width: photo.thumb, height: photo.thumb, fit: 'inside', withoutEnlargement: true })
    .jpeg({ ...jpeg, quality: 75 })
    .toBuffer()

/**
 * A photo drawn anew: turned upright, at most 2000 px, JPEG; nothing but the pixels is left, so neither place nor device
 * (P2). 413 `too-large`, 413 `too-many-pixels`, 415 `heic`, 415 `not-a-picture`.
 */
export const redraw = async (bytes: Buffer): Promise<Redrawn> => {
  if (bytes.length > photo.bytes) throw new Problem(413, 'too-large')
  // only what stands in its head is read here: nothing is unpacked before its size is known
  const { format, width, height, compression } = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => ({ format: undefined, width: 0, height: 0, compression: undefined }))
  // drawing HEVC needs a licence; a browser turns it into JPEG before it is sent
  if (isHeic(bytes) && compression !== 'av1') throw new Problem(415, 'heic')
  if (format === undefined || !FORMATS.includes(format)) throw new Problem(415, 'not-a-picture')
  if (width * height > photo.pixels) throw new Problem(413, 'too-many-pixels')
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: photo.pixels, failOn: 'error', pages: 1 })
      .autoOrient()
      .resize({ width: photo.side, height: photo.side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg(jpeg)
      .toBuffer({ resolveWithObject: true })
    const dots = await sharp(data).greyscale().resize(PRINT_SIDE, PRINT_SIDE, { fit: 'fill' }).raw().toBuffer()
    return {
      id: idOf(data),
      width: info.width,
      height: info.height,
      print: printOf(dots),
      full: data,
      thumb: await thumbOf(data),
    }
  } catch {
    // cut short or damaged: begins like a picture and is none
    throw new Problem(415, 'not-a-picture')
  }
}

/** A picture drawn anew with black where the boxes lie: beneath them nothing is left to be found. */
export const blacken = async (full: Buffer, boxes: readonly Box[]): Promise<{ full: Buffer; thumb: Buffer }> => {
  const { width, height } = await sharp(full).metadata()
  const black = boxes.map((box) => {
    const { left, top, ...size } = dotsOf(box, width, height)
    return { input: { create: { ...size, channels: 3 as const, background: '#000000' } }, left, top }
  })
  const data = await sharp(full).composite(black).jpeg(jpeg).toBuffer()
  return { full: data, thumb: await thumbOf(data) }
}
