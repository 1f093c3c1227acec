-- Posts, and who holds them from when until when. County first in every key.

CREATE SCHEMA people;
GRANT USAGE ON SCHEMA people TO gongzhi_app;

CREATE TABLE people.post (
  county text COLLATE "C" NOT NULL,
  -- `<organisation>.<role>` with a number where an organisation has several
  id     text COLLATE "C" NOT NULL,
  org    text COLLATE "C" NOT NULL,
  role   text NOT NULL,
  title  text NOT NULL,
  prefix text COLLATE "C" NOT NULL,
  -- stretches that were merged into this one: history stays readable (I06)
  former text[] NOT NULL DEFAULT '{}',
  CONSTRAINT post_pk PRIMARY KEY (county, id),
  CONSTRAINT post_role CHECK (role ~ '^[a-z][a-z-]+$'),
  -- a post reaches a stretch of its own county and never beyond
  CONSTRAINT post_prefix CHECK (prefix ~ '^\d{6}(\d{3}(\d{3})?)?$' AND left(prefix, 6) = county),
  CONSTRAINT post_org CHECK (org ~ '^\d{12}\.[a-z-]+$' AND left(org, 6) = county)
);
CREATE INDEX post_by_org ON people.post (county, org);
CREATE INDEX post_by_prefix ON people.post (county, prefix);

-- Row of the subject kind `holding`. Never deleted: the history of a post stays.
CREATE TABLE people.holding (
  county   text COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  post     text COLLATE "C" NOT NULL,
  account  uuid NOT NULL,
  from_on  date NOT NULL,
  until_on date NOT NULL,
  -- accounts declared near relatives, only for incompatible posts; never shown to anybody
  kin      uuid[] NOT NULL DEFAULT '{}',
  ended_on date,
  reason   text,
  CONSTRAINT holding_pk PRIMARY KEY (county, id),
  CONSTRAINT holding_post FOREIGN KEY (county, post) REFERENCES people.post (county, id),
  CONSTRAINT holding_term CHECK (until_on >= from_on)
);
CREATE INDEX holding_by_account ON people.holding (county, account);
CREATE INDEX holding_by_post ON people.holding (county, post);

GRANT SELECT, INSERT, UPDATE ON people.post TO gongzhi_app;
GRANT SELECT, INSERT ON people.holding TO gongzhi_app;
GRANT UPDATE (ended_on, reason) ON people.holding TO gongzhi_app;
