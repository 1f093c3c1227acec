import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import { countyOf } from '../rules/division-code.ts'
import { shortName } from '../rules/names.ts'
import type { Division } from './import-divisions.ts'
import { upsertDivisions, writeStamp } from './store-load.ts'

/** Rows sent so far, and how many of them were new or changed. */
export type LoadProgress = { readonly sent: number; readonly changed: number }

const BATCH = 1000
/** Day of the statistical codes that are loaded (R22). */
const CODES_ON = '2023-06-30'

/**
 * Writes divisions in batches of 1,000, as the owner of the database at `url`; units that a merger ended or made keep
 * what the merger says. Repeating it changes nothing. Answers the totals.
 */
export const loadDivisions = async (
  url: string,
  divisions: AsyncIterable<Division> | Iterable<Division>,
  onProgress: (progress: LoadProgress) => void = () => {},
): Promise<LoadProgress> =>
  asOwner(url, async (client) => {
    let progress: LoadProgress = { sent: 0, changed: 0 }
    let batch: Division[] = []
    const send = async () => {
      if (batch.length === 0) return
      const rows = batch.map((d) => ({ ...d, county: countyOf(d.code) ?? null, short: shortName(d.name) }))
      batch = []
      const { text, values } = upsertDivisions(rows, CODES_ON)
      const { rowCount } = await client.query(text, values as unknown[])
      progress = { sent: progress.sent + rows.length, changed: progress.changed + (rowCount ?? 0) }
      onProgress(progress)
    }
    for await (const division of divisions) {
      batch.push(division)
      if (batch.length === BATCH) await send()
    }
    await send()
    if (progress.changed > 0) await client.query(writeStamp)
    return progress
  })
