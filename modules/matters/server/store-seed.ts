import type pg from 'pg'
import duties from '../data/duties.json' with { type: 'json' }

/**
 * Puts the sample duty list (A13) into a county, as owner; harmless when it is there. Marks say how sure each basis is; a
 * real county gets all of it as `unverified`, for nobody there has looked at it yet.
 */
export const seedDuties = async (
  client: pg.ClientBase,
  counties: readonly string[],
  mark?: 'unverified',
): Promise<void> => {
  await client.query(
    `INSERT INTO matters.duty (county, id, no, category, tier, org_kind, title, basis, flow, limit_amount, limit_unit, fee, complaint, mark)
     SELECT c, 'duty-' || (d->>'no'), (d->>'no')::int, d->>'category', d->>'tier', d->>'orgKind', d->>'title', d->>'basis', d->>'flow',
       (d->'limit'->>'amount')::int, d->'limit'->>'unit', d->>'fee', d->>'complaint', coalesce($3::text, d->>'mark')
     FROM unnest($1::text[]) c, jsonb_array_elements($2::jsonb) d ON CONFLICT DO NOTHING`,
    [counties, JSON.stringify(duties), mark ?? null],
  )
}
