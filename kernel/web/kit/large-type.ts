/** Whether large type is on: every text at least 18 px, every target at least 60 px. */
export const isLarge = (): boolean => document.documentElement.dataset.size === 'large'

/** Turns large type on or off and remembers it on this device. */
export const setLarge = (on: boolean): void => {
  if (on) document.documentElement.dataset.size = 'large'
  else delete document.documentElement.dataset.size
  try {
    localStorage.setItem('size', on ? 'large' : '')
  } catch {}
}

/** Before the first paint of the app: large type if it was chosen before. */
export const restoreLarge = (): void => {
  try {
    if (localStorage.getItem('size') === 'large') setLarge(true)
  } catch {}
}
