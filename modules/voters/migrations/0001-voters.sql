-- 参加选举的村民名单 (R1, 村民委员会组织法 Art. 15–18): the roll as it is posted, objections to it, written proxies. Ballots are paper
-- and never come here. Where each stands is said in kernel.docket.
CREATE SCHEMA voters;
GRANT USAGE ON SCHEMA voters TO gongzhi_app;

CREATE TABLE voters.roll (
  county         text COLLATE "C" NOT NULL,
  id             uuid NOT NULL,
  unit_code      text COLLATE "C" NOT NULL,
  election_day   date NOT NULL,
  seats          integer NOT NULL,
  chosen_by      text NOT NULL,
  chosen_on      date NOT NULL,
  -- people.member ids of the villagers' roll; the first presides
  committee      uuid[] NOT NULL,
  live           boolean NOT NULL,
  posted_at      timestamptz,
  posted_verdict jsonb,
  object_until   date,
  posted_digest  text,
  settled_at     timestamptz,
  digest         text,
  voters         integer,
  women          integer,
  candidates     integer[] NOT NULL DEFAULT '{}',
  CONSTRAINT roll_pk PRIMARY KEY (county, id),
  CONSTRAINT roll_seats CHECK (seats BETWEEN 1 AND 20),
  CONSTRAINT roll_posted CHECK ((posted_at IS NULL) = (posted_digest IS NULL) AND (posted_at IS NULL) = (object_until IS NULL)),
  CONSTRAINT roll_settled CHECK ((settled_at IS NULL) = (digest IS NULL))
);
-- one roll at a time in a village
CREATE UNIQUE INDEX roll_live ON voters.roll (county, unit_code) WHERE live;
CREATE INDEX roll_by_unit ON voters.roll (county, unit_code, election_day DESC);

-- Who stands on it, as posted and as objections changed it. A line is struck, never deleted; names are sealed.
CREATE TABLE voters.listed (
  county    text COLLATE "C" NOT NULL,
  roll      uuid NOT NULL,
  no        integer NOT NULL,
  unit_code text COLLATE "C" NOT NULL,
  member    uuid NOT NULL,
  account   uuid,
  name_enc  text NOT NULL,
  shown     text NOT NULL,
  class     text,
  household text,
  woman     boolean NOT NULL,
  struck    boolean NOT NULL DEFAULT false,
  CONSTRAINT listed_pk PRIMARY KEY (county, roll, no),
  CONSTRAINT listed_roll FOREIGN KEY (county, roll) REFERENCES voters.roll (county, id),
  CONSTRAINT listed_once UNIQUE (county, roll, member)
);
CREATE INDEX listed_by_account ON voters.listed (county, account) WHERE account IS NOT NULL;

CREATE TABLE voters.proxy (
  county     text COLLATE "C" NOT NULL,
  roll       uuid NOT NULL,
  unit_code  text COLLATE "C" NOT NULL,
  principal  integer NOT NULL,
  holder     integer NOT NULL,
  given_at   timestamptz NOT NULL,
  revoked_at timestamptz,
  CONSTRAINT proxy_principal FOREIGN KEY (county, roll, principal) REFERENCES voters.listed (county, roll, no),
  CONSTRAINT proxy_holder FOREIGN KEY (county, roll, holder) REFERENCES voters.listed (county, roll, no),
  CONSTRAINT proxy_another CHECK (principal <> holder)
);
-- a vote is given away once
CREATE UNIQUE INDEX proxy_once ON voters.proxy (county, roll, principal) WHERE revoked_at IS NULL;
CREATE INDEX proxy_by_holder ON voters.proxy (county, roll, holder);

CREATE TABLE voters.objection (
  county      text COLLATE "C" NOT NULL,
  id          uuid NOT NULL,
  unit_code   text COLLATE "C" NOT NULL,
  roll        uuid NOT NULL,
  kind        text NOT NULL,
  about_enc   text NOT NULL,
  shown       text NOT NULL,
  reason      text NOT NULL,
  account     uuid,
  by_enc      text,
  -- it is about whoever objects: their phone stands on the roll with them
  own         boolean NOT NULL,
  lodged_at   timestamptz NOT NULL,
  decide_days integer NOT NULL,
  decision    text,
  deciders    uuid[] NOT NULL DEFAULT '{}',
  change      jsonb,
  CONSTRAINT objection_pk PRIMARY KEY (county, id),
  CONSTRAINT objection_roll FOREIGN KEY (county, roll) REFERENCES voters.roll (county, id),
  CONSTRAINT objection_kind CHECK (kind IN ('missing', 'wrong', 'entry'))
);
CREATE INDEX objection_by_roll ON voters.objection (county, roll, lodged_at, id);

GRANT SELECT, INSERT, UPDATE ON voters.roll, voters.listed, voters.proxy, voters.objection TO gongzhi_app;

ALTER TABLE voters.roll ENABLE ROW LEVEL SECURITY;
ALTER TABLE voters.listed ENABLE ROW LEVEL SECURITY;
ALTER TABLE voters.proxy ENABLE ROW LEVEL SECURITY;
ALTER TABLE voters.objection ENABLE ROW LEVEL SECURITY;
CREATE POLICY roll_reach ON voters.roll TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')));
CREATE POLICY listed_reach ON voters.listed TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')));
CREATE POLICY proxy_reach ON voters.proxy TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')));
CREATE POLICY objection_reach ON voters.objection TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
  OR account = nullif(current_setting('app.account', true), '')::uuid);
