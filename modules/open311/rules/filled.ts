import { type Refusal, wrong } from './refusals.ts'
import type { Category } from './services.ts'

/* What a client fills in about the person and the matter, brought into the forms of a report; all that is wrong is said. */

type Form = Readonly<Record<string, unknown>>
const textIn = (form: Form, name: string): string | undefined => {
  const value = form[name]
  return typeof value === 'string' ? value : undefined
}

const CHINESE = /[\u3400-\u9fff]/
const NAME = 40
const TEXT = 4000

/** Family name first where names are written so. */
export const nameIn = (form: Form): string | undefined => {
  const [first, last] = [textIn(form, 'first_name'), textIn(form, 'last_name')]
  const name = CHINESE.test(`${first ?? ''}${last ?? ''}`)
    ? `${last ?? ''}${first ?? ''}`
    : [first, last].filter(Boolean).join(' ')
  return name.trim() === '' ? undefined : name.trim().slice(0, NAME)
}

/**
 * A mobile number of the mainland in 11 digits, or another number under which somebody can be called. Only a mobile number
 * makes the report follow an account and can be sent text messages.
 */
export const phoneIn = (form: Form, refusals: Refusal[]): { readonly mobile?: string; readonly other?: string } => {
  const said = textIn(form, 'phone')
  if (said === undefined) return {}
  const mobile = said.replace(/[\s()-]/g, '').replace(/^(\+|00)?86(?=1\d{10}$)/, '')
  if (/^1\d{10}$/.test(mobile)) return { mobile }
  if (/^[+\d][\d\s()-]{5,23}$/.test(said)) return { other: said }
  refusals.push(
    wrong('phone 不像电话号码，不留就空着。', 'phone is no telephone number; leave it out if there is none.'),
  )
  return {}
}

export const emailIn = (form: Form, refusals: Refusal[]): string | undefined => {
  const email = textIn(form, 'email')
  if (email === undefined) return undefined
  if (email.length <= 100 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return email
  refusals.push(wrong('email 写得不对。', 'email is not an address.'))
  return undefined
}

/** A link to a picture somewhere else. It is never fetched: staff may open it, the server does not. */
export const linkIn = (form: Form, refusals: Refusal[]): string | undefined => {
  const url = textIn(form, 'media_url')
  if (url === undefined) return undefined
  if (url.length <= 500 && /^https?:\/\/[^\s<>"']+$/i.test(url)) return url
  refusals.push(
    wrong('media_url 要 http(s) 链接，最多 500 字。', 'media_url is an http(s) address of at most 500 characters.'),
  )
  return undefined
}

export const descriptionIn = (form: Form, refusals: Refusal[]): string | undefined => {
  const text = textIn(form, 'description')
  if (text !== undefined && text.length > TEXT)
    refusals.push(wrong(`description 最多 ${TEXT} 字。`, `description may have ${TEXT} characters.`))
  return text
}

const FIELD = /^attribute\[([^\]]+)\](?:\[\])?$/

/** attribute[CODE]=value and attribute[CODE][]=value, checked against the fields of the service. */
export const attributesIn = (form: Form, category: Category, refusals: Refusal[]): Record<string, string> => {
  const fields: Record<string, string> = {}
  for (const [name, given] of Object.entries(form)) {
    const code = FIELD.exec(name)?.[1]
    if (code === undefined || code === 'notice') continue
    const values = (Array.isArray(given) ? given : [given]).map(String).filter((value) => value.trim() !== '')
    const [value] = values
    if (value === undefined) continue
    const field = category.fields.find(({ id }) => id === code)
    const known = field && (field.kind === 'text' || field.choices.some(({ id }) => id === value))
    if (!known || values.length > 1 || value.length > 200)
      refusals.push(
        wrong(
          `attribute[${code}] 不对：见 services/${category.id} 的定义。`,
          `attribute[${code}] is not as the definition of ${category.id} has it.`,
        ),
      )
    else fields[code] = value
  }
  return fields
}
