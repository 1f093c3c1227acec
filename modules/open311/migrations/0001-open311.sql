-- What the outside may read of matters, and nothing else (P6, P7, P8): the handlers read this view with no scope of their
-- own, so that row-level security hides every table behind it. It has no column for what a person wrote, for who, for
-- photos or for the exact spot; sealed matters, those about a unit, suggestions and private categories are not in it.
CREATE SCHEMA open311;
GRANT USAGE ON SCHEMA open311 TO gongzhi_app;

CREATE VIEW open311.request AS
SELECT d.county, d.id, d.number, d.unit_code, m.category, m.channel, d.state, d.opened_at, d.closed_at,
  coalesce(d.closed_at, d.since_at) AS updated_at,
  coalesce(m.lead_org, m.first_org) AS org,
  -- ids of choices; what was written in a person's own words stays inside
  (SELECT coalesce(jsonb_object_agg(f.key, f.value), '{}') FROM jsonb_each_text(m.fields) f
    WHERE f.value ~ '^[a-z0-9-]{1,20}$') AS choices,
  -- grounds that say something about the person stay inside
  CASE WHEN m.declined_for IN ('not-a-public-matter', 'not-our-area', 'already-decided', 'no-facts')
    THEN m.declined_for END AS declined_for,
  m.limit_from_at, m.limit_amount, m.limit_unit, m.pauses, m.extension_granted, m.extension_days,
  -- how it ended, once the public list of handled matters says so
  p.outcome, p.outcome_text
FROM kernel.docket d
JOIN matters.matter m ON m.county = d.county AND m.id = d.id
LEFT JOIN matters.public_matter p ON p.county = d.county AND p.id = d.id
WHERE d.kind = 'matter' AND d.sealed_from IS NULL AND NOT m.sealed AND m.about_org IS NULL AND m.variant = 'matter'
  AND m.category <> ALL (ARRAY['dispute', 'livelihood', 'opinion']);
GRANT SELECT ON open311.request TO gongzhi_app;
