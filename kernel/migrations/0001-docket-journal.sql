-- The docket (what is open, whose turn, due when), the journal (who did what, when, under which rule) and the outbox.
-- county leads every key: one county is one unit of reach and of scale-out.

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gongzhi_app') THEN
    CREATE ROLE gongzhi_app NOLOGIN;
  END IF;
  -- the migrating login must be able to step down to the app role, which owns nothing
  IF NOT pg_has_role(current_user, 'gongzhi_app', 'MEMBER') THEN
    EXECUTE format('GRANT gongzhi_app TO %I', current_user);
  END IF;
END $$;

CREATE SCHEMA IF NOT EXISTS kernel;
GRANT USAGE ON SCHEMA kernel TO gongzhi_app;

-- The second wall behind access.ts: a row is seen by posts whose stretch covers it, unless it is sealed from their
-- unit (P8), and by the person it belongs to. Plain comparisons of settings only: an unset setting sees nothing.
CREATE TABLE kernel.docket (
  county      text COLLATE "C" NOT NULL,
  id          uuid NOT NULL,
  kind        text NOT NULL,
  number      text NOT NULL,
  title       text NOT NULL,
  unit_code   text COLLATE "C" NOT NULL,
  town        text COLLATE "C" NOT NULL,
  state       text NOT NULL,
  category    text,
  level       text,
  holder_org  text COLLATE "C",
  holder      uuid,
  party       uuid,
  sealed_from text COLLATE "C",
  parent      uuid,
  due_at      timestamptz,
  alarm_at    timestamptz,
  alarm_act   text,
  paused_for  text,
  supervised  boolean NOT NULL DEFAULT false,
  seq         integer NOT NULL,
  hash        bytea NOT NULL,
  opened_at   timestamptz NOT NULL,
  -- since when it is in this state
  since_at    timestamptz NOT NULL,
  changed_at  timestamptz NOT NULL,
  closed_at   timestamptz,
  CONSTRAINT docket_pk PRIMARY KEY (county, id),
  CONSTRAINT docket_number UNIQUE (county, number),
  CONSTRAINT docket_county CHECK (county ~ '^\d{6}$'),
  CONSTRAINT docket_unit CHECK (unit_code ~ '^\d{12}$'),
  CONSTRAINT docket_alarm CHECK ((alarm_at IS NULL) = (alarm_act IS NULL))
) WITH (fillfactor = 85);

CREATE INDEX docket_by_town ON kernel.docket (county, town, id DESC);
CREATE INDEX docket_by_village ON kernel.docket (county, unit_code, id DESC);
CREATE INDEX docket_by_holder ON kernel.docket (county, holder_org, due_at) WHERE closed_at IS NULL;
CREATE INDEX docket_by_party ON kernel.docket (county, party, id DESC) WHERE party IS NOT NULL;
CREATE INDEX docket_by_parent ON kernel.docket (county, parent) WHERE parent IS NOT NULL;
CREATE INDEX docket_alarms ON kernel.docket (county, alarm_at) WHERE alarm_at IS NOT NULL;

-- Words of a docket row, two characters at a time: any two characters of Chinese are found.
CREATE TABLE kernel.docket_words (
  county    text COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  words     text NOT NULL,
  bigrams   text[] NOT NULL,
  CONSTRAINT docket_words_pk PRIMARY KEY (county, id)
);
CREATE INDEX docket_words_bigrams ON kernel.docket_words USING gin (bigrams);

