import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'

/** One line of a list for one subject, as JSON (see store-list). */
export const journalOf = (county: string, id: string): Statement =>
  prepared(
    `SELECT seq, at, made_at, actor, actor_kind, org, act, from_state, to_state, data FROM kernel.journal
     WHERE county = $1 AND subject = $2 ORDER BY seq`,
    [county, id],
  )

/** Docket and child rows below a matter. */
export const childrenOf = (county: string, id: string): Statement =>
  prepared(
    `SELECT d.*, c.org, c.by_org, c.body, c.days, c.place, c.meet_at, c.reply, c.replied_by, c.comes, c.town_good, c.org_good,
       c.reminded, c.matter, c.about_org, c.kind AS child_kind
     FROM kernel.docket d JOIN matters.child c ON c.county = d.county AND c.id = d.id
     WHERE d.county = $1 AND d.parent = $2 ORDER BY d.id`,
    [county, id],
  )

/** Matters merged into this one, and the one it was merged into. */
export const mergedOf = (county: string, id: string): Statement =>
  prepared(
    `SELECT d.id, d.number, d.title, false AS up FROM matters.matter m JOIN kernel.docket d ON d.county = m.county AND d.id = m.id
       WHERE m.county = $1 AND m.merged_into = $2
     UNION ALL
     SELECT t.id, t.number, '' AS title, true AS up FROM matters.matter m JOIN kernel.docket t ON t.county = m.county AND t.id = m.merged_into
       WHERE m.county = $1 AND m.id = $2`,
    [county, id],
  )

/** Whom to tell about a matter, and the sealed phone to tell it to: the one left with the matter, else the account's. */
export const receiverOf = (county: string, id: string): Statement =>
  prepared(
    `SELECT d.number, d.title, d.level, d.unit_code, d.sealed_from, m.party, coalesce(m.phone_enc, a.phone_enc) AS phone_enc
     FROM kernel.docket d JOIN matters.matter m ON m.county = d.county AND m.id = d.id
     LEFT JOIN identity.account a ON a.county = m.county AND a.id = m.party
     WHERE d.county = $1 AND d.id = $2`,
    [county, id],
  )

/** All that a person reported, with the whole record of each, as JSON; `only`: the one a query code opens. */
export const takenAlong = (county: string, party: string, only: string | null): Statement =>
  prepared(
    `SELECT coalesce(json_agg(json_build_object(
       'number', d.number, 'title', d.title, 'state', d.state, 'category', m.category, 'text', m.body, 'spot', m.spot,
       'fields', m.fields, 'photos', m.photos, 'openedAt', d.opened_at, 'closedAt', d.closed_at, 'outcome', m.outcome,
       'outcomeText', m.outcome_text, 'answer', m.answer_text, 'satisfied', m.satisfied,
       'record', (SELECT json_agg(json_build_object('at', j.at, 'act', j.act, 'state', j.to_state, 'org', j.org) ORDER BY j.seq)
         FROM kernel.journal j WHERE j.county = d.county AND j.subject = d.id)) ORDER BY d.id), '[]'::json) AS matters
     FROM kernel.docket d JOIN matters.matter m ON m.county = d.county AND m.id = d.id
     WHERE d.county = $1 AND d.party = $2 AND d.kind = 'matter' AND ($3::uuid IS NULL OR d.id = $3::uuid)`,
    [county, party, only],
  )
