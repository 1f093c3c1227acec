-- X4: what the law reserves goes on from the council to the body whose decision it is, as a topic of that body.
ALTER TABLE deliberation.topic ADD COLUMN origin uuid;
CREATE UNIQUE INDEX topic_by_origin ON deliberation.topic (county, origin) WHERE origin IS NOT NULL;

-- 授权 (村民委员会组织法 Art. 28): what the villagers’ meeting gave into the hands of the representatives, and until when.
CREATE TABLE deliberation.mandate (
  county     text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  unit_code  text COLLATE "C" NOT NULL,
  concerns   text[] NOT NULL,
  held_on    date NOT NULL,
  until_on   date NOT NULL,
  held_by    text COLLATE "C" NOT NULL,
  entitled   integer NOT NULL,
  present    integer NOT NULL,
  counts     jsonb NOT NULL,
  text       text NOT NULL,
  files      jsonb NOT NULL,
  verdicts   jsonb NOT NULL,
  ended      text,
  CONSTRAINT mandate_pk PRIMARY KEY (county, id),
  CONSTRAINT mandate_held_by CHECK (held_by IN ('villagers', 'households'))
);
CREATE INDEX mandate_by_unit ON deliberation.mandate (county, unit_code);
GRANT SELECT, INSERT, UPDATE ON deliberation.mandate TO gongzhi_app;
ALTER TABLE deliberation.mandate ENABLE ROW LEVEL SECURITY;
CREATE POLICY mandate_reach ON deliberation.mandate TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')));
