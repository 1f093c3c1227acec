/*
 * Black boxes over a photo, in thousandths of its width and height, so that they fit it whatever size it is shown in.
 */

export const WHOLE = 1000
/** No box is smaller: one that nobody sees hides nothing. */
export const LEAST_SIDE = 10
export const MOST_BOXES = 40

export type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

const between = (least: number, value: number, most: number): number =>
  Math.max(least, Math.min(most, Math.round(value)))

/** The box as it fits on the photo: never smaller than the least side, never over the edge. */
export const fitted = ({ x, y, w, h }: Box): Box => {
  const wide = between(LEAST_SIDE, w, WHOLE)
  const high = between(LEAST_SIDE, h, WHOLE)
  return { x: between(0, x, WHOLE - wide), y: between(0, y, WHOLE - high), w: wide, h: high }
}

/** Pushed by some thousandths; stops at the edge and keeps its size. */
export const moved = (box: Box, right: number, down: number): Box =>
  fitted({ ...box, x: box.x + right, y: box.y + down })

/** Made wider and higher at its right and lower edge, as far as the photo goes. */
export const resized = (box: Box, wider: number, higher: number): Box => ({
  ...box,
  w: between(LEAST_SIDE, box.w + wider, WHOLE - box.x),
  h: between(LEAST_SIDE, box.h + higher, WHOLE - box.y),
})

/** The box between two corners, drawn in any direction. */
export const drawn = (from: { x: number; y: number }, to: { x: number; y: number }): Box =>
  fitted({
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    w: Math.abs(to.x - from.x),
    h: Math.abs(to.y - from.y),
  })

/** The dots of a picture that a box covers, to the outer side where it cuts a dot. */
export const dotsOf = (box: Box, width: number, height: number) => {
  const left = Math.floor((box.x * width) / WHOLE)
  const top = Math.floor((box.y * height) / WHOLE)
  return {
    left,
    top,
    width: Math.min(width, Math.ceil(((box.x + box.w) * width) / WHOLE)) - left,
    height: Math.min(height, Math.ceil(((box.y + box.h) * height) / WHOLE)) - top,
  }
}
