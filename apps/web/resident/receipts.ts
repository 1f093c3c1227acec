import type { ReplyOf } from './api.ts'

export type Receipt = ReplyOf<'matters.report'>

/** Keeps a receipt while the page stays open: a phone may be shared, and the code opens the matter. */
export const keepReceipt = (receipt: Receipt): void => {
  try {
    sessionStorage.setItem(`receipt.${receipt.id}`, JSON.stringify(receipt))
  } catch {}
}

/** The receipt of a matter filed just now from this page. */
export const findReceipt = (id: string): Receipt | undefined => {
  try {
    const kept: Receipt | null = JSON.parse(sessionStorage.getItem(`receipt.${id}`) ?? 'null')
    return kept ?? undefined
  } catch {
    return undefined
  }
}
