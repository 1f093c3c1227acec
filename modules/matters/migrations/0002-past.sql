-- Matters of old ledgers, brought in from a sheet: they never went through the loop here and are no matters of it. Their
-- days are those of the ledger; when they came in stands in the journal. Names and phones are encrypted.
CREATE TABLE matters.past (
  county        text COLLATE "C" NOT NULL,
  id            uuid NOT NULL,
  unit_code     text COLLATE "C" NOT NULL,
  import        uuid NOT NULL,
  mark          text NOT NULL,
  source_number text,
  reported_on   date NOT NULL,
  concluded_on  date,
  category      text NOT NULL,
  body          text NOT NULL,
  spot          text,
  name_enc      text,
  phone_enc     text,
  org           text,
  outcome       text,
  outcome_text  text,
  rated         text,
  CONSTRAINT past_pk PRIMARY KEY (county, id),
  CONSTRAINT past_days CHECK (concluded_on IS NULL OR concluded_on >= reported_on),
  CONSTRAINT past_outcome CHECK (outcome IN ('resolved', 'explained', 'not-feasible'))
);
CREATE INDEX past_by_mark ON matters.past (county, mark);
GRANT SELECT, INSERT ON matters.past TO gongzhi_app;
ALTER TABLE matters.past ENABLE ROW LEVEL SECURITY;
CREATE POLICY past_reach ON matters.past TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
);
