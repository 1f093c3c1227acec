import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'

/* What acts and pages look up. Nothing here sums or sorts over people (P1). */

/** The rule in force of a body: a row, or none. */
export const ruleInForce = (county: string, body: string): Statement =>
  prepared(
    `SELECT r.* FROM points.rule r JOIN kernel.docket d ON d.county = r.county AND d.id = r.id
     WHERE r.county = $1 AND r.body = $2 AND d.state = 'in-force' ORDER BY r.adopted_at DESC LIMIT 1`,
    [county, body],
  )
/** Rules of a body that are in force but this one. */
export const earlierRules = (county: string, body: string, but: string): Statement =>
  prepared(
    `SELECT r.id FROM points.rule r JOIN kernel.docket d ON d.county = r.county AND d.id = r.id
     WHERE r.county = $1 AND r.body = $2 AND r.id <> $3 AND d.state = 'in-force'`,
    [county, body, but],
  )
/** All rules of a body, latest first, with what has gone out of each thing on its list. */
export const rulesOf = (county: string, body: string): Statement =>
  prepared(
    `SELECT r.*, d.number, d.state, coalesce((SELECT json_object_agg(g.item, g.n) FROM (
         SELECT x.item, count(*) AS n FROM points.exchange x JOIN kernel.docket o ON o.county = x.county AND o.id = x.id
         WHERE x.county = r.county AND x.rule = r.id AND o.state IN ('asked', 'handed') GROUP BY x.item) g), '{}') AS gone
     FROM points.rule r JOIN kernel.docket d ON d.county = r.county AND d.id = r.id
     WHERE r.county = $1 AND r.body = $2 ORDER BY d.opened_at DESC, r.id DESC LIMIT 30`,
    [county, body],
  )
/** Whether a resolution has put another rule in force. */
export const usedBy = (county: string, resolution: string, but: string): Statement =>
  prepared('SELECT id FROM points.rule WHERE county = $1 AND resolution = $2 AND id <> $3', [county, resolution, but])

const ON_ROLL = `NOT m.suspended AND m.ended_on IS NULL AND m.from_on <= $3::date AND m.until_on >= $3::date`
/** Somebody on the roll of a body that day, by the roll or by their account, with whether they take part. */
export const onRoll = (
  county: string,
  body: string,
  on: string,
  who: { readonly member?: string | undefined; readonly account: string | null },
): Statement =>
  prepared(
    `SELECT m.id AS member, m.account, m.shown, coalesce(b.active, false) AS active FROM people.member m
     LEFT JOIN points.book b ON b.county = m.county AND b.body = m.body AND b.member = m.id
     WHERE m.county = $1 AND m.body = $2 AND ${ON_ROLL}
       AND CASE WHEN $4::uuid IS NULL THEN m.account = $5::uuid ELSE m.id = $4::uuid END`,
    [county, body, on, who.member ?? null, who.account],
  )
/** Members of a body who take part, by the roll's order. */
export const takingPart = (county: string, body: string, on: string): Statement =>
  prepared(
    `SELECT m.id AS member, m.account, m.shown FROM people.member m
     JOIN points.book b ON b.county = m.county AND b.body = m.body AND b.member = m.id AND b.active
     WHERE m.county = $1 AND m.body = $2 AND ${ON_ROLL} ORDER BY m.id`,
    [county, body, on],
  )
/** Members without a phone, for whom the secretary writes the word down (P13), with their book where there is one. */
export const onPaperMembers = (county: string, body: string, on: string): Statement =>
  prepared(
    `SELECT m.id AS member, m.shown, b.id AS book, coalesce(b.active, false) AS active FROM people.member m
     LEFT JOIN points.book b ON b.county = m.county AND b.body = m.body AND b.member = m.id
     WHERE m.county = $1 AND m.body = $2 AND m.account IS NULL AND ${ON_ROLL} ORDER BY m.id`,
    [county, body, on],
  )
/** What members of a body have earned by act in a year, set-aside lines left out: for ceilings alone. */
export const earnedIn = (county: string, body: string, year: number): Statement =>
  prepared(
    `SELECT e.member, e.act, sum(e.points)::int AS points FROM points.entry e
     JOIN kernel.docket d ON d.county = e.county AND d.id = e.id
     WHERE e.county = $1 AND e.body = $2 AND e.year = $3 AND d.state <> 'void' GROUP BY e.member, e.act`,
    [county, body, year],
  )
/** Which of these lines are there already. */
export const thereAlready = (county: string, ids: readonly string[]): Statement =>
  prepared('SELECT id FROM points.entry WHERE county = $1 AND id = ANY ($2::uuid[])', [county, ids])
