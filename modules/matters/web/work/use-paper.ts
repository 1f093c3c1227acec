import { useState } from 'react'

/** What a receipt is printed on: the roll of a slip printer, or a sheet. */
export const WIDTHS = ['w80', 'w58', 'a4'] as const
export type Width = (typeof WIDTHS)[number]

const SIZES: Partial<Record<Width, string>> = {
  w80: '@page { size: 80mm 150mm; margin: 4mm }',
  w58: '@page { size: 58mm 150mm; margin: 3mm }',
}

/** Tells the printer the roll, which is cut after the slip; answers how to go back to the sheet. */
export const pageOf = (width: Width): (() => void) | undefined => {
  const size = SIZES[width]
  // an old browser prints as its printer is set
  if (size === undefined || !('adoptedStyleSheets' in document)) return undefined
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(size)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
  }
}

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
