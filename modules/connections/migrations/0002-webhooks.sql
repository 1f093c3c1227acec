-- Which systems are told of what, and the messages themselves: queue and log in one, kept for 30 days.

-- The secret has to be read again to sign with it, so it is sealed with the installation's key, not hashed.
CREATE TABLE connections.webhook (
  county         text COLLATE "C" NOT NULL,
  id             uuid NOT NULL,
  name           text NOT NULL,
  org            text COLLATE "C" NOT NULL,
  url            text NOT NULL,
  events         text[] NOT NULL,
  prefix         text COLLATE "C" NOT NULL,
  secret_enc     text NOT NULL,
  old_secret_enc text,
  old_until      timestamptz,
  -- since when every try has failed: plumbing, set by the sender
  failing_since  timestamptz,
  CONSTRAINT webhook_pk PRIMARY KEY (county, id),
  CONSTRAINT webhook_reach CHECK (prefix ~ '^\d{6}(\d{3}(\d{3})?)?$' AND left(prefix, 6) = county),
  CONSTRAINT webhook_events CHECK (cardinality(events) > 0),
  CONSTRAINT webhook_old CHECK ((old_secret_enc IS NULL) = (old_until IS NULL))
);
GRANT SELECT, INSERT ON connections.webhook TO gongzhi_app;
GRANT UPDATE (secret_enc, old_secret_enc, old_until, failing_since) ON connections.webhook TO gongzhi_app;
-- an administrator sees the county's, the sender acts for the county; nobody else has business here
ALTER TABLE connections.webhook ENABLE ROW LEVEL SECURITY;
CREATE POLICY webhook_reach ON connections.webhook TO gongzhi_app USING (
  prefix ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
);

-- The body is made when the fact is heard and sent as it is at every try: the signature covers its bytes.
CREATE TABLE connections.delivery (
  county   text COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  webhook  uuid NOT NULL,
  type     text NOT NULL,
  number   text,
  body     text NOT NULL,
  state    text NOT NULL,
  tries    integer NOT NULL DEFAULT 0,
  at       timestamptz NOT NULL,
  due      timestamptz,
  last_at  timestamptz,
  status   integer,
  error    text,
  ms       integer,
  CONSTRAINT delivery_pk PRIMARY KEY (county, id),
  CONSTRAINT delivery_webhook FOREIGN KEY (county, webhook) REFERENCES connections.webhook (county, id),
  CONSTRAINT delivery_state CHECK (state IN ('waiting', 'delivered', 'failed')),
  CONSTRAINT delivery_due CHECK ((state = 'waiting') = (due IS NOT NULL))
);
CREATE INDEX delivery_due_at ON connections.delivery (county, due) WHERE state = 'waiting';
CREATE INDEX delivery_log ON connections.delivery (county, webhook, id DESC);
GRANT SELECT, INSERT, DELETE ON connections.delivery TO gongzhi_app;
GRANT UPDATE (state, tries, due, last_at, status, error, ms) ON connections.delivery TO gongzhi_app;
ALTER TABLE connections.delivery ENABLE ROW LEVEL SECURITY;
CREATE POLICY delivery_reach ON connections.delivery TO gongzhi_app USING (
  county ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
);

-- The sender works county by county; before it has chosen one it sees none.
CREATE FUNCTION connections.telling_counties() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT DISTINCT county FROM connections.webhook
$$;
REVOKE ALL ON FUNCTION connections.telling_counties() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION connections.telling_counties() TO gongzhi_app;
