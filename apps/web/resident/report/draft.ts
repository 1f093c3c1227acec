import type { useForm } from '../../../../kernel/web/kit/index.ts'
import type { Place } from '../place.ts'
import type { Point } from '../place-picker.tsx'

export type Variant = 'matter' | 'suggestion'

/** What has been written so far. */
export type Draft = {
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

/** What of a draft may outlast the page: the next person at this phone must not find a name or a telephone number. */
export const lasting = ({ name: _name, phone: _phone, ...rest }: Draft): Partial<Draft> => rest

/** Keeps the draft. Name and phone only while the page stays open. */
export const keepDraft = (variant: Variant, draft: Draft): void => {
  try {
    localStorage.setItem(keyOf(variant), JSON.stringify(lasting(draft)))
    sessionStorage.setItem(keyOf(variant), JSON.stringify({ name: draft.name, phone: draft.phone }))
  } catch {}
}

export const dropDraft = (variant: Variant): void => {
  try {
    localStorage.removeItem(keyOf(variant))
    sessionStorage.removeItem(keyOf(variant))
  } catch {}
}