CREATE TABLE kernel.journal (
  county      text COLLATE "C" NOT NULL,
  subject     uuid NOT NULL,
  seq         integer NOT NULL,
  unit_code   text COLLATE "C" NOT NULL,
  party       uuid,
  sealed_from text COLLATE "C",
  at          timestamptz NOT NULL,
  made_at     timestamptz NOT NULL,
  actor       uuid,
  actor_kind  text NOT NULL,
  org         text COLLATE "C",
  role        text,
  act         text NOT NULL,
  from_state  text,
  to_state    text NOT NULL,
  rule        text NOT NULL,
  key         uuid NOT NULL,
  asked       bytea NOT NULL,
  data        jsonb NOT NULL,
  data_hash   bytea NOT NULL,
  prev        bytea NOT NULL,
  hash        bytea NOT NULL,
  CONSTRAINT journal_pk PRIMARY KEY (county, subject, seq),
  CONSTRAINT journal_key UNIQUE (county, key)
);

-- What later hands have to do about an act: one row an act, taken off by the relay.
CREATE TABLE kernel.outbox (
  county    text COLLATE "C" NOT NULL,
  subject   uuid NOT NULL,
  seq       integer NOT NULL,
  kind      text NOT NULL,
  act       text NOT NULL,
  tries     integer NOT NULL DEFAULT 0,
  not_before timestamptz,
  CONSTRAINT outbox_pk PRIMARY KEY (county, subject, seq)
);

ALTER TABLE kernel.docket ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.journal ENABLE ROW LEVEL SECURITY;

CREATE POLICY docket_reach ON kernel.docket TO gongzhi_app USING (
  (unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
    AND (sealed_from IS NULL OR sealed_from <> ALL (string_to_array(current_setting('app.orgs', true), ','))))
  OR party = nullif(current_setting('app.account', true), '')::uuid
);
CREATE POLICY journal_reach ON kernel.journal TO gongzhi_app USING (
  (unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
    AND (sealed_from IS NULL OR sealed_from <> ALL (string_to_array(current_setting('app.orgs', true), ','))))
  OR party = nullif(current_setting('app.account', true), '')::uuid
);

GRANT SELECT, INSERT, UPDATE ON kernel.docket TO gongzhi_app;
-- append-only: neither UPDATE nor DELETE (I1, P16)
GRANT SELECT, INSERT ON kernel.journal TO gongzhi_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON kernel.outbox TO gongzhi_app;
GRANT SELECT, INSERT, UPDATE ON kernel.docket_words TO gongzhi_app;

-- Numbers such as 2026-M-0042: one sequence a county, series and year, so that no writer waits for another.
CREATE FUNCTION kernel.ensure_series(county text, series text, year int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF county !~ '^\d{6}$' OR series !~ '^[A-Z]{1,3}$' OR year NOT BETWEEN 2000 AND 2100 THEN
    RAISE EXCEPTION 'ensure_series: %, %, %', county, series, year;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('kernel.ensure_series'));
  EXECUTE format('CREATE SEQUENCE IF NOT EXISTS kernel.%I', 'n_' || county || '_' || lower(series) || '_' || year);
  EXECUTE format('GRANT USAGE ON SEQUENCE kernel.%I TO gongzhi_app', 'n_' || county || '_' || lower(series) || '_' || year);
END $$;

-- Operators that are not leakproof lose their index under row-level security, so search stands behind one function
-- with explicit bounds; the caller's own query joins the ids to the docket and is filtered there again.
CREATE FUNCTION kernel.search_docket(in_county text, grams text[], needle text, most int, before uuid)
RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT w.id FROM kernel.docket_words w
  WHERE w.county = in_county AND w.bigrams @> grams
    AND (needle = '' OR position(needle IN w.words) > 0)
    AND (before IS NULL OR w.id < before)
  ORDER BY w.id DESC LIMIT most
$$;

-- The calendar as the database sees it: `upto` counts the working days up to and including a day, so that a list can
-- say "2 working days left" with two look-ups. Loaded from the imported calendar at start.
CREATE TABLE kernel.workday (
  day   date PRIMARY KEY,
  works boolean NOT NULL,
  upto  integer NOT NULL
);
GRANT SELECT ON kernel.workday TO gongzhi_app;

-- The relay and the sweeper work county by county.
CREATE FUNCTION kernel.waiting_counties() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT DISTINCT county FROM kernel.outbox
$$;