/** For an exchange: who asks, what they have in the year that runs under the rule, what has gone out. */
export const exchangeFacts = (
  county: string,
  rule: string,
  item: number,
  who: { readonly member?: string | undefined; readonly account: string | null },
): Statement =>
  prepared(
    `SELECT m.id AS member, m.account, coalesce(b.active, false) AS active,
       (SELECT coalesce(sum(e.points), 0)::int FROM points.entry e JOIN kernel.docket d ON d.county = e.county AND d.id = e.id
         WHERE e.county = r.county AND e.body = r.body AND e.member = m.id AND e.year = r.cleared + 1
           AND d.state = 'effective') AS effective,
       (SELECT coalesce(sum(x.points), 0)::int FROM points.exchange x JOIN kernel.docket d ON d.county = x.county AND d.id = x.id
         WHERE x.county = r.county AND x.body = r.body AND x.member = m.id AND x.year = r.cleared + 1
           AND d.state IN ('asked', 'handed')) AS spent,
       (SELECT count(*)::int FROM points.exchange x JOIN kernel.docket d ON d.county = x.county AND d.id = x.id
         WHERE x.county = r.county AND x.rule = r.id AND x.item = $5 AND d.state IN ('asked', 'handed')) AS gone
     FROM points.rule r JOIN people.member m ON m.county = r.county AND m.body = r.body
     LEFT JOIN points.book b ON b.county = m.county AND b.body = m.body AND b.member = m.id
     WHERE r.county = $1 AND r.id = $2 AND NOT m.suspended AND m.ended_on IS NULL
       AND CASE WHEN $3::uuid IS NULL THEN m.account = $4::uuid ELSE m.id = $3::uuid END`,
    [county, rule, who.member ?? null, who.account, item],
  )
/** Whether somebody is on the roll of the body that an entry belongs to. */
export const selfForEntry = (
  county: string,
  entry: string,
  who: { readonly member?: string | undefined; readonly account: string | null },
): Statement =>
  prepared(
    `SELECT m.id AS member, m.account FROM points.entry e JOIN people.member m ON m.county = e.county AND m.body = e.body
     WHERE e.county = $1 AND e.id = $2 AND NOT m.suspended AND m.ended_on IS NULL
       AND CASE WHEN $3::uuid IS NULL THEN m.account = $4::uuid ELSE m.id = $3::uuid END`,
    [county, entry, who.member ?? null, who.account],
  )
/** The body an entry belongs to with its rule in force, for a line that takes its place. */
export const ruleForEntry = (county: string, entry: string): Statement =>
  prepared(
    `SELECT r.* FROM points.entry e JOIN points.rule r ON r.county = e.county AND r.body = e.body
     JOIN kernel.docket d ON d.county = r.county AND d.id = r.id AND d.state = 'in-force'
     WHERE e.county = $1 AND e.id = $2 ORDER BY r.adopted_at DESC LIMIT 1`,
    [county, entry],
  )
/** What the owner of an entry has earned in its year beside it, by act. */
export const earnedBeside = (county: string, entry: string): Statement =>
  prepared(
    `SELECT o.act, sum(o.points)::int AS points FROM points.entry e
     JOIN points.entry o ON o.county = e.county AND o.body = e.body AND o.member = e.member AND o.year = e.year AND o.id <> e.id
     JOIN kernel.docket d ON d.county = o.county AND d.id = o.id AND d.state <> 'void'
     WHERE e.county = $1 AND e.id = $2 GROUP BY o.act`,
    [county, entry],
  )

const LINE = `e.*, d.number, d.state, d.due_at, d.holder_org, d.sealed_from, m.shown,
  (SELECT s.account FROM points.dispute s WHERE s.county = e.county AND s.entry = e.id ORDER BY s.at DESC LIMIT 1) AS disputed_by,
  (SELECT s.reason FROM points.dispute s WHERE s.county = e.county AND s.entry = e.id ORDER BY s.at DESC LIMIT 1) AS dispute
  FROM points.entry e JOIN kernel.docket d ON d.county = e.county AND d.id = e.id
  LEFT JOIN people.member m ON m.county = e.county AND m.id = e.member`
/** Lines of one member in a year, latest first. */
export const linesOf = (county: string, body: string, member: string, year: number): Statement =>
  prepared(
    `SELECT ${LINE} WHERE e.county = $1 AND e.body = $2 AND e.member = $3 AND e.year = $4
     ORDER BY e.happened_at DESC, e.id DESC LIMIT 200`,
    [county, body, member, year],
  )
/** Lines of a body in some states, latest first: by time and nothing else. */
export const linesIn = (county: string, body: string, states: readonly string[]): Statement =>
  prepared(
    `SELECT ${LINE} WHERE e.county = $1 AND e.body = $2 AND d.state = ANY ($3) ORDER BY e.happened_at DESC, e.id DESC LIMIT 200`,
    [county, body, states],
  )
const EXCHANGE = `x.*, d.number, d.state, d.holder_org, m.shown,
  (SELECT r.goods -> x.item ->> 'kind' FROM points.rule r WHERE r.county = x.county AND r.id = x.rule) AS kind
  FROM points.exchange x
  JOIN kernel.docket d ON d.county = x.county AND d.id = x.id
  LEFT JOIN people.member m ON m.county = x.county AND m.id = x.member`
export const exchangesOf = (county: string, body: string, member: string, year: number): Statement =>
  prepared(
    `SELECT ${EXCHANGE} WHERE x.county = $1 AND x.body = $2 AND x.member = $3 AND x.year = $4
     ORDER BY x.asked_at DESC, x.id DESC LIMIT 100`,
    [county, body, member, year],
  )
export const exchangesAsked = (county: string, body: string): Statement =>
  prepared(
    `SELECT ${EXCHANGE} WHERE x.county = $1 AND x.body = $2 AND d.state = 'asked' ORDER BY x.asked_at, x.id LIMIT 200`,
    [county, body],
  )
/** For a letter of thanks: the thing exchanged, whose it is, their sealed name, and what they did that year. */
export const letterOf = (county: string, id: string): Statement =>
  prepared(`SELECT ${EXCHANGE} WHERE x.county = $1 AND x.id = $2`.replace('m.shown', 'm.shown, m.name_enc'), [
    county,
    id,
  ])
