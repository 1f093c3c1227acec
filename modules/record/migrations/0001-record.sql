-- The public record: an append-only Merkle log (RFC 6962) a county of what has been published. Everything in here is public,
-- so nothing hides behind row-level security; what is protected is that it can only be added to (P16).
CREATE SCHEMA record;
GRANT USAGE ON SCHEMA record TO gongzhi_app;

-- Published, not yet in the log: put here in the transaction that publishes, taken by the one who seals.
CREATE TABLE record.waiting (
  county  text COLLATE "C" NOT NULL,
  place   bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  kind    text NOT NULL,
  subject uuid NOT NULL,
  number  text NOT NULL,
  seq     integer NOT NULL,
  body    jsonb NOT NULL,
  CONSTRAINT waiting_pk PRIMARY KEY (county, kind, subject)
);
CREATE INDEX waiting_in_order ON record.waiting (county, place);
GRANT SELECT, INSERT, DELETE ON record.waiting TO gongzhi_app;

-- `data` is what is hashed, byte for byte; the columns beside it are for finding it.
CREATE TABLE record.leaf (
  county  text COLLATE "C" NOT NULL,
  idx     bigint NOT NULL,
  kind    text NOT NULL,
  subject uuid NOT NULL,
  number  text NOT NULL,
  code    text COLLATE "C" NOT NULL,
  at      timestamptz NOT NULL,
  data    text NOT NULL,
  hash    bytea NOT NULL,
  CONSTRAINT leaf_pk PRIMARY KEY (county, idx),
  CONSTRAINT leaf_once UNIQUE (county, kind, subject),
  CONSTRAINT leaf_code UNIQUE (county, code)
);
CREATE INDEX leaf_by_number ON record.leaf (county, number);

-- Complete subtrees of 2^level leaves: what a proof is put together from.
CREATE TABLE record.node (
  county text COLLATE "C" NOT NULL,
  level  smallint NOT NULL,
  idx    bigint NOT NULL,
  hash   bytea NOT NULL,
  CONSTRAINT node_pk PRIMARY KEY (county, level, idx),
  CONSTRAINT node_level CHECK (level >= 1)
);

-- Each signed head there ever was, with the key it was signed by.
CREATE TABLE record.head (
  county text COLLATE "C" NOT NULL,
  size   bigint NOT NULL,
  at     timestamptz NOT NULL,
  root   bytea NOT NULL,
  key    text NOT NULL,
  note   text NOT NULL,
  CONSTRAINT head_pk PRIMARY KEY (county, size, at)
);
-- append-only: neither UPDATE nor DELETE (P16)
GRANT SELECT, INSERT ON record.leaf, record.node, record.head TO gongzhi_app;

-- The door for what publishes: once for each subject of a kind, however often it is called.
CREATE FUNCTION record.queue(in_county text, in_kind text, in_subject uuid, in_seq integer, in_number text, in_body jsonb)
RETURNS void LANGUAGE sql SET search_path = pg_catalog AS $$
  INSERT INTO record.waiting (county, kind, subject, seq, number, body)
  SELECT in_county, in_kind, in_subject, in_seq, in_number, in_body
  WHERE NOT EXISTS (SELECT FROM record.leaf l WHERE l.county = in_county AND l.kind = in_kind AND l.subject = in_subject)
  ON CONFLICT DO NOTHING
$$;
