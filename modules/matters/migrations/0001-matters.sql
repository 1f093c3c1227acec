-- Matters and what runs beside them. Who has it, in which state and until when stands in kernel.docket; what happened, in
-- kernel.journal. Names and phones are encrypted.
CREATE SCHEMA matters;
GRANT USAGE ON SCHEMA matters TO gongzhi_app;

CREATE TABLE matters.matter (
  county            text COLLATE "C" NOT NULL,
  id                uuid NOT NULL,
  unit_code         text COLLATE "C" NOT NULL,
  party             uuid,
  variant           text NOT NULL,
  category          text NOT NULL,
  level             text NOT NULL,
  body              text NOT NULL,
  fields            jsonb NOT NULL,
  spot              text,
  grid              text COLLATE "C",
  lat               double precision,
  lng               double precision,
  channel           text NOT NULL,
  photos            text[] NOT NULL,
  name_enc          text,
  phone_enc         text,
  sealed            boolean NOT NULL,
  about_org         text COLLATE "C",
  reception         uuid,
  first_org         text COLLATE "C" NOT NULL,
  tier              text NOT NULL,
  lead_org          text COLLATE "C",
  handler           uuid,
  duty              text,
  accepted_at       timestamptz,
  accept_due_at     timestamptz,
  limit_from_at     timestamptz,
  limit_amount      integer,
  limit_unit        text,
  limit_basis       text,
  pauses            jsonb NOT NULL,
  wake_at           timestamptz,
  extension_by      uuid,
  extension_days    integer,
  extension_granted boolean,
  round             integer NOT NULL,
  returns           integer NOT NULL,
  outcome           text,
  outcome_text      text,
  concluded_at      timestamptz,
  conclude_due_at   timestamptz,
  answer_text       text,
  visit_tries       integer NOT NULL,
  visit_outcome     text,
  visited_at        timestamptz,
  satisfied         boolean,
  rated_at          timestamptz,
  declined_for      text,
  merged_into       uuid,
  reminded_due_at   timestamptz,
  supervised_due_at timestamptz,
  CONSTRAINT matter_pk PRIMARY KEY (county, id),
  CONSTRAINT matter_variant CHECK (variant IN ('matter', 'suggestion')),
  CONSTRAINT matter_level CHECK (level IN ('consult', 'normal', 'urgent', 'critical')),
  CONSTRAINT matter_tier CHECK (tier IN ('village', 'town', 'county')),
  CONSTRAINT matter_limit CHECK ((limit_amount IS NULL) = (limit_unit IS NULL)),
  CONSTRAINT matter_outcome CHECK (outcome IN ('resolved', 'explained', 'not-feasible'))
) WITH (fillfactor = 85);
CREATE INDEX matter_merged ON matters.matter (county, merged_into) WHERE merged_into IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON matters.matter TO gongzhi_app;

-- The second wall, as on the docket: reach, not the unit complained about (P8), or the person concerned.
ALTER TABLE matters.matter ENABLE ROW LEVEL SECURITY;
CREATE POLICY matter_reach ON matters.matter TO gongzhi_app USING (
  (unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
    AND (about_org IS NULL OR about_org <> ALL (string_to_array(current_setting('app.orgs', true), ','))))
  OR party = nullif(current_setting('app.account', true), '')::uuid
);

-- Co-units, supervision orders and whistle calls: one table, told apart by the docket's kind.
CREATE TABLE matters.child (
  county     text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  kind       text NOT NULL,
  matter     uuid NOT NULL,
  unit_code  text COLLATE "C" NOT NULL,
  about_org  text COLLATE "C",
  org        text COLLATE "C" NOT NULL,
  by_org     text COLLATE "C",
  body       text NOT NULL,
  days       integer,
  place      text,
  meet_at    timestamptz,
  reply      text,
  replied_by uuid,
  comes      boolean,
  town_good  boolean,
  org_good   boolean,
  reminded   boolean NOT NULL,
  CONSTRAINT child_pk PRIMARY KEY (county, id),
  CONSTRAINT child_kind CHECK (kind IN ('assist', 'order', 'whistle'))
);
CREATE INDEX child_by_matter ON matters.child (county, matter);
GRANT SELECT, INSERT, UPDATE ON matters.child TO gongzhi_app;
ALTER TABLE matters.child ENABLE ROW LEVEL SECURITY;
CREATE POLICY child_reach ON matters.child TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
    AND (about_org IS NULL OR about_org <> ALL (string_to_array(current_setting('app.orgs', true), ',')))
);

