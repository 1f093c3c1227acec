-- Accounts, sign-in, sessions and who looked at whose data (R18, R19). Names and phones only sealed; phones found by a
-- keyed hash. No row-level security: these rows are read before anybody is known. Rights are given column by column.

CREATE SCHEMA identity;
GRANT USAGE ON SCHEMA identity TO gongzhi_app;

CREATE TABLE identity.account (
  county        text COLLATE "C" NOT NULL,
  id            uuid NOT NULL,
  kind          text NOT NULL,
  login         text,
  password_hash text,
  totp_enc      text,
  totp_on       boolean NOT NULL DEFAULT false,
  totp_step     bigint NOT NULL DEFAULT 0,
  name_enc      text,
  shown         text,
  phone_enc     text,
  phone_hash    text,
  village       text COLLATE "C",
  state         text NOT NULL DEFAULT 'open',
  demo_title    text,
  created_at    timestamptz NOT NULL,
  CONSTRAINT account_pk PRIMARY KEY (county, id),
  CONSTRAINT account_phone UNIQUE (county, kind, phone_hash),
  CONSTRAINT account_county CHECK (county ~ '^\d{6}$'),
  CONSTRAINT account_kind CHECK (kind IN ('resident', 'staff')),
  CONSTRAINT account_state CHECK (state IN ('open', 'closed')),
  CONSTRAINT account_village CHECK (village ~ '^\d{12}$'),
  -- closing erases: the database holds the promise too
  CONSTRAINT account_closed_is_empty CHECK (state = 'open' OR
    num_nonnulls(login, password_hash, totp_enc, name_enc, shown, phone_enc, phone_hash, village, demo_title) = 0)
);
CREATE INDEX account_by_village ON identity.account (county, village) WHERE village IS NOT NULL;
CREATE INDEX account_demo ON identity.account (county, id) WHERE demo_title IS NOT NULL;
GRANT SELECT, INSERT ON identity.account TO gongzhi_app;
GRANT UPDATE (password_hash, totp_enc, totp_on, totp_step, name_enc, shown, phone_enc, phone_hash, village, state, demo_title, login)
  ON identity.account TO gongzhi_app;

-- Which county a login name belongs to: small reference data, one name for the whole installation.
CREATE TABLE identity.login (
  login   text NOT NULL,
  county  text COLLATE "C" NOT NULL,
  account uuid NOT NULL,
  CONSTRAINT login_pk PRIMARY KEY (login)
);
GRANT SELECT, INSERT ON identity.login TO gongzhi_app;

-- Failures are counted by login name whether it is known or not, so that being locked tells nothing.
CREATE TABLE identity.attempt (
  login_hash   text NOT NULL,
  failed       integer NOT NULL,
  at           timestamptz NOT NULL,
  locked_until timestamptz,
  CONSTRAINT attempt_pk PRIMARY KEY (login_hash)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.attempt TO gongzhi_app;

-- Kept half a year after its end (网络安全法 Art. 23: logs of six months).
CREATE TABLE identity.session (
  county     text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  token_hash bytea NOT NULL,
  account    uuid NOT NULL,
  kind       text NOT NULL,
  matter     uuid,
  device     text NOT NULL,
  started_at timestamptz NOT NULL,
  seen_at    timestamptz NOT NULL,
  ends_at    timestamptz NOT NULL,
  ended_at   timestamptz,
  CONSTRAINT session_pk PRIMARY KEY (county, id),
  CONSTRAINT session_token UNIQUE (county, token_hash),
  CONSTRAINT session_kind CHECK (kind IN ('visitor', 'resident', 'staff')),
  CONSTRAINT session_matter CHECK ((kind = 'visitor') = (matter IS NOT NULL))
);
CREATE INDEX session_by_account ON identity.session (county, account) WHERE ended_at IS NULL;
GRANT SELECT, INSERT, DELETE ON identity.session TO gongzhi_app;
GRANT UPDATE (seen_at, ended_at, device) ON identity.session TO gongzhi_app;

CREATE TABLE identity.code (
  county     text COLLATE "C" NOT NULL,
  phone_hash text NOT NULL,
  code_hash  text,
  expires_at timestamptz NOT NULL,
  tries      integer NOT NULL,
  sent_at    timestamptz NOT NULL,
  sent_on    date NOT NULL,
  sent       integer NOT NULL,
  CONSTRAINT code_pk PRIMARY KEY (county, phone_hash)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.code TO gongzhi_app;

-- Who looked at whose data, and why (P7). Append-only: neither UPDATE nor DELETE is granted.
CREATE TABLE identity.look (
  county     text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  account    uuid NOT NULL,
  at         timestamptz NOT NULL,
  by_account uuid NOT NULL,
  by_shown   text NOT NULL,
  org        text NOT NULL,
  field      text NOT NULL,
  reason     text NOT NULL,
  matter     uuid,
  CONSTRAINT look_pk PRIMARY KEY (county, id),
  CONSTRAINT look_reason CHECK (char_length(btrim(reason)) >= 2)
);
CREATE INDEX look_by_account ON identity.look (county, account, id DESC);
GRANT SELECT, INSERT ON identity.look TO gongzhi_app;

-- Query codes as keyed hashes. The matter is part of the key: should two matters ever share a code, neither is opened by it.
CREATE TABLE identity.query_code (
  county    text COLLATE "C" NOT NULL,
  code_hash text NOT NULL,
  matter    uuid NOT NULL,
  party     uuid NOT NULL,
  CONSTRAINT query_code_pk PRIMARY KEY (county, code_hash, matter)
);
CREATE INDEX query_code_hash ON identity.query_code (code_hash);
GRANT INSERT ON identity.query_code TO gongzhi_app;

CREATE FUNCTION identity.find_query_code(hash text) RETURNS TABLE (county text, party uuid, matter uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT q.county, q.party, q.matter FROM identity.query_code q
  WHERE q.code_hash = hash AND (SELECT count(*) FROM identity.query_code o WHERE o.code_hash = hash) = 1
$$;
REVOKE ALL ON FUNCTION identity.find_query_code(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.find_query_code(text) TO gongzhi_app;

-- What the demo would have sent by SMS; the phone masked.
CREATE TABLE identity.demo_message (
  id   bigint GENERATED ALWAYS AS IDENTITY,
  at   timestamptz NOT NULL,
  sent_to text NOT NULL,
  text text NOT NULL,
  CONSTRAINT demo_message_pk PRIMARY KEY (id)
);
GRANT SELECT, INSERT ON identity.demo_message TO gongzhi_app;
