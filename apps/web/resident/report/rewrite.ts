import { t } from '../../../../kernel/web/i18n.ts'
import { toast } from '../../../../kernel/web/kit/index.ts'
import type { Item } from '../../../../kernel/web/outbox/item.ts'
import { theOutbox } from '../../../../kernel/web/outbox/outbox.ts'
import { type Draft, emptyDraft, keepDraft, keptDraft, type Variant } from './draft.ts'
import { keepPhotos } from './draft-photos.ts'

const isDraft = (it: unknown): it is { variant: Variant; draft: Partial<Draft> } =>
  typeof it === 'object' && it !== null && 'variant' in it && 'draft' in it

/**
 * Takes a report out of the outbox and back into its form, photos included. Undefined where it has no form here, or where
 * another one is half written.
 */
export const rewriteOf = (item: Item, go: (path: string) => void): (() => Promise<void>) | undefined => {
  const { draft: kept } = item
  if (!isDraft(kept) || keptDraft(kept.variant).text !== '') return undefined
  const { variant, draft } = kept
  return async () => {
    const outbox = await theOutbox()
    const photos = await Promise.all(
      item.photos.map(async ({ id, type }) => ({ id, type, bytes: (await outbox.photo(id)) ?? new ArrayBuffer(0) })),
    )
    if (!(await outbox.takeBack(item.id))) return toast(t('kit.outbox.tooLate'))
    keepDraft(variant, { ...emptyDraft(), ...draft })
    await keepPhotos(
      variant,
      photos.map(({ id, type, bytes }) => ({ id, blob: new Blob([bytes], { type }), url: '', width: 0, height: 0 })),
    )
    go(variant === 'suggestion' ? '/suggest?step=2' : '/report?step=2')
  }
}
