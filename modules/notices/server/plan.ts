import type { Tx } from '@gongzhi/kernel/server/db.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { Lang, Line, Next, Outgoing, Preference, Sort, Tell, Way } from '../rules/index.ts'
import { DEFAULTS, nextDigest, planFor } from '../rules/index.ts'
import { newId } from './new-id.ts'
import { queueMessage, takeUnplanned, unplannedCounties, wake } from './store-message.ts'
import { wakeTexts } from './wake.ts'

const MOST = 500

type Taken = {
  readonly id: string
  readonly account: string | null
  readonly staff: boolean | null
  readonly number: string
  readonly sort: Sort
  readonly level: string | null
  readonly tell: Tell | null
  readonly next: Next | null
  readonly due_at: Date | null
  readonly phone_enc: string | null
  readonly mail_enc: string | null
  readonly due_by: Way | null
  readonly result_by: Way
  readonly news_by: Way
  readonly quiet_from: number
  readonly quiet_to: number
  readonly digest_at: number | null
  readonly lang: Lang
  /** Who sent it, when it keeps a receipt. */
  readonly sender_org: string | null
}

const preferenceOf = (row: Taken): Preference =>
  row.due_by === null
    ? DEFAULTS[row.staff === true ? 'staff' : 'resident']
    : {
        due: row.due_by,
        result: row.result_by,
        news: row.news_by,
        quietFrom: row.quiet_from,
        quietTo: row.quiet_to,
        digestAt: row.digest_at,
        lang: row.lang,
      }

/** Queues one way out; a digest that is just being sent takes no more lines, so they go with the next. */
const queue = async (tx: Tx, county: string, row: Taken, p: Preference, out: Outgoing, now: number): Promise<void> => {
  const toEnc = out.channel === 'sms' ? row.phone_enc : row.mail_enc
  if (row.tell === null || row.next === null || toEnc === null) return
  const line: Line & { readonly notice: string } = {
    notice: row.id,
    number: row.number,
    tell: row.tell,
    next: row.next,
    ...(row.due_at === null ? {} : { due: row.due_at.getTime() }),
  }
  for (let due = out.due, tries = 0; tries < 3; tries++) {
    const [queued] = await tx.rows(
      queueMessage({
        county,
        id: newId(now),
        channel: out.channel,
        account: row.account,
        toEnc,
        lines: [line],
        lang: p.lang,
        due,
        slot: out.digest && row.account !== null ? `${row.account} ${new Date(due).toISOString()}` : null,
      }),
    )
    if (queued) return
    due = nextDigest(due + 60_000, p, p.digestAt ?? 0)
  }
}

/**
 * Decides for each new notice by which ways it goes out and when, opens receipts, and tells every process whose screens
 * show a count. A transaction of its own, after the business one: NOTIFY takes a lock that writers must not wait for.
 */
export const planOnce = async (env: Env): Promise<number> => {
  const [counties = []] = await env.db.batch(noScope, [unplannedCounties])
  let count = 0
  for (const { county } of counties as { county: string }[]) {
    for (let more = true; more; ) {
      more = await env.db.within(noScope, async (tx) => {
        const now = env.now()
        const taken = (await tx.rows(takeUnplanned(county, MOST))) as unknown as Taken[]
        for (const row of taken) {
          if (row.tell === null) continue
          const p = preferenceOf(row)
          const has = { sms: row.phone_enc !== null, mail: row.mail_enc !== null }
          for (const out of planFor(row, p, has, now)) await queue(tx, county, row, p, out, now)
        }
        const accounts = taken.flatMap(({ account }) => (account === null ? [] : [account]))
        const orgs = taken.flatMap(({ sender_org }) => (sender_org === null ? [] : [sender_org]))
        for (const text of wakeTexts({ county, accounts, orgs })) tx.send(wake(text))
        count += taken.length
        return taken.length === MOST
      })
    }
  }
  return count
}
