import { newId } from '../call.ts'
import { type WebProblem, webProblem } from '../web-problem.ts'
import type { Item, NewItem, Receipt } from './item.ts'
import type { Outbox } from './open-outbox.ts'

/* The door to the outbox: small, on every page. What is behind it is fetched after the page stands. */

/** A photo as a form holds it. */
type Picture = { readonly blob: Blob }

/** An act to be delivered: at once when there is a network, else as soon as there is one. */
export type Act = Pick<NewItem, 'subject' | 'endpoint' | 'params' | 'body' | 'title' | 'number' | 'draft'> & {
  readonly photos?: readonly Picture[]
}

/** What became of it: here is its receipt, or it is kept on this device. */
export type Delivered<R = Receipt> = { readonly arrived: true; readonly receipt: R } | { readonly arrived: false }

let opened: Promise<Outbox> | undefined

/** The outbox of this device. */
export const theOutbox = (): Promise<Outbox> => {
  opened ??= import('./open-outbox.ts').then(({ openOutbox }) => openOutbox())
  opened.catch(() => {
    opened = undefined
  })
  return opened
}

/** How long a form waits for the answer before it calls the act kept, ms; and for each photo. */
const PATIENCE = { act: 8_000, photo: 10_000 }

/** What a refused item was told, as the problem a form shows. */
export const problemOf = ({ refusal }: Item): WebProblem | undefined =>
  refusal && webProblem({ ...refusal, unmet: [...refusal.unmet], errors: [...refusal.errors] })

/** Delivers an act. What the server refuses while the form waits is taken out again and thrown: the form can mend it. */
export const deliver = async ({ photos = [], ...act }: Act): Promise<Delivered> => {
  const outbox = await theOutbox()
  const added = await outbox.add(
    { ...act, id: newId() },
    await Promise.all(
      photos.map(async ({ blob }) => ({
        id: newId(),
        type: blob.type || 'image/jpeg',
        bytes: await blob.arrayBuffer(),
      })),
    ),
  )
  const item = await outbox.settled(added.id, PATIENCE.act + photos.length * PATIENCE.photo)
  if (item?.state === 'done' && item.receipt) return { arrived: true, receipt: item.receipt }
  const refused = item && problemOf(item)
  if (item && refused && (await outbox.takeBack(item.id))) throw refused
  return { arrived: false }
}
