-- A closed matter in the public record: exactly what the public list says of it, with the names as they are that day.
CREATE FUNCTION matters.recorded(p matters.public_matter) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT jsonb_build_object(
    'category', p.category, 'closedOn', p.closed_on, 'number', p.number, 'openedOn', p.opened_on, 'org', p.org,
    'orgName', (SELECT o.name FROM territory.organisation o WHERE o.county = p.county AND o.id = p.org),
    'outcome', p.outcome, 'outcomeText', p.outcome_text, 'satisfied', p.satisfied, 'unit', p.unit_code,
    'unitName', (SELECT v.short FROM territory.division v WHERE v.code = p.unit_code), 'workdays', p.workdays)
$$;

-- Hands a published matter on to the record, with the entry of the journal that closed it.
CREATE FUNCTION matters.record(in_county text, in_id uuid) RETURNS void
LANGUAGE sql SET search_path = pg_catalog AS $$
  SELECT record.queue(p.county, 'matter', p.id, j.seq, p.number, matters.recorded(p))
  FROM matters.public_matter p
  JOIN LATERAL (SELECT seq FROM kernel.journal j
    WHERE j.county = p.county AND j.subject = p.id AND j.to_state = 'closed' ORDER BY seq LIMIT 1) j ON true
  WHERE p.county = in_county AND p.id = in_id
$$;

-- What was published before there was a record.
SELECT matters.record(county, id) FROM (SELECT county, id FROM matters.public_matter ORDER BY closed_on, id) AS earlier;
