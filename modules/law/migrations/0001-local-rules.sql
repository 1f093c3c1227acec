-- What counties and villages set for themselves, beside the law (X3, P22).
CREATE SCHEMA law;
GRANT USAGE ON SCHEMA law TO gongzhi_app;

-- Row of the subject kind `local-rule`. A value is never changed: a newer rule takes its place, and says so.
CREATE TABLE law.local_rule (
  county       text COLLATE "C" NOT NULL,
  id           uuid NOT NULL,
  -- a county or a village, 12 digits
  place        text COLLATE "C" NOT NULL,
  rule         text NOT NULL,
  stated       jsonb NOT NULL,
  -- in the words of the wider law as it was at the drafting: kind, base, unit
  said         jsonb NOT NULL,
  document     text NOT NULL,
  article      text NOT NULL,
  from_on      date NOT NULL,
  -- the last day on which it holds; before `from_on`: withdrawn or replaced before it began
  until_on     date,
  published_at timestamptz,
  published_by text COLLATE "C",
  replaced_by  uuid,
  reason       text,
  CONSTRAINT local_rule_pk PRIMARY KEY (county, id),
  CONSTRAINT local_rule_place CHECK (place ~ '^\d{12}$' AND left(place, 6) = county),
  CONSTRAINT local_rule_days CHECK (until_on IS NULL OR until_on >= from_on - 1)
);
CREATE INDEX local_rule_by_place ON law.local_rule (county, place, rule);

-- What is published is read by everybody, and by every process into its memory; a draft by those of its stretch.
ALTER TABLE law.local_rule ENABLE ROW LEVEL SECURITY;
CREATE POLICY local_rule_reach ON law.local_rule TO gongzhi_app USING (
  published_at IS NOT NULL OR place ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')))
  WITH CHECK (place ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')));
GRANT SELECT, INSERT ON law.local_rule TO gongzhi_app;
GRANT UPDATE (until_on, published_at, published_by, replaced_by, reason) ON law.local_rule TO gongzhi_app;

-- One row: raised with every publication and withdrawal, so that every process knows when to read again.
CREATE TABLE law.stamp (
  one boolean NOT NULL DEFAULT true,
  n   bigint NOT NULL,
  CONSTRAINT stamp_pk PRIMARY KEY (one),
  CONSTRAINT stamp_one CHECK (one)
);
INSERT INTO law.stamp (n) VALUES (1);
GRANT SELECT, UPDATE ON law.stamp TO gongzhi_app;
