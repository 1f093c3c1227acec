import { newId } from '../../../../kernel/web/call.ts'
import type { useForm } from '../../../../kernel/web/kit/index.ts'
import type { Place } from '../place.ts'
import type { Point } from '../place-picker.tsx'

export type Variant = 'matter' | 'suggestion'

/** What has been written so far. `id` and `key` make a second sending the same matter, not a second one. */
export type Draft = {
  id: string
  key: string
  /** The body last sent, when no answer came: only the very same may go under the same key. */
  sent: string
  category: string
  fields: Record<string, string>
  text: string
  spot: string
  /** `<village>/<grid>`: a grid chosen for one village is not sent for another. */
  grid: string
  unit: string
  place: Place | undefined
  point: Point | undefined
  atPoint: boolean
  joins: string
  name: string
  phone: string
  sealed: boolean
  complains: boolean
  about: string
  studio: string
}

/** The form of a report, handed to its steps. */
export type FormOf = ReturnType<typeof useForm<Draft>>

export const emptyDraft = (): Draft => ({
  id: newId(),
  key: newId(),
  sent: '',
  category: '',
  fields: {},
  text: '',
  spot: '',
  grid: '',
  unit: '',
  place: undefined,
  point: undefined,
  atPoint: false,
  joins: '',
  name: '',
  phone: '',
  sealed: false,
  complains: false,
  about: '',
  studio: '',
})

const keyOf = (variant: Variant) => `draft.${variant}`

const parse = (text: string | null): Partial<Draft> => {
  try {
    const read: unknown = JSON.parse(text ?? '{}')
    return read && typeof read === 'object' ? read : {}
  } catch {
    return {}
  }
}

/** The draft kept on this device, or a new one. */
export const keptDraft = (variant: Variant): Draft => {
  try {
    const own = parse(sessionStorage.getItem(keyOf(variant)))
    return { ...emptyDraft(), ...parse(localStorage.getItem(keyOf(variant))), ...own }
  } catch {
    return emptyDraft()
  }
}

/** Keeps the draft. Name and phone only while the page stays open: the next person at this phone must not find them. */
export const keepDraft = (variant: Variant, { name, phone, ...rest }: Draft): void => {
  try {
    // What was sent carries name and phone as well.
    const { sent, ...lasting } = rest
    localStorage.setItem(keyOf(variant), JSON.stringify(lasting))
    sessionStorage.setItem(keyOf(variant), JSON.stringify({ name, phone, sent }))
  } catch {}
}

export const dropDraft = (variant: Variant): void => {
  try {
    localStorage.removeItem(keyOf(variant))
    sessionStorage.removeItem(keyOf(variant))
  } catch {}
}
