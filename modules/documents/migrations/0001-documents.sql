-- Which lists were taken out of the house, by whom and with which filters (P7). What was in them is not kept.
CREATE SCHEMA documents;
GRANT USAGE ON SCHEMA documents TO gongzhi_app;

CREATE TABLE documents.export (
  county    text COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  unit_code text COLLATE "C" NOT NULL,
  account   uuid NOT NULL,
  by_shown  text NOT NULL,
  list      text NOT NULL,
  asked     jsonb NOT NULL,
  CONSTRAINT export_pk PRIMARY KEY (county, id)
);
CREATE INDEX export_by_account ON documents.export (county, account, id DESC);
GRANT SELECT, INSERT ON documents.export TO gongzhi_app;
ALTER TABLE documents.export ENABLE ROW LEVEL SECURITY;
CREATE POLICY export_reach ON documents.export TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
  OR account = nullif(current_setting('app.account', true), '')::uuid
);
