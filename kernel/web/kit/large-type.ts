/** Sizes of type, in the order the switch goes through them: text of 16, 21 and 30 px, from the second on targets of 60 px (R22). */
const sizes = ['normal', 'large', 'larger'] as const
export type Size = (typeof sizes)[number]

const root = () => document.documentElement.dataset

/** The size shown. */
export const currentSize = (): Size => (root().larger !== undefined ? 'larger' : root().size ? 'large' : 'normal')

/** The size that the switch offers next. */
export const sizeAfter = (size: Size): Size => sizes[(sizes.indexOf(size) + 1) % sizes.length] ?? 'normal'

/** Shows a size and remembers it on this device. */
export const setSize = (size: Size): void => {
  delete root().size
  delete root().larger
  // the largest is large too: whatever goes for large type goes for it
  if (size !== 'normal') root().size = 'large'
  if (size === 'larger') root().larger = ''
  try {
    localStorage.setItem('size', size)
  } catch {}
}

/** Before the first paint of the app: the size chosen before. */
export const restoreSize = (): void => {
  try {
    const kept = localStorage.getItem('size')
    if (kept === 'large' || kept === 'larger') setSize(kept)
  } catch {}
}
