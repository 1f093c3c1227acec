import { useState } from 'react'

/** What a receipt is printed on: the roll of a slip printer, or a sheet. */
export const WIDTHS = ['w80', 'w58', 'a4'] as const
export type Width = (typeof WIDTHS)[number]

const kept = (): Width => {
  try {
    return WIDTHS.find((one) => one === localStorage.getItem('paper')) ?? 'a4'
  } catch {
    return 'a4'
  }
}

/** The paper of the printer at this counter, remembered on this computer. */
export const usePaper = (): [Width, (width: string) => void] => {
  const [width, set] = useState(kept)
  const choose = (chosen: string) => {
    const next = WIDTHS.find((one) => one === chosen) ?? 'a4'
    set(next)
    try {
      localStorage.setItem('paper', next)
    } catch {}
  }
  return [width, choose]
}