-- A13: who is responsible for what, on what basis, how, by when, at what fee, where to complain.
CREATE TABLE matters.duty (
  county       text COLLATE "C" NOT NULL,
  id           text NOT NULL,
  no           integer NOT NULL,
  category     text NOT NULL,
  tier         text NOT NULL,
  org_kind     text NOT NULL,
  title        text NOT NULL,
  basis        text NOT NULL,
  flow         text NOT NULL,
  limit_amount integer NOT NULL,
  limit_unit   text NOT NULL,
  fee          text NOT NULL,
  complaint    text NOT NULL,
  mark         text NOT NULL,
  CONSTRAINT duty_pk PRIMARY KEY (county, id),
  -- A13: an item without a legal basis cannot be published
  CONSTRAINT duty_basis CHECK (char_length(btrim(basis)) >= 2),
  CONSTRAINT duty_mark CHECK (mark IN ('found', 'local', 'unverified'))
);
GRANT SELECT ON matters.duty TO gongzhi_app;

-- A county's own clocks, replacing single defaults of limits.json; `path` such as steps.accept or levels.normal.
CREATE TABLE matters.setting (
  county text COLLATE "C" NOT NULL,
  path   text NOT NULL,
  amount integer NOT NULL,
  unit   text NOT NULL,
  basis  text NOT NULL,
  CONSTRAINT setting_pk PRIMARY KEY (county, path),
  CONSTRAINT setting_unit CHECK (unit IN ('workday', 'day', 'hour'))
);
GRANT SELECT ON matters.setting TO gongzhi_app;

-- B04: sessions at which a group of delegates receives visitors.
CREATE TABLE matters.reception (
  county    text COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  studio    text NOT NULL,
  from_at   timestamptz NOT NULL,
  to_at     timestamptz NOT NULL,
  delegates text[] NOT NULL,
  capacity  integer NOT NULL,
  CONSTRAINT reception_pk PRIMARY KEY (county, id),
  CONSTRAINT reception_times CHECK (to_at > from_at)
);
CREATE TABLE matters.booking (
  county    text COLLATE "C" NOT NULL,
  reception uuid NOT NULL,
  account   uuid NOT NULL,
  about     text NOT NULL,
  CONSTRAINT booking_pk PRIMARY KEY (county, reception, account)
);
GRANT SELECT, INSERT, UPDATE ON matters.reception TO gongzhi_app;
GRANT SELECT, INSERT ON matters.booking TO gongzhi_app;
CREATE INDEX matter_by_reception ON matters.matter (county, reception) WHERE reception IS NOT NULL;

-- Handled matters as everybody may read them (E02, P6): what and how, never who. Filled by the relay when a matter closes.
CREATE TABLE matters.public_matter (
  county       text COLLATE "C" NOT NULL,
  id           uuid NOT NULL,
  number       text NOT NULL,
  unit_code    text COLLATE "C" NOT NULL,
  category     text NOT NULL,
  outcome      text,
  outcome_text text,
  org          text,
  opened_on    date NOT NULL,
  closed_on    date NOT NULL,
  workdays     integer NOT NULL,
  satisfied    boolean,
  CONSTRAINT public_matter_pk PRIMARY KEY (county, id)
);
CREATE INDEX public_matter_by_unit ON matters.public_matter (county, unit_code, id DESC);
GRANT SELECT, INSERT ON matters.public_matter TO gongzhi_app;
