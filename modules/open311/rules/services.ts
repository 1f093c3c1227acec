import type { Language } from './words.ts'
import { say, wordsIn } from './words.ts'

/* Categories of matters (R15) as services of GeoReport. */

type Spoken = { readonly zh: string; readonly en: string }
/** A category as `matters` keeps it. */
export type Category = Spoken & {
  readonly id: string
  readonly group: string
  readonly notice: (Spoken & { readonly phones: readonly string[] }) | null
  readonly fields: readonly (Spoken & {
    readonly id: string
    readonly kind: string
    readonly choices: readonly (Spoken & { readonly id: string })[]
  })[]
}

/**
 * What people bring of their own lives is taken in and never shown: its services are `blackbox`. The view `open311.request`
 * leaves out the same ones, and so does the public list of matters.
 */
const PRIVATE: readonly string[] = ['dispute', 'livelihood', 'opinion']
export const isPrivate = (category: string): boolean => PRIVATE.includes(category)

/** The notice with the numbers to call, or null. */
export const noticeOf = ({ notice }: Category, language: Language): string | null =>
  notice && [notice[language], notice.phones.join(' ')].filter(Boolean).join(language === 'zh' ? '电话：' : ' Call: ')

/** An entry of the list of services. */
export const serviceOf = (category: Category, language: Language) => {
  const words = wordsIn(language)
  const group = (words.group as Record<string, string>)[category.group] ?? category.group
  return {
    service_code: category.id,
    service_name: category[language],
    description: noticeOf(category, language) ?? say(words.about, { name: category[language] }),
    metadata: category.fields.length > 0 || category.notice !== null,
    type: isPrivate(category.id) ? ('blackbox' as const) : ('realtime' as const),
    keywords: [...new Set([category.zh, category.en, category.id])].map((word) => word.replaceAll(',', ' ')).join(', '),
    group,
  }
}

/** The definition of a service: its notice first, as a text to show, then its fields. Nothing is required (P14). */
export const definitionOf = (category: Category, language: Language) => {
  const words = wordsIn(language)
  const notice = noticeOf(category, language)
  const shown =
    notice === null
      ? []
      : [
          {
            variable: false,
            code: 'notice',
            datatype: 'text' as const,
            datatype_description: words.notice,
            description: notice,
            values: [],
          },
        ]
  const asked = category.fields.map((field) => ({
    variable: true,
    code: field.id,
    datatype: field.kind === 'choice' ? ('singlevaluelist' as const) : ('string' as const),
    datatype_description: field.kind === 'choice' ? words.choose : words.write,
    description: field[language],
    values: field.choices.map((choice) => ({ key: choice.id, name: choice[language] })),
  }))
  return {
    service_code: category.id,
    attributes: [...shown, ...asked].map(({ variable, code, datatype, ...rest }, at) => ({
      variable,
      code,
      datatype,
      required: false,
      order: at + 1,
      ...rest,
    })),
  }
}

/** What was chosen from the lists of a category, in words; what people wrote in their own is not said. */
export const choicesIn = (
  category: Category,
  chosen: Readonly<Record<string, unknown>>,
  language: Language,
): string[] =>
  category.fields.flatMap((field) => {
    const choice = field.choices.find(({ id }) => id === chosen[field.id])
    return field.kind === 'choice' && choice
      ? [`${field[language]}${language === 'zh' ? '：' : ': '}${choice[language]}`]
      : []
  })
