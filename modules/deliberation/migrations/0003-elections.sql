-- 议事会推选 D08: an election, who was named, what was held against its result. Ballots lie on paper in the box: only their sums are
-- here, and nothing says how anybody voted (P3).
CREATE TABLE deliberation.election (
  county     text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  unit_code  text COLLATE "C" NOT NULL,
  body       text COLLATE "C" NOT NULL,
  title      text NOT NULL,
  sort       text NOT NULL,
  seats      jsonb NOT NULL,
  quotas     jsonb NOT NULL,
  with_chair boolean NOT NULL,
  chair_rule text,
  from_on    date NOT NULL,
  until_on   date NOT NULL,
  held_on    date NOT NULL,
  round      integer NOT NULL,
  ballots    jsonb NOT NULL,
  posted_at  timestamptz,
  digest     text,
  signature  text,
  CONSTRAINT election_pk PRIMARY KEY (county, id),
  CONSTRAINT election_sort CHECK (sort IN ('renewal', 'by-election')),
  CONSTRAINT election_term CHECK (until_on >= from_on)
);
CREATE INDEX election_by_unit ON deliberation.election (county, unit_code);

-- Names are sealed. `open_name`: how the nominee agreed to be shown; phone as a keyed hash, so that its owner finds the nomination.
CREATE TABLE deliberation.nominee (
  county     text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  election   uuid NOT NULL,
  unit_code  text COLLATE "C" NOT NULL,
  round      integer NOT NULL,
  account    uuid,
  phone_hash text,
  name_enc   text NOT NULL,
  shown      text NOT NULL,
  class      text NOT NULL,
  how        text NOT NULL,
  state      text NOT NULL,
  open_name  boolean NOT NULL DEFAULT false,
  elected    boolean NOT NULL DEFAULT false,
  chair      boolean NOT NULL DEFAULT false,
  CONSTRAINT nominee_pk PRIMARY KEY (county, id),
  CONSTRAINT nominee_election FOREIGN KEY (county, election) REFERENCES deliberation.election (county, id),
  CONSTRAINT nominee_how CHECK (how IN ('self', 'resident', 'representative', 'paper')),
  CONSTRAINT nominee_state CHECK (state IN ('named', 'accepted', 'withdrawn'))
);
CREATE INDEX nominee_by_election ON deliberation.nominee (county, election);

CREATE TABLE deliberation.election_objection (
  county    text COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  election  uuid NOT NULL,
  unit_code text COLLATE "C" NOT NULL,
  account   uuid,
  ground    text NOT NULL,
  text      text NOT NULL,
  at        timestamptz NOT NULL,
  answer    text,
  CONSTRAINT election_objection_pk PRIMARY KEY (county, id),
  CONSTRAINT election_objection_ground CHECK (ground IN ('procedure', 'count', 'eligibility', 'other'))
);
CREATE INDEX election_objection_by_election ON deliberation.election_objection (county, election);

-- A meeting of the representatives is called for an election.
ALTER TABLE deliberation.meeting ADD COLUMN election uuid;
CREATE INDEX meeting_by_election ON deliberation.meeting (county, election) WHERE election IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON deliberation.election, deliberation.nominee, deliberation.election_objection TO gongzhi_app;

ALTER TABLE deliberation.election ENABLE ROW LEVEL SECURITY;
ALTER TABLE deliberation.nominee ENABLE ROW LEVEL SECURITY;
ALTER TABLE deliberation.election_objection ENABLE ROW LEVEL SECURITY;
CREATE POLICY election_reach ON deliberation.election TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')));
CREATE POLICY nominee_reach ON deliberation.nominee TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')));
CREATE POLICY election_objection_reach ON deliberation.election_objection TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')));
