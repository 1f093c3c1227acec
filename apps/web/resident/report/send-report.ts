import { newId } from '../../../../kernel/web/call.ts'
import type { Photo } from '../../../../kernel/web/kit/index.ts'
import { type Delivered, deliver } from '../../../../kernel/web/outbox/outbox.ts'
import type { Receipt } from '../receipts.ts'
import { type Draft, lasting, type Variant } from './draft.ts'

const bodyOf = (variant: Variant, draft: Draft, known: boolean) => ({
  variant,
  category: draft.category,
  unit: draft.unit,
  text: draft.text.trim(),
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

/** Sends a report, photos first; without signal it is kept on this device and goes out by itself. */
export const sendReport = async (from: {
  variant: Variant
  draft: Draft
  known: boolean
  photos: readonly Photo[]
}): Promise<Delivered<Receipt>> => {
  const { variant, draft, known, photos } = from
  const id = newId()
  const words = draft.text.trim()
  const done = await deliver({
    endpoint: 'matters.report',
    subject: id,
    title: words.length > 24 ? `${words.slice(0, 24)}…` : words,
    body: { ...bodyOf(variant, draft, known), id },
    photos,
    draft: { variant, draft: lasting(draft) },
  })
  return done as Delivered<Receipt>
}
