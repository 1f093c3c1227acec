import type { Row, Statement } from '@gongzhi/kernel/server/db.ts'
import { prepared } from '@gongzhi/kernel/server/db.ts'

/** A webhook as it is kept; instants in ms, secrets sealed. */
export type WebhookRow = {
  readonly name: string
  readonly org: string
  readonly url: string
  readonly events: readonly string[]
  readonly prefix: string
  readonly secretEnc: string
  readonly oldSecretEnc: string | null
  readonly oldUntil: number | null
  readonly failingSince: number | null
}

const COLUMNS = `w.id, w.name, w.org, w.url, w.events, w.prefix, w.secret_enc, w.old_secret_enc, w.old_until, w.failing_since`
const ms = (value: unknown): number | null => (value instanceof Date ? value.getTime() : null)

export const readWebhook = (r: Row): WebhookRow => ({
  name: r.name as string,
  org: r.org as string,
  url: r.url as string,
  events: r.events as string[],
  prefix: r.prefix as string,
  secretEnc: r.secret_enc as string,
  oldSecretEnc: r.old_secret_enc as string | null,
  oldUntil: ms(r.old_until),
  failingSince: ms(r.failing_since),
})

export const loadWebhook = (county: string, id: string): Statement =>
  prepared(`SELECT ${COLUMNS} FROM connections.webhook w WHERE w.county = $1 AND w.id = $2`, [county, id])

export const insertWebhook = (county: string, id: string, w: WebhookRow): Statement =>
  prepared(
    `INSERT INTO connections.webhook (county, id, name, org, url, events, prefix, secret_enc)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [county, id, w.name, w.org, w.url, w.events, w.prefix, w.secretEnc],
  )

/** Secrets change together; a webhook that goes on again has failed at nothing yet. */
export const patchWebhook = (county: string, id: string, change: Partial<WebhookRow>): Statement | undefined => {
  if (change.secretEnc !== undefined)
    return prepared(
      `UPDATE connections.webhook SET old_secret_enc = $3, old_until = $4, secret_enc = $5 WHERE county = $1 AND id = $2`,
      [county, id, change.oldSecretEnc ?? null, new Date(change.oldUntil ?? 0), change.secretEnc],
    )
  if (change.failingSince === null)
    return prepared('UPDATE connections.webhook SET failing_since = NULL WHERE county = $1 AND id = $2', [county, id])
  return undefined
}

/** Webhooks of a county, newest first, with who made each and how the sending goes. */
export const listWebhooks = (county: string): Statement =>
  prepared(
    `SELECT ${COLUMNS}, d.number, d.state, d.opened_at, j.actor,
       (SELECT count(*) FROM connections.delivery v WHERE v.county = w.county AND v.webhook = w.id AND v.state = 'waiting') AS waiting,
       (SELECT max(v.last_at) FROM connections.delivery v WHERE v.county = w.county AND v.webhook = w.id AND v.state = 'delivered') AS delivered_at
     FROM connections.webhook w
     JOIN kernel.docket d ON d.county = w.county AND d.id = w.id
     JOIN kernel.journal j ON j.county = w.county AND j.subject = w.id AND j.seq = 1
     WHERE w.county = $1 ORDER BY w.id DESC LIMIT 500`,
    [county],
  )

/** Whether anybody is told of anything at all. */
export const tellingCounties: Statement = prepared('SELECT connections.telling_counties() AS county', [])

/** A matter as it is told, with each webhook that was there at that instant and is active: no row when it is sealed or nobody asked (P7, P8). */
export const findTold = (county: string, matter: string, type: string, at: Date): Statement =>
  prepared(
    `SELECT w.id AS webhook, d.number, m.variant, d.category, d.level, d.unit_code, d.holder_org, d.opened_at, d.due_at,
       d.closed_at, m.outcome
     FROM kernel.docket d
     JOIN matters.matter m ON m.county = d.county AND m.id = d.id
     JOIN connections.webhook w ON w.county = d.county AND $3 = ANY (w.events) AND d.unit_code ^@ w.prefix
     JOIN kernel.docket wd ON wd.county = w.county AND wd.id = w.id AND wd.state = 'active' AND wd.opened_at <= $4
     WHERE d.county = $1 AND d.id = $2 AND d.kind = 'matter'
       AND d.sealed_from IS NULL AND m.about_org IS NULL AND NOT m.sealed`,
    [county, matter, type, at],
  )

/** Accounts that hold the post of county administrator on a day, for telling them that a connection is broken. */
export const administrators = (county: string, day: string): Statement =>
  prepared(
    `SELECT DISTINCT h.account FROM people.holding h JOIN people.post p ON p.county = h.county AND p.id = h.post
     WHERE h.county = $1 AND p.role = 'county-admin' AND h.from_on <= $2::date AND h.until_on >= $2::date
       AND (h.ended_on IS NULL OR h.ended_on > $2::date)`,
    [county, day],
  )
