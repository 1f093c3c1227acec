-- 罢免议事会成员 D08: who proposes, what the member says, what the representatives decide. Ballots lie in the box: sums only (P3).
CREATE TABLE deliberation.recall (
  county     text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  unit_code  text COLLATE "C" NOT NULL,
  body       text COLLATE "C" NOT NULL,
  member     uuid NOT NULL,
  reason     text NOT NULL,
  also_chair boolean NOT NULL,
  proposers  uuid[] NOT NULL,
  call       jsonb NOT NULL,
  heard      text,
  ballot     jsonb,
  digest     text,
  CONSTRAINT recall_pk PRIMARY KEY (county, id)
);
CREATE INDEX recall_by_unit ON deliberation.recall (county, unit_code);
GRANT SELECT, INSERT, UPDATE ON deliberation.recall TO gongzhi_app;
ALTER TABLE deliberation.recall ENABLE ROW LEVEL SECURITY;
CREATE POLICY recall_reach ON deliberation.recall TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')));
