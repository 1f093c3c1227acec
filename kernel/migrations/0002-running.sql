-- What this database is for: a demo says so itself, a county set up by `gongzhi init` is real and never filled with one.
CREATE TABLE IF NOT EXISTS kernel.demo (loaded_at timestamptz NOT NULL);
CREATE TABLE kernel.real_county (
  county text COLLATE "C" NOT NULL,
  since  timestamptz NOT NULL,
  CONSTRAINT real_county_pk PRIMARY KEY (county)
);

-- Figures for whoever watches the machine: of the whole installation, never of a person or a place.
CREATE FUNCTION kernel.open_by_state() RETURNS TABLE (kind text, state text, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT kind, state, count(*) FROM kernel.docket WHERE closed_at IS NULL AND holder_org IS NOT NULL GROUP BY 1, 2
$$;
CREATE FUNCTION kernel.backlog(at timestamptz) RETURNS TABLE (waiting bigint, failing bigint, oldest timestamptz, alarm timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT (SELECT count(*) FROM kernel.outbox),
    (SELECT count(*) FROM kernel.outbox WHERE tries > 0),
    (SELECT min(j.at) FROM (SELECT * FROM kernel.outbox WHERE not_before IS NULL LIMIT 1000) o
       JOIN kernel.journal j USING (county, subject, seq)),
    (SELECT min(alarm_at) FROM kernel.docket WHERE alarm_at <= at)
$$;
REVOKE ALL ON FUNCTION kernel.open_by_state(), kernel.backlog(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kernel.open_by_state(), kernel.backlog(timestamptz) TO gongzhi_app;
