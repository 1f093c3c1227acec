import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'

/** Hands a published matter on to the public record; what was not published is passed over. */
export const recordMatter = (county: string, id: string): Statement =>
  prepared('SELECT matters.record($1, $2::uuid)', [county, id])

/** Published matters that say something else than the record does, or of which it knows nothing. */
export const besideRecord = (county: string): Statement => ({
  text: `SELECT p.id, CASE WHEN l.idx IS NULL THEN 'not-recorded' ELSE 'changed since leaf ' || l.idx END AS why
    FROM matters.public_matter p LEFT JOIN record.leaf l ON l.county = p.county AND l.kind = 'matter' AND l.subject = p.id
    WHERE p.county = $1 AND CASE WHEN l.idx IS NULL
      THEN NOT EXISTS (SELECT FROM record.waiting w WHERE w.county = p.county AND w.kind = 'matter' AND w.subject = p.id)
      -- names of places and bodies change lawfully; what they had that day stays in the record
      ELSE (l.data::jsonb -> 'body') - 'unitName' - 'orgName' <> matters.recorded(p) - 'unitName' - 'orgName' END
    UNION ALL
    SELECT l.subject, 'taken off the public list' FROM record.leaf l
    WHERE l.county = $1 AND l.kind = 'matter'
      AND NOT EXISTS (SELECT FROM matters.public_matter p WHERE p.county = l.county AND p.id = l.subject)
    LIMIT 1000`,
  values: [county],
})
