import type { Limit, Pause } from '@gongzhi/kernel/clock.ts'
import type { Point } from './gcj02.ts'
import { writeInstant } from './period.ts'
import { type Category, choicesIn, noticeOf } from './services.ts'
import { sayable } from './spark.ts'
import { type Language, wordsIn } from './words.ts'

/** A matter as the view `open311.request` shows it: there is no column for what a person wrote, who, or where exactly. */
export type Shown = {
  readonly id: string
  readonly number: string
  readonly unitCode: string
  readonly category: string
  readonly choices: Readonly<Record<string, unknown>>
  readonly state: string
  readonly openedAt: number
  /** The last change of state; the closing, once closed. */
  readonly updatedAt: number
  readonly closedAt: number | null
  readonly org: string
  readonly channel: string
  readonly declinedFor: string | null
  readonly outcome: string | null
  /** As the public list of handled matters has it; null until it stands there. */
  readonly outcomeText: string | null
  readonly limitFromAt: number | null
  readonly limit: Limit | null
  readonly pauses: readonly Pause[]
  readonly extensionGranted: boolean | null
  readonly extensionDays: number | null
}

/** What only the server knows of a request: names of places and units, the clock. */
export type Beside = {
  readonly language: Language
  readonly category: Category
  readonly agency: string | null
  /** From the most specific to the most general. */
  readonly path: readonly string[]
  /** The village's own point, never the reporter's. */
  readonly point: Point | null
  readonly expectedAt: number | null
}

const STATES: Readonly<Record<string, string>> = {
  returned: 'accepted',
  reopened: 'accepted',
  escalated: 'accepted',
  asked: 'handling',
  suspended: 'handling',
  visited: 'answered',
}

/** Where it stands, in a sentence; once closed, how it ended, as far as the public list says it. */
const notesOf = (row: Shown, language: Language): string => {
  const words = wordsIn(language)
  const states = words.state as Record<string, string>
  const state = states[STATES[row.state] ?? row.state] ?? ''
  if (row.state === 'declined') {
    const ground = (words.ground as Record<string, string>)[row.declinedFor ?? '']
    return ground ? `${state}${language === 'zh' ? '' : ' '}${ground}` : state
  }
  if (row.state !== 'closed' || row.outcome === null) return state
  const outcome = (words.outcome as Record<string, string>)[row.outcome] ?? row.outcome
  const colon = language === 'zh' ? '：' : ': '
  return row.outcomeText ? `${outcome}${colon}${sayable(row.outcomeText)}` : outcome
}

/** What a request is about, without a word of whoever reported it. */
const descriptionOf = (row: Shown, category: Category, language: Language): string =>
  [category[language], ...choicesIn(category, row.choices, language)].join(language === 'zh' ? '；' : '; ')

/** A request as GeoReport has it. */
export const requestOf = (row: Shown, beside: Beside) => ({
  service_request_id: row.number,
  status: row.closedAt === null ? ('open' as const) : ('closed' as const),
  status_notes: notesOf(row, beside.language),
  service_name: beside.category[beside.language],
  service_code: row.category,
  description: descriptionOf(row, beside.category, beside.language),
  agency_responsible: beside.agency,
  service_notice: noticeOf(beside.category, beside.language),
  requested_datetime: writeInstant(row.openedAt),
  updated_datetime: writeInstant(row.updatedAt),
  expected_datetime: row.closedAt !== null || beside.expectedAt === null ? null : writeInstant(beside.expectedAt),
  address: beside.path.join(', '),
  address_id: row.unitCode,
  zipcode: null,
  lat: beside.point?.lat ?? null,
  long: beside.point?.lng ?? null,
  media_url: null,
})
export type GeoRequest = ReturnType<typeof requestOf>
