-- Keys of other systems. What a key is stands here, who issued and revoked it in the journal.
CREATE SCHEMA connections;
GRANT USAGE ON SCHEMA connections TO gongzhi_app;

-- No row-level security: a key is looked up before anybody is known. The key itself is never stored, only its SHA-256.
CREATE TABLE connections.api_key (
  county     text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  token_hash bytea NOT NULL,
  ending     text NOT NULL,
  name       text NOT NULL,
  org        text COLLATE "C" NOT NULL,
  purpose    text NOT NULL,
  scopes     text[] NOT NULL,
  prefix     text COLLATE "C" NOT NULL,
  per_minute integer NOT NULL,
  expires_on date NOT NULL,
  -- the day only: when a system works is nobody's business, that it no longer does is
  used_on    date,
  reason     text,
  CONSTRAINT api_key_pk PRIMARY KEY (county, id),
  CONSTRAINT api_key_token UNIQUE (county, token_hash),
  CONSTRAINT api_key_reach CHECK (prefix ~ '^\d{6}(\d{3}(\d{3})?)?$' AND left(prefix, 6) = county),
  CONSTRAINT api_key_scopes CHECK (cardinality(scopes) > 0)
);
GRANT SELECT, INSERT ON connections.api_key TO gongzhi_app;
GRANT UPDATE (used_on, reason) ON connections.api_key TO gongzhi_app;
