import { newId } from '../../../../kernel/web/call.ts'
import type { Photo } from '../../../../kernel/web/kit/index.ts'
import { isProblem } from '../../../../kernel/web/web-problem.ts'
import { call, type ReplyOf } from '../api.ts'
import { keepReceipt } from '../receipts.ts'
import { sendPhotos } from '../send-photos.ts'
import { type Draft, keepDraft, type Variant } from './draft.ts'

const bodyOf = (variant: Variant, draft: Draft, known: boolean, photos: string[]) => ({
  variant,
  category: draft.category,
  unit: draft.unit,
  text: draft.text.trim(),
  photos,
  spot: draft.spot.trim() || undefined,
  grid: draft.grid.startsWith(`${draft.unit}/`) ? draft.grid.slice(13) : undefined,
  point: draft.atPoint ? draft.point : undefined,
  fields: Object.fromEntries(Object.entries(draft.fields).filter(([, value]) => value !== '')),
  name: known ? undefined : draft.name.trim() || undefined,
  phone: known ? undefined : draft.phone.trim() || undefined,
  sealed: draft.sealed,
  joins: draft.joins || undefined,
  about: draft.complains && draft.about ? draft.about : undefined,
  studio: draft.studio || undefined,
})

/**
 * Sends a report: photos first, then the words. No answer: the same words go again under the same key. Changed words
 * are a matter of their own, since the first may have arrived.
 */
export const sendReport = async (from: {
  variant: Variant
  draft: Draft
  known: boolean
  photos: readonly Photo[]
  onPhoto: (done: number) => void
  /** What of the draft has to be remembered for the next try. */
  onKept: (part: Partial<Draft>) => void
}): Promise<ReplyOf<'matters.report'>> => {
  const { variant } = from
  const body = bodyOf(variant, from.draft, from.known, await sendPhotos(from.photos, from.onPhoto))
  const sent = JSON.stringify(body)
  const changed = from.draft.sent !== '' && from.draft.sent !== sent
  const draft = { ...from.draft, sent, ...(changed ? { id: newId(), key: newId() } : {}) }
  keepDraft(variant, draft)
  try {
    const receipt = await call('matters.report', { body: { ...body, id: draft.id }, key: draft.key })
    keepReceipt(receipt)
    return receipt
  } catch (thrown) {
    // The server has answered: this attempt is over, the next is a new one.
    const answered = isProblem(thrown) && thrown.status >= 400 && thrown.status < 500
    from.onKept({ id: draft.id, key: answered ? newId() : draft.key, sent: answered ? '' : sent })
    throw thrown
  }
}
