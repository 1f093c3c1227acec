import type { Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'

/** Which of these sessions still stand: neither ended, nor run out, nor idle for too long. */
export const liveSessions = (
  county: string,
  sessions: readonly string[],
  now: number,
  idle: { readonly staff: number; readonly resident: number },
): Statement =>
  prepared(
    `SELECT s.id FROM identity.session s JOIN identity.account a ON a.county = s.county AND a.id = s.account
     WHERE s.county = $1 AND s.id = ANY ($2::uuid[]) AND s.ended_at IS NULL AND s.ends_at > $3 AND a.state = 'open'
       AND s.seen_at > CASE s.kind WHEN 'staff' THEN $4::timestamptz ELSE $5::timestamptz END`,
    [county, sessions, new Date(now), new Date(now - idle.staff), new Date(now - idle.resident)],
  )

/** Units that hold some subjects now. */
export const holdersOf = (county: string, subjects: readonly string[]): Statement =>
  prepared(
    `SELECT DISTINCT holder_org AS org FROM kernel.docket
     WHERE county = $1 AND id = ANY ($2::uuid[]) AND holder_org IS NOT NULL`,
    [county, subjects],
  )
