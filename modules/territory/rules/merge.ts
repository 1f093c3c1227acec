// I06 撤并: villages become one. Old codes end and name their successor; nothing is deleted.
import { procedure } from '@gongzhi/kernel/procedure.ts'
import { type DivisionLevel, levelOf } from './division-code.ts'

/** Recorded when it takes effect, in one act; so it is complete from its first state on. */
export const merging = procedure<'merged', never>()({
  id: 'division-merge',
  opens: 'merge',
  initial: 'merged',
  final: ['merged'],
  acts: {},
})

export type MergeAsked = {
  readonly from: readonly string[]
  readonly into: { readonly code: string; readonly name: string }
  /** The day it takes effect, ISO. */
  readonly on: string
}

/** What is known of a code: null when it was never used. */
export type Known = { readonly level: DivisionLevel; readonly parent: string | null; readonly ended: boolean } | null

export type MergeFault = { readonly pointer: string; readonly code: string; readonly unit?: string }

const DAY = 86_400_000

/**
 * Everything that speaks against a merger: `malformed` faults are the asker's (400); `ended` are codes of villages that
 * no longer stand, which is the world's (409).
 * `today` is an ISO day; the day of effect may lie a year back, never ahead: until then the old villages stand.
 */
export const mergeFaults = (
  asked: MergeAsked,
  county: string,
  today: string,
  known: (code: string) => Known,
): { malformed: MergeFault[]; ended: string[] } => {
  const malformed: MergeFault[] = []
  const ended: string[] = []
  const seen = new Set<string>()
  asked.from.forEach((code, i) => {
    const pointer = `/body/from/${i}`
    if (seen.has(code)) malformed.push({ pointer, code: 'duplicated', unit: code })
    seen.add(code)
    if (!code.startsWith(county)) malformed.push({ pointer, code: 'other-county', unit: code })
    else if (levelOf(code) !== 'village') malformed.push({ pointer, code: 'not-a-village', unit: code })
    else {
      const unit = known(code)
      if (unit === null) malformed.push({ pointer, code: 'unknown', unit: code })
      else if (unit.ended) ended.push(code)
    }
  })
  const { code } = asked.into
  const pointer = '/body/into/code'
  if (!code.startsWith(county)) malformed.push({ pointer, code: 'other-county', unit: code })
  else if (levelOf(code) !== 'village') malformed.push({ pointer, code: 'not-a-village', unit: code })
  else {
    const town = `${code.slice(0, 9)}000`
    const above = known(town)
    if (above === null || above.ended) malformed.push({ pointer, code: 'no-such-town', unit: town })
    if (known(code)?.ended) ended.push(code)
    if (asked.from.every((from) => from === code)) malformed.push({ pointer: '/body/from', code: 'nothing-to-merge' })
  }
  if (asked.on > today) malformed.push({ pointer: '/body/on', code: 'in-the-future' })
  if (Date.parse(today) - Date.parse(asked.on) > 366 * DAY)
    malformed.push({ pointer: '/body/on', code: 'too-long-ago' })
  return { malformed, ended: [...new Set(ended)] }
}

/** What a merger tells the modules that listen for the kind `division-merge`. */
export type MergeFact = {
  /** Codes that ended; the one merged into is never among them. */
  readonly ended: readonly string[]
  readonly into: string
  readonly name: string
  readonly on: string
}

/** Reads the journal data of a merger; throws TypeError on anything else. */
export const readMergeFact = (data: Record<string, unknown>): MergeFact => {
  const { ended, into, name, on } = data
  if (!Array.isArray(ended) || typeof into !== 'string' || typeof name !== 'string' || typeof on !== 'string') {
    throw new TypeError('not a merger')
  }
  return { ended: ended.map(String), into, name, on }
}
