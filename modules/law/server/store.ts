import { type Columns, insertBy, patchBy, readBy } from '@gongzhi/kernel/server/columns.ts'
import { prepared, type Row, type Statement } from '@gongzhi/kernel/server/db.ts'
import type { LocalRule, Rule } from '../rules/index.ts'

/** A place's own rule as it is kept. `said`: in the words of the wider law. Instants in ms. */
export type LocalRuleRow = LocalRule & {
  readonly said: Rule
  readonly publishedAt: number | null
  readonly publishedBy: string | null
  readonly replacedBy: string | null
  readonly reason: string | null
}
const COLUMNS: Columns<LocalRuleRow> = {
  place: { column: 'place' },
  rule: { column: 'rule' },
  stated: { column: 'stated', kind: 'json' },
  said: { column: 'said', kind: 'json' },
  document: { column: 'document' },
  article: { column: 'article' },
  from: { column: 'from_on' },
  until: { column: 'until_on' },
  publishedAt: { column: 'published_at', kind: 'instant' },
  publishedBy: { column: 'published_by' },
  replacedBy: { column: 'replaced_by' },
  reason: { column: 'reason' },
}
const FIELDS = `place, rule, stated, said, document, article, from_on::text, until_on::text, published_at, published_by,
  replaced_by, reason`

export const loadLocalRule = (county: string, id: string): Statement =>
  prepared(`SELECT ${FIELDS} FROM law.local_rule WHERE county = $1 AND id = $2`, [county, id])
export const readLocalRule = (row: Row): LocalRuleRow => readBy(COLUMNS, row)
export const insertLocalRule = (county: string, id: string, row: LocalRuleRow): Statement =>
  insertBy('law.local_rule', COLUMNS, county, id, row)
export const patchLocalRule = (county: string, id: string, change: Partial<LocalRuleRow>): Statement | undefined =>
  patchBy('law.local_rule', COLUMNS, county, id, change)

/** Raised whenever what is published changed. */
export const readStamp: Statement = prepared('SELECT n FROM law.stamp', [])
export const raiseStamp: Statement = prepared('UPDATE law.stamp SET n = n + 1', [])

/** Every published rule of the installation that ever holds. */
export const publishedRules: Statement = prepared(
  `SELECT id, ${FIELDS} FROM law.local_rule
   WHERE published_at IS NOT NULL AND (until_on IS NULL OR until_on >= from_on) ORDER BY county, id`,
  [],
)

/** Publications of one county wait for each other until the transaction ends. */
export const lockPublishing = (county: string): Statement =>
  prepared('SELECT pg_advisory_xact_lock(hashtext($1))', [`law.local-rule ${county}`])

/** What the place said on the rule before ends on the eve of the new one; what had not begun never begins. */
export const endEarlier = (county: string, by: string, { place, rule, from }: LocalRule): Statement =>
  prepared(
    `UPDATE law.local_rule SET until_on = greatest($5::date, from_on) - 1, replaced_by = $2
     WHERE county = $1 AND id <> $2 AND place = $3 AND rule = $4 AND published_at IS NOT NULL
       AND (until_on IS NULL OR until_on >= greatest($5::date, from_on))`,
    [county, by, place, rule, from],
  )

/** Ids of what a rule replaced. */
export const replacedBy = (county: string, by: string): Statement =>
  prepared('SELECT id FROM law.local_rule WHERE county = $1 AND replaced_by = $2 ORDER BY id', [county, by])

/** Rules of some places with their dockets, newest first; `drafts`: those not published as well. */
export const rulesAt = (county: string, places: readonly string[], drafts: boolean): Statement =>
  prepared(
    `SELECT d.*, r.id AS rule_id, r.place, r.rule, r.stated, r.said, r.document, r.article, r.from_on::text, r.until_on::text,
       r.published_at, r.published_by, r.replaced_by, r.reason
     FROM law.local_rule r JOIN kernel.docket d ON d.county = r.county AND d.id = r.id
     WHERE r.county = $1 AND r.place = ANY ($2) AND (r.published_at IS NOT NULL OR ($3 AND d.state = 'drafted'))
     ORDER BY r.rule, r.published_at DESC NULLS FIRST, r.id DESC`,
    [county, places, drafts],
  )
