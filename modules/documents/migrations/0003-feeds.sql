-- A person's calendar address: whoever has it reads when something is due, and nothing else. Kept as a hash; a new address
-- takes the place of the old one.
CREATE TABLE documents.feed (
  county     text COLLATE "C" NOT NULL,
  account    uuid NOT NULL,
  token_hash bytea NOT NULL,
  made_at    timestamptz NOT NULL,
  read_at    timestamptz,
  CONSTRAINT feed_pk PRIMARY KEY (county, account),
  CONSTRAINT feed_token UNIQUE (county, token_hash)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON documents.feed TO gongzhi_app;
