import { greysOf, PRINT_SIDE, printOf } from '@gongzhi/files/rules'
import type { Photo } from '../../../../kernel/web/kit/index.ts'

const made = new Map<string, Promise<string | undefined>>()

const draw = (url: string): Promise<string | undefined> =>
  new Promise((done) => {
    const image = new Image()
    image.onerror = () => done(undefined)
    image.onload = () => {
      // halved again and again: one long step would drop most dots instead of mixing them
      let from: CanvasImageSource = image
      let [width, height] = [image.naturalWidth, image.naturalHeight]
      for (;;) {
        width = Math.max(PRINT_SIDE, Math.floor(width / 2))
        height = Math.max(PRINT_SIDE, Math.floor(height / 2))
        const canvas = document.createElement('canvas')
        canvas.width = width
        canvas.height = height
        const pen = canvas.getContext('2d')
        if (!pen) return done(undefined)
        pen.drawImage(from, 0, 0, width, height)
        if (width === PRINT_SIDE && height === PRINT_SIDE)
          return done(printOf(greysOf(pen.getImageData(0, 0, width, height).data)))
        from = canvas
      }
    }
    image.src = url
  })

/** Prints of photos that are still on this device: they are compared before anything is sent. */
export const printsOf = async (photos: readonly Photo[]): Promise<string[]> => {
  const prints = photos.map(({ id, url }) => {
    const print = made.get(id) ?? draw(url)
    made.set(id, print)
    return print
  })
  return (await Promise.all(prints)).filter((print) => print !== undefined)
}
