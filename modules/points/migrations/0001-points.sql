-- 履职积分 D10: a council's rule, who takes part by their own word, the ledger, and what was exchanged. Where each stands is said in
-- kernel.docket. Nothing outside this schema refers to it and it refers to nothing outside (P1): there is no way from a point
-- to anything a person is entitled to.
CREATE SCHEMA points;
GRANT USAGE ON SCHEMA points TO gongzhi_app;

CREATE TABLE points.rule (
  county     text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  body       text COLLATE "C" NOT NULL,
  unit_code  text COLLATE "C" NOT NULL,
  title      text NOT NULL,
  text       text NOT NULL,
  -- [{act, points, most}]: acts of the closed list alone
  clauses    jsonb NOT NULL,
  year_most  integer NOT NULL,
  -- [{kind, name, points, stock}]
  goods      jsonb NOT NULL,
  changed_at timestamptz NOT NULL,
  resolution uuid,
  adopted_at timestamptz,
  announced  integer NOT NULL,
  cleared    integer NOT NULL,
  CONSTRAINT rule_pk PRIMARY KEY (county, id),
  CONSTRAINT rule_ceiling CHECK (year_most > 0),
  CONSTRAINT rule_by_resolution CHECK ((resolution IS NULL) = (adopted_at IS NULL)),
  CONSTRAINT rule_positive CHECK (NOT jsonb_path_exists(clauses, '$[*] ? (@.points <= 0 || @.most <= 0)')
    AND NOT jsonb_path_exists(goods, '$[*] ? (@.points <= 0 || @.stock < 0)'))
);
CREATE INDEX rule_by_body ON points.rule (county, body);

-- P5: whoever joined by their own word; nobody is listed as not taking part.
CREATE TABLE points.book (
  county    text COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  body      text COLLATE "C" NOT NULL,
  unit_code text COLLATE "C" NOT NULL,
  member    uuid NOT NULL,
  account   uuid,
  active    boolean NOT NULL,
  CONSTRAINT book_pk PRIMARY KEY (county, id),
  CONSTRAINT book_once UNIQUE (county, body, member)
);

-- The ledger: only added to. A correction is a further line that names the one it takes the place of.
CREATE TABLE points.entry (
  county      text COLLATE "C" NOT NULL,
  id          uuid NOT NULL,
  body        text COLLATE "C" NOT NULL,
  unit_code   text COLLATE "C" NOT NULL,
  member      uuid NOT NULL,
  account     uuid,
  act         text NOT NULL,
  points      integer NOT NULL,
  -- the year it counts in: that in which its posting ends
  year        integer NOT NULL,
  rule        uuid NOT NULL,
  -- what it was earned by
  reference   text NOT NULL,
  happened_at timestamptz NOT NULL,
  recorded_by uuid,
  replaces    uuid,
  CONSTRAINT entry_pk PRIMARY KEY (county, id),
  CONSTRAINT entry_positive CHECK (points > 0),
  CONSTRAINT entry_act CHECK (act IN ('attended', 'spoke', 'topic-admitted', 'struck-off', 'task-done', 'opinion-given'))
);
CREATE INDEX entry_by_member ON points.entry (county, body, member, year);
CREATE INDEX entry_by_time ON points.entry (county, body, happened_at DESC, id DESC);

CREATE TABLE points.dispute (
  county  text COLLATE "C" NOT NULL,
  id      uuid NOT NULL,
  entry   uuid NOT NULL,
  account uuid,
  reason  text NOT NULL,
  at      timestamptz NOT NULL,
  CONSTRAINT dispute_pk PRIMARY KEY (county, id)
);
CREATE INDEX dispute_by_entry ON points.dispute (county, entry, at DESC);

-- What was exchanged: spent, a thing of its own and no negative point.
CREATE TABLE points.exchange (
  county    text COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  body      text COLLATE "C" NOT NULL,
  unit_code text COLLATE "C" NOT NULL,
  member    uuid NOT NULL,
  account   uuid,
  rule      uuid NOT NULL,
  item      integer NOT NULL,
  name      text NOT NULL,
  points    integer NOT NULL,
  year      integer NOT NULL,
  asked_at  timestamptz NOT NULL,
  CONSTRAINT exchange_pk PRIMARY KEY (county, id),
  CONSTRAINT exchange_positive CHECK (points > 0)
);
CREATE INDEX exchange_by_member ON points.exchange (county, body, member, year);
CREATE INDEX exchange_by_rule ON points.exchange (county, rule);

GRANT SELECT, INSERT, UPDATE ON points.rule, points.book TO gongzhi_app;
GRANT SELECT, INSERT ON points.entry, points.dispute, points.exchange TO gongzhi_app;

ALTER TABLE points.rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE points.book ENABLE ROW LEVEL SECURITY;
ALTER TABLE points.entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE points.exchange ENABLE ROW LEVEL SECURITY;
CREATE POLICY rule_reach ON points.rule TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')));
CREATE POLICY book_reach ON points.book TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
  OR account = nullif(current_setting('app.account', true), '')::uuid);
CREATE POLICY entry_reach ON points.entry TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
  OR account = nullif(current_setting('app.account', true), '')::uuid);
CREATE POLICY exchange_reach ON points.exchange TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
  OR account = nullif(current_setting('app.account', true), '')::uuid);
ALTER TABLE points.dispute ENABLE ROW LEVEL SECURITY;
-- as its entry: whoever sees that
CREATE POLICY dispute_reach ON points.dispute TO gongzhi_app USING (
  EXISTS (SELECT FROM points.entry e WHERE e.county = dispute.county AND e.id = dispute.entry));
